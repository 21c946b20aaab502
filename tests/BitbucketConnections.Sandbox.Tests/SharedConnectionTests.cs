using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;
using static BitbucketConnections.Sandbox.Tests.Support.TestSandbox;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Connections that another account shares.</summary>
public sealed class SharedConnectionTests : IDisposable
{
    private const string Owner = "210987654321";
    private const string User = "123456789012";
    private readonly TestSandbox _sandbox = new();

    private ISandbox Sandbox => _sandbox.Sandbox;

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_shared_connection_is_listed_and_read_in_every_Region_and_keeps_its_owner()
    {
        var own = await _sandbox.ConnectionAsync("own", CodeConnections);
        var shared = await _sandbox.ConnectionAsync("shared", CodeConnections, "eu-west-1", Owner);
        var secret = await _sandbox.ConnectionAsync("secret", CodeConnections, "eu-west-1", Owner);

        Sandbox.ShareConnection(shared, [User]);

        foreach (var region in new[] { "us-east-1", "eu-west-1", "ap-south-1" })
        {
            Assert.Equal([own, shared], await ListAsync(region));
            var read = (await CallAsync("GetConnection", shared, region)).Json["Connection"]!;
            Assert.Equal((Owner, "AVAILABLE", "shared"), (Text(read["OwnerAccountId"]), Text(read["ConnectionStatus"]), Text(read["ConnectionName"])));
            Assert.Equal("ResourceNotFoundException", (await CallAsync("GetConnection", secret, region)).ErrorType);
        }

        Assert.Equal([shared, secret], await ListAsync("us-east-1", Owner));
        Assert.Empty(await ListAsync("us-east-1", "333333333333"));
    }

    [Fact]
    public async Task Only_the_owner_changes_a_shared_connection()
    {
        var shared = await _sandbox.ConnectionAsync("shared", CodeConnections, account: Owner);
        Sandbox.ShareConnection(shared, [User]);
        var tag = new JsonObject { ["ResourceArn"] = shared, ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "k", ["Value"] = "v" }) };

        Assert.Equal("ResourceNotFoundException", (await CallAsync("DeleteConnection", shared)).ErrorType);
        Assert.Equal("ResourceNotFoundException", (await _sandbox.CallAsync(CodeConnections, "TagResource", tag)).ErrorType);
        Assert.Equal(200, (await _sandbox.CallAsync(CodeConnections, "TagResource", tag, account: Owner)).Status);
        Assert.Equal(200, (await CallAsync("DeleteConnection", shared, account: Owner)).Status);
        Assert.Empty(await ListAsync("us-east-1"));
    }

    [Fact]
    public async Task A_pipeline_uses_a_connection_only_while_it_is_shared()
    {
        var shared = await _sandbox.ConnectionAsync("shared", CodeConnections, "eu-west-1", Owner);
        Sandbox.CompleteConnection(shared);
        await OkAsync("CreatePipeline", new JsonObject { ["pipeline"] = Valid(_sandbox.Info, connectionArn: shared) });
        Assert.Equal(("Failed", $"Connection {shared} does not exist."), await SourceAsync());
        Assert.Equal((false, true), Push(shared));

        Sandbox.ShareConnection(shared, [User, "333333333333"]);
        await OkAsync("StartPipelineExecution", new JsonObject { ["name"] = "demo" });
        Assert.Equal(("Succeeded", null), await SourceAsync());

        // Only a write of the pipeline creates the webhook.
        Assert.Equal((false, false), Push(shared));
        await OkAsync("UpdatePipeline", new JsonObject { ["pipeline"] = Valid(_sandbox.Info, connectionArn: shared) });
        Assert.Equal((true, false), Push(shared));

        Sandbox.SetConnectionStatus(shared, "ERROR");
        await OkAsync("StartPipelineExecution", new JsonObject { ["name"] = "demo" });
        Assert.Equal(("Failed", $"Connection {shared} is not in available state. Its status is ERROR."), await SourceAsync());

        Sandbox.SetConnectionStatus(shared, "AVAILABLE");
        Sandbox.ShareConnection(shared, ["333333333333"]);
        await OkAsync("StartPipelineExecution", new JsonObject { ["name"] = "demo" });
        Assert.Equal(("Failed", $"Connection {shared} does not exist."), await SourceAsync());
        Assert.Equal("ResourceNotFoundException", (await CallAsync("GetConnection", shared)).ErrorType);
    }

    [Fact]
    public async Task The_tags_of_a_shared_connection_can_be_read()
    {
        var shared = await _sandbox.ConnectionAsync("shared", CodeConnections, account: Owner);
        var tags = new JsonObject { ["ResourceArn"] = shared };
        Assert.Equal("ResourceNotFoundException", (await _sandbox.CallAsync(CodeConnections, "ListTagsForResource", tags)).ErrorType);

        Sandbox.ShareConnection(shared, [User]);

        Assert.Equal(200, (await _sandbox.CallAsync(CodeConnections, "ListTagsForResource", tags)).Status);
    }

    [Theory]
    [InlineData("12345678901", "InvalidAccountId", "'12345678901' is not the id of an account. Specify 12 digits, in quotation marks if the first digit is 0.")]
    [InlineData("1234567890123", "InvalidAccountId", "12 digits")]
    [InlineData("12345678901a", "InvalidAccountId", "12 digits")]
    [InlineData("123456789012\n", "InvalidAccountId", "12 digits")]
    [InlineData(Owner, "InvalidAccountId", "belongs to the account 210987654321. Specify other accounts")]
    public async Task Sharing_requires_the_ids_of_other_accounts(string account, string condition, string text)
    {
        var arn = await _sandbox.ConnectionAsync(service: CodeConnections, account: Owner);

        var refused = Assert.Throws<ServiceException>(() => Sandbox.ShareConnection(arn, [User, account]));

        Assert.Equal(condition, refused.Condition);
        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
        Assert.Equal("PENDING", Text((await CallAsync("GetConnection", arn, account: Owner)).Json["Connection"]!["ConnectionStatus"]));
        Assert.Empty(await ListAsync("us-east-1"));
    }

    [Fact]
    public async Task Connections_of_the_older_API_cannot_be_shared()
    {
        var arn = await _sandbox.ConnectionAsync(account: Owner);

        var refused = Assert.Throws<ServiceException>(() => Sandbox.ShareConnection(arn, [User]));

        Assert.Equal((ServiceErrorKind.InvalidInput, "ConnectionCannotBeShared"), (refused.Kind, refused.Condition));
        Assert.Contains("-Api CodeConnections", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ServiceErrorKind.NotFound, Assert.Throws<ServiceException>(() => Sandbox.ShareConnection($"arn:aws:codeconnections:us-east-1:{Owner}:connection/none", [User])).Kind);
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private Task<Answer> CallAsync(string operation, string arn, string? region = null, string? account = null) =>
        _sandbox.CallAsync(CodeConnections, operation, new JsonObject { ["ConnectionArn"] = arn }, region, account);

    private async Task OkAsync(string operation, JsonObject input)
    {
        var answer = await _sandbox.CallAsync(CodePipeline, operation, input);
        Assert.True(answer.Status == 200, answer.Body);
    }

    // Whether a push starts the pipeline, and whether the reason is that the connection does not exist.
    private (bool Starts, bool IsMissing) Push(string arn)
    {
        var result = Assert.Single(Sandbox.Push(new SandboxPush { Event = new RepositoryEvent { Kind = RepositoryEventKind.Push, FullRepositoryId = "example-ws/demo-repo", Branch = "main" } }));
        return (result.Starts, result.Reason.Contains($"{arn} does not exist", StringComparison.Ordinal));
    }

    private async Task<(string? Status, string? Message)> SourceAsync()
    {
        var state = (await _sandbox.CallAsync(CodePipeline, "GetPipelineState", new JsonObject { ["name"] = "demo" })).Json["stageStates"]![0]!["actionStates"]![0]!["latestExecution"]!;
        return (Text(state["status"]), Text(state["errorDetails"]?["message"]));
    }

    private async Task<List<string>> ListAsync(string region, string? account = null) =>
        [.. (await _sandbox.CallAsync(CodeConnections, "ListConnections", null, region, account)).Json["Connections"]!.AsArray().Select(connection => Text(connection!["ConnectionArn"])!)];
}
