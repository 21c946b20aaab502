using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestSandbox;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Repository links of both connection APIs.</summary>
public sealed class RepositoryLinkTests : IDisposable
{
    private const string MissingId = "11111111-2222-4333-8444-555555555555";
    private const string NotFound = "Resource not found. Verify the connection resource ARN and try again.";

    private readonly TestSandbox _sandbox = new();

    public static TheoryData<string> Services => [CodeStar, CodeConnections];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_created_link_has_what_was_sent_and_the_provider_of_the_connection(string service)
    {
        const string key = "arn:aws:kms:us-east-1:123456789012:key/k";
        var connection = await ConnectionAsync(service);
        var input = Create(connection);
        input["EncryptionKeyArn"] = key;
        var link = (await _sandbox.CheckedAsync(service, "CreateRepositoryLink", input))["RepositoryLinkInfo"]!;
        var id = link["RepositoryLinkId"]!.GetValue<string>();

        Assert.Equal(
            $$"""{"ConnectionArn":"{{connection}}","OwnerId":"team","ProviderType":"Bitbucket","RepositoryLinkArn":"arn:aws:{{service}}:us-east-1:123456789012:repository-link/{{id}}","RepositoryLinkId":"{{id}}","RepositoryName":"repo","EncryptionKeyArn":"{{key}}"}""",
            link.ToJsonString());
        Assert.Equal(link.ToJsonString(), (await _sandbox.CheckedAsync(service, "GetRepositoryLink", ById(id)))["RepositoryLinkInfo"]!.ToJsonString());
        Assert.Equal(link.ToJsonString(), Assert.Single((await _sandbox.CheckedAsync(service, "ListRepositoryLinks"))["RepositoryLinks"]!.AsArray())!.ToJsonString());
    }

    [Fact]
    public async Task A_link_needs_an_AVAILABLE_connection()
    {
        var pending = await _sandbox.ConnectionAsync();
        var missing = pending[..^4] + "0000";

        Assert.Equal(
            ("InvalidInputException", $"The connection {pending} is not in available state. Its status is PENDING."), await _sandbox.RefusedAsync(CodeStar, "CreateRepositoryLink", Create(pending)));
        Assert.Equal(("InvalidInputException", $"The connection {missing} does not exist."), await _sandbox.RefusedAsync(CodeStar, "CreateRepositoryLink", Create(missing)));
        _sandbox.Sandbox.SetConnectionStatus(pending, "ERROR");
        Assert.Equal("InvalidInputException", (await _sandbox.RefusedAsync(CodeStar, "CreateRepositoryLink", Create(pending))).Code);
        Assert.Empty((await _sandbox.CheckedAsync(CodeStar, "ListRepositoryLinks"))["RepositoryLinks"]!.AsArray());
    }

    [Fact]
    public async Task A_link_can_use_a_connection_of_another_Region_and_of_the_other_API_and_a_shared_one()
    {
        var far = await ConnectionAsync(CodeConnections, "eu-west-1");
        var foreign = await ConnectionAsync(CodeConnections, account: "210987654321");

        await _sandbox.CheckedAsync(CodeStar, "CreateRepositoryLink", Create(far));
        Assert.Equal("InvalidInputException", (await _sandbox.RefusedAsync(CodeStar, "CreateRepositoryLink", Create(foreign))).Code);
        _sandbox.Sandbox.ShareConnection(foreign, ["123456789012"]);
        await _sandbox.CheckedAsync(CodeStar, "CreateRepositoryLink", Create(foreign));
        Assert.Equal("InvalidInputException", (await _sandbox.RefusedAsync(CodeStar, "CreateRepositoryLink", Create(far), region: "us-gov-west-1")).Code);
    }

    [Fact]
    public async Task A_repository_is_linked_once_with_a_connection()
    {
        var connection = await ConnectionAsync();
        var link = await LinkAsync(connection);

        var (code, message) = await _sandbox.RefusedAsync(CodeStar, "CreateRepositoryLink", Create(connection));
        Assert.Equal("ResourceAlreadyExistsException", code);
        Assert.Contains(link, message, StringComparison.Ordinal);
        Assert.Equal("ResourceAlreadyExistsException", (await _sandbox.RefusedAsync(CodeConnections, "CreateRepositoryLink", Create(connection))).Code);
        await LinkAsync(connection, "second");
        await LinkAsync(await ConnectionAsync());
    }

    [Fact]
    public async Task Links_belong_to_an_account_and_a_Region_and_an_API()
    {
        var id = await LinkAsync(await ConnectionAsync());

        Assert.Empty((await _sandbox.CheckedAsync(CodeConnections, "ListRepositoryLinks"))["RepositoryLinks"]!.AsArray());
        Assert.Empty((await _sandbox.CheckedAsync(CodeStar, "ListRepositoryLinks", region: "eu-west-1"))["RepositoryLinks"]!.AsArray());
        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeConnections, "GetRepositoryLink", ById(id)));
        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeStar, "GetRepositoryLink", ById(id), region: "eu-west-1"));
        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeStar, "GetRepositoryLink", ById(id), account: "210987654321"));
    }

    [Theory]
    [InlineData("GetRepositoryLink")]
    [InlineData("UpdateRepositoryLink")]
    [InlineData("DeleteRepositoryLink")]
    public async Task A_missing_link_is_not_found(string operation) =>
        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeStar, operation, ById(MissingId)));

    [Fact]
    public async Task An_update_changes_only_what_was_sent()
    {
        const string key = "arn:aws:kms:us-east-1:123456789012:key/k";
        var (first, second) = (await ConnectionAsync(), await ConnectionAsync());
        var id = await LinkAsync(first);

        await _sandbox.CheckedAsync(CodeStar, "UpdateRepositoryLink", new JsonObject { ["RepositoryLinkId"] = id, ["EncryptionKeyArn"] = key });
        var updated = (await _sandbox.CheckedAsync(CodeStar, "UpdateRepositoryLink", new JsonObject { ["RepositoryLinkId"] = id, ["ConnectionArn"] = second }))["RepositoryLinkInfo"]!;

        Assert.Equal((second, key), (updated["ConnectionArn"]!.GetValue<string>(), updated["EncryptionKeyArn"]!.GetValue<string>()));
        Assert.Equal(updated.ToJsonString(), (await _sandbox.CheckedAsync(CodeStar, "GetRepositoryLink", ById(id)))["RepositoryLinkInfo"]!.ToJsonString());
    }

    [Fact]
    public async Task An_update_needs_an_AVAILABLE_connection_of_the_same_provider_without_this_repository()
    {
        var (first, second, pending) = (await ConnectionAsync(), await ConnectionAsync(), await _sandbox.ConnectionAsync());
        var id = await LinkAsync(first);
        await LinkAsync(second);
        var gitHub = (await _sandbox.CheckedAsync(CodeStar, "CreateConnection", new JsonObject { ["ConnectionName"] = "g", ["ProviderType"] = "GitHub" }))["ConnectionArn"]!.GetValue<string>();
        _sandbox.Sandbox.CompleteConnection(gitHub);

        foreach (var connection in new[] { second, pending, gitHub, first[..^4] + "0000" })
        {
            var input = new JsonObject { ["RepositoryLinkId"] = id, ["ConnectionArn"] = connection };
            Assert.Equal("InvalidInputException", (await _sandbox.RefusedAsync(CodeStar, "UpdateRepositoryLink", input)).Code);
        }

        Assert.Equal(first, (await _sandbox.CheckedAsync(CodeStar, "UpdateRepositoryLink", new JsonObject { ["RepositoryLinkId"] = id, ["ConnectionArn"] = first }))["RepositoryLinkInfo"]!["ConnectionArn"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_link_outlives_its_connection_and_is_deleted()
    {
        var connection = await ConnectionAsync();
        var id = await LinkAsync(connection);
        await _sandbox.CheckedAsync(CodeStar, "DeleteConnection", new JsonObject { ["ConnectionArn"] = connection });

        Assert.Equal(connection, (await _sandbox.CheckedAsync(CodeStar, "GetRepositoryLink", ById(id)))["RepositoryLinkInfo"]!["ConnectionArn"]!.GetValue<string>());
        Assert.Equal("{}", (await _sandbox.CheckedAsync(CodeStar, "DeleteRepositoryLink", ById(id))).ToJsonString());
        Assert.Equal("ResourceNotFoundException", (await _sandbox.RefusedAsync(CodeStar, "GetRepositoryLink", ById(id))).Code);
    }

    [Fact]
    public async Task Paging_returns_each_link_once_and_rejects_other_tokens()
    {
        var connection = await ConnectionAsync();
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add(await LinkAsync(connection, "repo" + i));
        }

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await _sandbox.CheckedAsync(CodeStar, "ListRepositoryLinks", new JsonObject { ["MaxResults"] = 2, ["NextToken"] = token });
            seen.AddRange(page["RepositoryLinks"]!.AsArray().Select(link => link!["RepositoryLinkId"]!.GetValue<string>()));
            token = page["NextToken"]?.GetValue<string>();
        }
        while (token is not null);

        Assert.Equal(made, seen);
        Assert.Equal(("InvalidInputException", "The NextToken is not one of this list."), await _sandbox.RefusedAsync(CodeStar, "ListRepositoryLinks", new JsonObject { ["NextToken"] = "x" }));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Tags_of_a_link_are_set_changed_removed_and_listed(string service)
    {
        var input = Create(await ConnectionAsync(service));
        input["Tags"] = new JsonArray(new JsonObject { ["Key"] = "Team", ["Value"] = "build" });
        var arn = (await _sandbox.CheckedAsync(service, "CreateRepositoryLink", input))["RepositoryLinkInfo"]!["RepositoryLinkArn"]!.GetValue<string>();

        await _sandbox.CheckedAsync(service, "TagResource", new JsonObject { ["ResourceArn"] = arn, ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "Stage", ["Value"] = "live" }) });
        await _sandbox.CheckedAsync(service, "UntagResource", new JsonObject { ["ResourceArn"] = arn, ["TagKeys"] = new JsonArray("Team") });

        Assert.Equal("""{"Tags":[{"Key":"Stage","Value":"live"}]}""", (await _sandbox.CheckedAsync(service, "ListTagsForResource", new JsonObject { ["ResourceArn"] = arn })).ToJsonString());
        Assert.Equal("ResourceNotFoundException", (await _sandbox.RefusedAsync(service, "TagResource", new JsonObject { ["ResourceArn"] = arn, ["Tags"] = new JsonArray() }, region: "eu-west-1")).Code);
    }

    [Theory]
    [InlineData("CreateRepositoryLink", """{"OwnerId":"o","RepositoryName":"r"}""", "1 validation error detected: Value null at 'connectionArn' failed to satisfy constraint: Member must not be null")]
    [InlineData("GetRepositoryLink", """{"RepositoryLinkId":"none"}""", "1 validation error detected: Value 'none' at 'repositoryLinkId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-fA-F]{8}\\b-[0-9a-fA-F]{4}\\b-[0-9a-fA-F]{4}\\b-[0-9a-fA-F]{4}\\b-[0-9a-fA-F]{12}$")]
    [InlineData("ListRepositoryLinks", """{"MaxResults":101}""", "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100")]
    [InlineData("UpdateRepositoryLink", """{"RepositoryLinkId":"11111111-2222-4333-8444-555555555555","EncryptionKeyArn":"alias/k"}""", "1 validation error detected: Value 'alias/k' at 'encryptionKeyArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws(-[\\w]+)*:kms:[a-z\\-0-9]+:\\d{12}:key/[a-zA-Z0-9\\-]+")]
    public async Task Invalid_input_is_rejected_with_the_message_of_AWS(string operation, string input, string message)
    {
        var answer = await _sandbox.CallAsync(CodeStar, operation, JsonNode.Parse(input));

        Assert.Equal((400, "ValidationException", message), (answer.Status, answer.ErrorType, answer.ErrorMessage));
    }

    private static JsonObject Create(string connection, string repository = "repo") => new() { ["ConnectionArn"] = connection, ["OwnerId"] = "team", ["RepositoryName"] = repository };

    private static JsonObject ById(string id) => new() { ["RepositoryLinkId"] = id };

    private async Task<string> ConnectionAsync(string service = CodeStar, string? region = null, string? account = null)
    {
        var arn = await _sandbox.ConnectionAsync(service: service, region: region, account: account);
        _sandbox.Sandbox.CompleteConnection(arn);
        return arn;
    }

    private async Task<string> LinkAsync(string connection, string repository = "repo") =>
        (await _sandbox.CheckedAsync(CodeStar, "CreateRepositoryLink", Create(connection, repository)))["RepositoryLinkInfo"]!["RepositoryLinkId"]!.GetValue<string>();
}
