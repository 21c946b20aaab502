using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>Calls CodeGuru Reviewer.</summary>
internal static class ReviewCalls
{
    /// <summary>Creates an input of AssociateRepository for Bitbucket.</summary>
    public static JsonObject Repository(string connectionArn, string name = "demo-repo", string owner = "example-ws") => new()
    {
        ["Repository"] = new JsonObject { ["Bitbucket"] = new JsonObject { ["Name"] = name, ["Owner"] = owner, ["ConnectionArn"] = connectionArn } },
    };

    /// <summary>Calls an operation.</summary>
    public static Task<Answer> ReviewAsync(this TestSandbox sandbox, string operation, JsonObject input, string? region = null, string? account = null) =>
        sandbox.CallAsync(TestSandbox.Reviewer, operation, input, region, account);

    /// <summary>Creates an AVAILABLE connection and returns its ARN.</summary>
    public static async Task<string> AvailableAsync(this TestSandbox sandbox, string service = TestSandbox.CodeStar)
    {
        var arn = await sandbox.ConnectionAsync(service: service);
        sandbox.Sandbox.CompleteConnection(arn);
        return arn;
    }

    /// <summary>Associates a repository, and returns the association.</summary>
    public static async Task<JsonNode> AssociateAsync(this TestSandbox sandbox, JsonObject input)
    {
        var answer = await sandbox.ReviewAsync("AssociateRepository", input);
        Assert.True(answer.Status == 200, answer.Body);
        return answer.Json["RepositoryAssociation"]!;
    }

    /// <summary>Gets an association.</summary>
    public static Task<Answer> DescribeAsync(this TestSandbox sandbox, JsonNode association) =>
        sandbox.ReviewAsync("DescribeRepositoryAssociation", new JsonObject { ["AssociationArn"] = (string)association["AssociationArn"]! });

    /// <summary>Gets the state of an association.</summary>
    public static async Task<string?> StateAsync(this TestSandbox sandbox, JsonNode association) =>
        (string?)(await sandbox.DescribeAsync(association)).Json["RepositoryAssociation"]?["State"];

    /// <summary>Lists the names of associations.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(this TestSandbox sandbox, JsonObject? filter = null) =>
        [.. (await sandbox.ReviewAsync("ListRepositoryAssociations", filter ?? [])).Json["RepositoryAssociationSummaries"]!.AsArray().Select(item => (string)item!["Name"]!)];
}
