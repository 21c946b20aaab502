using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestSandbox;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Sync configurations of both connection APIs, and the states of Git sync.</summary>
public sealed class SyncConfigurationTests : IDisposable
{
    private const string MissingId = "11111111-2222-4333-8444-555555555555";
    private const string NotFound = "Resource not found. Verify the connection resource ARN and try again.";
    private const string Role = "arn:aws:iam::123456789012:role/git-sync";

    private readonly TestSandbox _sandbox = new();

    public static TheoryData<string> Services => [CodeStar, CodeConnections];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_created_sync_configuration_has_what_was_sent_and_the_repository_of_the_link(string service)
    {
        var link = await LinkAsync(service);
        var created = (await _sandbox.CheckedAsync(service, "CreateSyncConfiguration", Create(link)))["SyncConfiguration"]!;

        Assert.Equal(
            $$"""{"Branch":"main","ConfigFile":"stack.yaml","OwnerId":"team","ProviderType":"Bitbucket","RepositoryLinkId":"{{link}}","RepositoryName":"repo","ResourceName":"stack","RoleArn":"{{Role}}","SyncType":"CFN_STACK_SYNC"}""",
            created.ToJsonString());
        Assert.Equal(created.ToJsonString(), (await _sandbox.CheckedAsync(service, "GetSyncConfiguration", OfStack()))["SyncConfiguration"]!.ToJsonString());
        Assert.Equal(created.ToJsonString(), Assert.Single((await _sandbox.CheckedAsync(service, "ListSyncConfigurations", OfLink(link)))["SyncConfigurations"]!.AsArray())!.ToJsonString());
        Assert.Equal(
            """{"RepositorySyncDefinitions":[{"Branch":"main","Directory":"stack.yaml","Parent":"stack","Target":"stack"}]}""",
            (await _sandbox.CheckedAsync(service, "ListRepositorySyncDefinitions", OfLink(link))).ToJsonString());
    }

    [Theory]
    [InlineData(CodeStar, """{"PublishDeploymentStatus":"ENABLED","TriggerResourceUpdateOn":"FILE_CHANGE"}""")]
    [InlineData(CodeConnections, """{"PublishDeploymentStatus":"ENABLED","TriggerResourceUpdateOn":"FILE_CHANGE","PullRequestComment":"DISABLED"}""")]
    public async Task The_options_of_the_API_are_kept(string service, string expected)
    {
        var input = Create(await LinkAsync(service));
        input["PublishDeploymentStatus"] = "ENABLED";
        input["TriggerResourceUpdateOn"] = "FILE_CHANGE";
        input["PullRequestComment"] = "DISABLED";

        var created = (await _sandbox.CheckedAsync(service, "CreateSyncConfiguration", input))["SyncConfiguration"]!.AsObject();

        Assert.Equal(expected, new JsonObject(created.Skip(9).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString());
    }

    [Fact]
    public async Task A_resource_has_one_sync_configuration()
    {
        var (older, newer) = (await LinkAsync(CodeStar), await LinkAsync(CodeConnections));
        await _sandbox.CheckedAsync(CodeStar, "CreateSyncConfiguration", Create(older));

        Assert.Equal("ResourceAlreadyExistsException", (await _sandbox.RefusedAsync(CodeStar, "CreateSyncConfiguration", Create(older))).Code);
        Assert.Equal("ResourceAlreadyExistsException", (await _sandbox.RefusedAsync(CodeConnections, "CreateSyncConfiguration", Create(newer))).Code);
        await _sandbox.CheckedAsync(CodeStar, "CreateSyncConfiguration", Create(older, "second"));
    }

    [Fact]
    public async Task A_new_sync_configuration_must_have_an_existing_link_of_its_API()
    {
        var link = await LinkAsync(CodeStar);

        Assert.Equal(("InvalidInputException", $"The repository link {MissingId} does not exist."), await _sandbox.RefusedAsync(CodeStar, "CreateSyncConfiguration", Create(MissingId)));
        Assert.Equal("InvalidInputException", (await _sandbox.RefusedAsync(CodeConnections, "CreateSyncConfiguration", Create(link))).Code);
        Assert.Equal("InvalidInputException", (await _sandbox.RefusedAsync(CodeStar, "CreateSyncConfiguration", Create(link), region: "eu-west-1")).Code);
    }

    [Theory]
    [InlineData("GetSyncConfiguration")]
    [InlineData("UpdateSyncConfiguration")]
    [InlineData("GetResourceSyncStatus")]
    [InlineData("GetSyncBlockerSummary")]
    public async Task A_missing_sync_configuration_is_not_found(string operation)
    {
        await _sandbox.CheckedAsync(CodeConnections, "CreateSyncConfiguration", Create(await LinkAsync(CodeConnections)));

        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeStar, operation, OfStack()));
    }

    [Theory]
    [InlineData("ListSyncConfigurations")]
    [InlineData("ListRepositorySyncDefinitions")]
    public async Task The_lists_of_a_missing_link_are_not_found(string operation) =>
        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeStar, operation, OfLink(MissingId)));

    [Fact]
    public async Task An_update_changes_only_what_was_sent()
    {
        var link = await LinkAsync(CodeConnections);
        var other = await LinkAsync(CodeConnections, "other");
        var input = Create(link);
        input["PullRequestComment"] = "ENABLED";
        await _sandbox.CheckedAsync(CodeConnections, "CreateSyncConfiguration", input);

        var same = (await _sandbox.CheckedAsync(CodeConnections, "UpdateSyncConfiguration", OfStack()))["SyncConfiguration"]!;
        Assert.Equal(same.ToJsonString(), (await _sandbox.CheckedAsync(CodeConnections, "GetSyncConfiguration", OfStack()))["SyncConfiguration"]!.ToJsonString());
        Assert.Equal(("main", "ENABLED"), (same["Branch"]!.GetValue<string>(), same["PullRequestComment"]!.GetValue<string>()));

        var change = OfStack();
        change["RepositoryLinkId"] = other;
        change["Branch"] = "release";
        change["ConfigFile"] = "live.yaml";
        change["RoleArn"] = Role + "2";
        change["TriggerResourceUpdateOn"] = "ANY_CHANGE";
        var updated = (await _sandbox.CheckedAsync(CodeConnections, "UpdateSyncConfiguration", change))["SyncConfiguration"]!;
        Assert.Equal(
            $$"""{"Branch":"release","ConfigFile":"live.yaml","OwnerId":"team","ProviderType":"Bitbucket","RepositoryLinkId":"{{other}}","RepositoryName":"other","ResourceName":"stack","RoleArn":"{{Role}}2","SyncType":"CFN_STACK_SYNC","TriggerResourceUpdateOn":"ANY_CHANGE","PullRequestComment":"ENABLED"}""",
            updated.ToJsonString());
        Assert.Empty((await _sandbox.CheckedAsync(CodeConnections, "ListSyncConfigurations", OfLink(link)))["SyncConfigurations"]!.AsArray());

        change["RepositoryLinkId"] = MissingId;
        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeConnections, "UpdateSyncConfiguration", change));
    }

    [Fact]
    public async Task A_link_is_deleted_after_its_sync_configurations()
    {
        var link = await LinkAsync(CodeStar);
        await _sandbox.CheckedAsync(CodeStar, "CreateSyncConfiguration", Create(link));
        var byId = new JsonObject { ["RepositoryLinkId"] = link };

        var (code, message) = await _sandbox.RefusedAsync(CodeStar, "DeleteRepositoryLink", byId);
        Assert.Equal(("SyncConfigurationStillExistsException", "Unable to continue. The sync configuration of stack still exists."), (code, message));
        Assert.Equal("{}", (await _sandbox.CheckedAsync(CodeStar, "DeleteSyncConfiguration", OfStack())).ToJsonString());
        await _sandbox.CheckedAsync(CodeStar, "DeleteRepositoryLink", byId);
    }

    [Fact]
    public async Task Deleting_a_missing_sync_configuration_succeeds_and_does_not_touch_that_of_the_other_API()
    {
        await _sandbox.CheckedAsync(CodeConnections, "CreateSyncConfiguration", Create(await LinkAsync(CodeConnections)));

        Assert.Equal("{}", (await _sandbox.CheckedAsync(CodeStar, "DeleteSyncConfiguration", OfStack())).ToJsonString());
        await _sandbox.CheckedAsync(CodeConnections, "GetSyncConfiguration", OfStack());
    }

    [Fact]
    public async Task Nothing_was_ever_synced_and_nothing_is_blocked()
    {
        var link = await LinkAsync(CodeStar);
        await _sandbox.CheckedAsync(CodeStar, "CreateSyncConfiguration", Create(link));
        var branch = OfLink(link);
        branch["Branch"] = "main";
        var blocker = OfStack();
        blocker["Id"] = "b";
        blocker["ResolvedReason"] = "fixed";

        Assert.Equal(("ResourceNotFoundException", "The branch main of team/repo was never synced."), await _sandbox.RefusedAsync(CodeStar, "GetRepositorySyncStatus", branch));
        Assert.Equal(("ResourceNotFoundException", "The resource stack was never synced."), await _sandbox.RefusedAsync(CodeStar, "GetResourceSyncStatus", OfStack()));
        Assert.Equal("""{"SyncBlockerSummary":{"ResourceName":"stack","LatestBlockers":[]}}""", (await _sandbox.CheckedAsync(CodeStar, "GetSyncBlockerSummary", OfStack())).ToJsonString());
        Assert.Equal(
            ("SyncBlockerDoesNotExistException", "Unable to continue. The sync blocker does not exist. (stack b)"), await _sandbox.RefusedAsync(CodeStar, "UpdateSyncBlocker", blocker));

        branch["RepositoryLinkId"] = MissingId;
        blocker["ResourceName"] = "none";
        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeStar, "GetRepositorySyncStatus", branch));
        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeStar, "UpdateSyncBlocker", blocker));
    }

    [Fact]
    public async Task A_branch_that_is_full_can_not_get_a_sync_configuration_by_an_update()
    {
        var link = await LinkAsync(CodeStar);
        for (var i = 0; i < 50; i++)
        {
            await _sandbox.CheckedAsync(CodeStar, "CreateSyncConfiguration", Create(link, "stack" + i));
        }

        Assert.Equal(
            ("LimitExceededException", "Exceeded the maximum limit for sync configurations of a branch."), await _sandbox.RefusedAsync(CodeStar, "CreateSyncConfiguration", Create(link)));
        var elsewhere = Create(link);
        elsewhere["Branch"] = "release";
        await _sandbox.CheckedAsync(CodeStar, "CreateSyncConfiguration", elsewhere);
        elsewhere["Branch"] = "main";
        Assert.Equal("InvalidInputException", (await _sandbox.RefusedAsync(CodeStar, "UpdateSyncConfiguration", elsewhere)).Code);
        await _sandbox.CheckedAsync(CodeStar, "UpdateSyncConfiguration", Create(link, "stack0"));
    }

    [Fact]
    public async Task Paging_returns_each_sync_configuration_of_the_link_once_and_rejects_other_tokens()
    {
        var (link, other) = (await LinkAsync(CodeStar), await LinkAsync(CodeStar, "other"));
        var made = Enumerable.Range(0, 5).Select(i => "stack" + i).ToList();
        foreach (var name in made)
        {
            await _sandbox.CheckedAsync(CodeStar, "CreateSyncConfiguration", Create(link, name));
            await _sandbox.CheckedAsync(CodeStar, "CreateSyncConfiguration", Create(other, "other-" + name));
        }

        var seen = new List<string>();
        var input = OfLink(link);
        input["MaxResults"] = 2;
        do
        {
            var page = await _sandbox.CheckedAsync(CodeStar, "ListSyncConfigurations", input);
            seen.AddRange(page["SyncConfigurations"]!.AsArray().Select(sync => sync!["ResourceName"]!.GetValue<string>()));
            input["NextToken"] = page["NextToken"]?.GetValue<string>();
        }
        while (input["NextToken"] is not null);

        Assert.Equal(made, seen);
        input["NextToken"] = (await _sandbox.CheckedAsync(CodeStar, "ListSyncConfigurations", With(OfLink(other), "MaxResults", 1)))["NextToken"]!.GetValue<string>();
        Assert.Equal(("InvalidInputException", "The NextToken is not one of this list."), await _sandbox.RefusedAsync(CodeStar, "ListSyncConfigurations", input));
    }

    [Theory]
    [InlineData("GetSyncConfiguration", """{"SyncType":"X","ResourceName":"a"}""", "1 validation error detected: Value 'X' at 'syncType' failed to satisfy constraint: Member must satisfy enum value set: [CFN_STACK_SYNC]")]
    [InlineData("GetSyncConfiguration", """{"SyncType":"CFN_STACK_SYNC","ResourceName":"-a"}""", "1 validation error detected: Value '-a' at 'resourceName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9A-Za-z]+[0-9A-Za-z_\\\\-]*$")]
    [InlineData("GetRepositorySyncStatus", """{"RepositoryLinkId":"11111111-2222-4333-8444-555555555555","SyncType":"CFN_STACK_SYNC"}""", "1 validation error detected: Value null at 'branch' failed to satisfy constraint: Member must not be null")]
    [InlineData("UpdateSyncBlocker", """{"Id":"b","SyncType":"CFN_STACK_SYNC","ResourceName":"a"}""", "1 validation error detected: Value null at 'resolvedReason' failed to satisfy constraint: Member must not be null")]
    [InlineData("UpdateSyncConfiguration", """{"SyncType":"CFN_STACK_SYNC","ResourceName":"a","RoleArn":"r"}""", "1 validation error detected: Value 'r' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws(-[\\w]+)*:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-_/]+")]
    public async Task Invalid_input_is_rejected_with_the_message_of_AWS(string operation, string input, string message)
    {
        var answer = await _sandbox.CallAsync(CodeStar, operation, JsonNode.Parse(input));

        Assert.Equal((400, "ValidationException", message), (answer.Status, answer.ErrorType, answer.ErrorMessage));
    }

    private static JsonObject Create(string link, string resource = "stack") => new()
    {
        ["Branch"] = "main",
        ["ConfigFile"] = "stack.yaml",
        ["RepositoryLinkId"] = link,
        ["ResourceName"] = resource,
        ["RoleArn"] = Role,
        ["SyncType"] = "CFN_STACK_SYNC",
    };

    private static JsonObject OfStack() => new() { ["SyncType"] = "CFN_STACK_SYNC", ["ResourceName"] = "stack" };

    private static JsonObject OfLink(string id) => new() { ["RepositoryLinkId"] = id, ["SyncType"] = "CFN_STACK_SYNC" };

    private static JsonObject With(JsonObject input, string name, JsonNode value)
    {
        input[name] = value;
        return input;
    }

    private async Task<string> LinkAsync(string service, string repository = "repo")
    {
        var connection = await _sandbox.ConnectionAsync(service: service);
        _sandbox.Sandbox.CompleteConnection(connection);
        var input = new JsonObject { ["ConnectionArn"] = connection, ["OwnerId"] = "team", ["RepositoryName"] = repository };
        return (await _sandbox.CheckedAsync(service, "CreateRepositoryLink", input))["RepositoryLinkInfo"]!["RepositoryLinkId"]!.GetValue<string>();
    }
}
