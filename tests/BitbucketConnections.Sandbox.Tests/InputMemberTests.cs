using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Tests that the sandbox reads or refuses each input member of AWS's service models: a value of another type is an error, so the member is not ignored.</summary>
public sealed class InputMemberTests : IDisposable
{
    private static readonly (string Service, string Version)[] s_query = [("iam", "2010-05-08"), ("sts", "2011-06-15")];
    private static readonly string[] s_json = [TestSandbox.CodePipeline, TestSandbox.CodeStar, TestSandbox.CodeConnections, TestSandbox.Kms, TestSandbox.CodeBuild, TestSandbox.Logs];

    // The sandbox keeps these as they are sent, and returns them: pipelines, and the optional members of projects.
    private static readonly string[] s_kept =
    [
        "CreatePipeline.pipeline.", "UpdatePipeline.pipeline.", "CreateProject.",
    ];

    private static readonly string[] s_noticed = ["SerializationException", "MalformedInput", "because the sandbox does not have it"];

    private readonly TestSandbox _sandbox = new();

    public static TheoryData<string, string> Operations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var service in s_json.Concat(s_query.Select(query => query.Service)))
            {
                foreach (var operation in SandboxServices.Operations()[service])
                {
                    data.Add(service, operation);
                }
            }

            return data;
        }
    }

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task No_member_of_an_operation_is_ignored(string service, string operation)
    {
        var model = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ServiceModels", service + ".json")))!;
        var ignored = new List<string>();
        foreach (var member in ModelMember.Of(model, operation).Where(member => !s_kept.Any($"{operation}.{member.Path}".StartsWith)))
        {
            var answer = await SendAsync(service, operation, member.WithOtherType);
            if (!s_noticed.Any(text => answer.Body.Contains(text, StringComparison.Ordinal)))
            {
                ignored.Add($"{member.Path}: {answer.Status} {answer.Body}");
            }
        }

        Assert.Empty(ignored);
    }

    private async Task<Answer> SendAsync(string service, string operation, JsonObject input)
    {
        var version = s_query.FirstOrDefault(query => query.Service == service).Version;
        return version is null
            ? await _sandbox.CallAsync(service, operation, input)
            : await _sandbox.QueryAsync(service, version, operation, [.. Flatten(string.Empty, input)]);
    }

    private static IEnumerable<(string Name, string Value)> Flatten(string prefix, JsonNode value) => value switch
    {
        JsonObject members => members.SelectMany(member => Flatten(prefix + (prefix.Length > 0 ? "." : string.Empty) + member.Key, member.Value!)),
        JsonArray items => items.SelectMany((item, index) => Flatten($"{prefix}.member.{index + 1}", item!)),
        _ => [(prefix, value.ToString())],
    };
}
