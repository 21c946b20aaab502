using System.Text.Json.Nodes;
using System.Threading;

namespace BitbucketConnections.Benchmarks;

/// <summary>Numbered connections of codestar-connections. They are PENDING until their list was read to its end a number of times.</summary>
internal sealed class FakeConnections(int count, int pendingLists)
{
    /// <summary>The ARN of every connection without its last 12 digits, which are the number.</summary>
    public const string ArnStart = "arn:aws:codestar-connections:us-east-1:123456789012:connection/aaaaaaaa-0000-4000-8000-";

    private int _lists;

    /// <summary>Answers an operation of either API; null for one that is not here. The successor API has no connections.</summary>
    public string? Answer(string operation, JsonNode request, bool isSuccessor) => operation switch
    {
        "ListConnections" => List(isSuccessor ? 0 : count, (string?)request["NextToken"]).ToJsonString(),
        "GetConnection" => new JsonObject { ["Connection"] = Connection((string)request["ConnectionArn"]!) }.ToJsonString(),
        _ => null,
    };

    private JsonObject List(int items, string? token)
    {
        var page = Paging.Page(items, token, ("Connections", "NextToken"), number => Connection($"{ArnStart}{number:D12}"));
        if (items > 0 && !page.ContainsKey("NextToken"))
        {
            Interlocked.Increment(ref _lists);
        }

        return page;
    }

    private JsonObject Connection(string arn) => new()
    {
        ["ConnectionName"] = "c" + arn[^12..],
        ["ConnectionArn"] = arn,
        ["ProviderType"] = "Bitbucket",
        ["OwnerAccountId"] = "123456789012",
        ["ConnectionStatus"] = Volatile.Read(ref _lists) < pendingLists ? "PENDING" : "AVAILABLE",
    };
}
