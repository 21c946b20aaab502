using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestCallers;
using static BitbucketConnections.Sandbox.Tests.Support.TestSandbox;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The condition keys and further rights of hosts, repository links and sync configurations.</summary>
public sealed class ConnectionRightTests : IDisposable
{
    private const string Host = "arn:aws:codeconnections:us-east-1:123456789012:host/";
    private const string SyncService = "cloudformation.sync.codeconnections.amazonaws.com";

    private readonly TestSandbox _sandbox = new(new SandboxOptions { EnforceCallerPolicies = true });

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("codeconnections:ProviderType", "GitLabSelfManaged", true)]
    [InlineData("codeconnections:ProviderType", "GitHubEnterpriseServer", false)]
    [InlineData("codeconnections:VpcId", "vpc-12345678", true)]
    [InlineData("codeconnections:VpcId", "vpc-87654321", false)]
    [InlineData("aws:RequestTag/Team", "build", true)]
    [InlineData("aws:RequestTag/Team", "test", false)]
    public async Task The_provider_the_VPC_and_the_tags_of_a_new_host_are_condition_keys(string key, string value, bool isAllowed)
    {
        await ActAsAsync(Allow("codeconnections:CreateHost", condition: Equal(key, value)), Allow("codeconnections:TagResource", Host + "*"));

        Assert.Equal(isAllowed ? null : "AccessDeniedException", (await _sandbox.CallAsync(CodeConnections, "CreateHost", NewHost())).Error().Code);
    }

    [Fact]
    public async Task A_host_with_tags_requires_the_right_to_tag_hosts()
    {
        await ActAsAsync(Allow("codeconnections:CreateHost"), Allow("codeconnections:TagResource", "arn:aws:codeconnections:us-east-1:123456789012:connection/*"));

        Assert.Equal(
            $"User: arn:aws:iam::123456789012:user/worker is not authorized to perform: codeconnections:TagResource on resource: {Host}* because no identity-based policy allows the codeconnections:TagResource action",
            (await _sandbox.CallAsync(CodeConnections, "CreateHost", NewHost())).Error().Message);
    }

    [Theory]
    [InlineData("GetHost", "build", true)]
    [InlineData("GetHost", "test", false)]
    [InlineData("DeleteHost", "build", true)]
    [InlineData("DeleteHost", "test", false)]
    public async Task The_tags_of_a_host_are_condition_keys(string operation, string team, bool isAllowed)
    {
        var host = (await _sandbox.CheckedAsync(CodeConnections, "CreateHost", NewHost()))["HostArn"]!.GetValue<string>();
        await ActAsAsync(Allow("codeconnections:" + operation, condition: Equal("aws:ResourceTag/Team", team)));

        Assert.Equal(isAllowed ? null : "AccessDeniedException", (await _sandbox.CallAsync(CodeConnections, operation, new JsonObject { ["HostArn"] = host })).Error().Code);
    }

    [Theory]
    [InlineData("o/r", "build", true)]
    [InlineData("o/other", "build", false)]
    [InlineData("o/r", "test", false)]
    public async Task The_repository_and_the_tags_of_the_connection_are_condition_keys_of_a_repository_link(string repository, string team, bool isAllowed)
    {
        var connection = await ConnectionAsync();
        await ActAsAsync(
            Allow("codeconnections:CreateRepositoryLink", connection),
            Allow("codeconnections:PassConnection", connection, Equal("aws:ResourceTag/Team", team)),
            Allow("codeconnections:UseConnection", connection, Equal("codeconnections:FullRepositoryId", repository)));

        Assert.Equal(isAllowed ? null : "AccessDeniedException", (await _sandbox.CallAsync(CodeConnections, "CreateRepositoryLink", NewLink(connection))).Error().Code);
    }

    [Fact]
    public async Task An_update_of_a_link_requires_rights_on_a_connection_only_if_it_names_one()
    {
        var connection = await ConnectionAsync();
        var link = (await _sandbox.CheckedAsync(CodeConnections, "CreateRepositoryLink", NewLink(connection)))["RepositoryLinkInfo"]!;
        await ActAsAsync(Allow("codeconnections:UpdateRepositoryLink", link["RepositoryLinkArn"]!.GetValue<string>()));
        var input = new JsonObject { ["RepositoryLinkId"] = link["RepositoryLinkId"]!.GetValue<string>() };

        Assert.Equal(200, (await _sandbox.CallAsync(CodeConnections, "UpdateRepositoryLink", input)).Status);
        input["ConnectionArn"] = connection;
        Assert.Contains("codeconnections:PassConnection on resource: " + connection, (await _sandbox.CallAsync(CodeConnections, "UpdateRepositoryLink", input)).Error().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main", SyncService, SyncService, true)]
    [InlineData("release", SyncService, SyncService, false)]
    [InlineData("main", "codepipeline.amazonaws.com", SyncService, false)]
    [InlineData("main", SyncService, "cloudformation.amazonaws.com", false)]
    public async Task The_branch_and_the_service_are_condition_keys_of_a_sync_configuration(string branch, string repositoryService, string roleService, bool isAllowed)
    {
        var link = (await _sandbox.CheckedAsync(CodeConnections, "CreateRepositoryLink", NewLink(await ConnectionAsync())))["RepositoryLinkInfo"]!;
        var input = new JsonObject
        {
            ["Branch"] = "main",
            ["ConfigFile"] = "c.yaml",
            ["RepositoryLinkId"] = link["RepositoryLinkId"]!.GetValue<string>(),
            ["ResourceName"] = "stack",
            ["RoleArn"] = "arn:aws:iam::123456789012:role/r",
            ["SyncType"] = "CFN_STACK_SYNC",
        };
        foreach (var operation in new[] { "CreateSyncConfiguration", "UpdateSyncConfiguration" })
        {
            await ActAsAsync(
                Allow("codeconnections:" + operation, condition: Equal("codeconnections:Branch", branch)),
                Allow("codeconnections:PassRepository", link["RepositoryLinkArn"]!.GetValue<string>(), Equal("codeconnections:PassedToService", repositoryService)),
                Allow("iam:PassRole", condition: Equal("iam:PassedToService", roleService)));
            Assert.Equal(isAllowed, (await _sandbox.CallAsync(CodeConnections, operation, input)).Error().Code != "AccessDeniedException");
        }
    }

    private static JsonObject NewHost() => new()
    {
        ["Name"] = "h",
        ["ProviderType"] = "GitLabSelfManaged",
        ["ProviderEndpoint"] = "https://git.example.com",
        ["VpcConfiguration"] = new JsonObject { ["VpcId"] = "vpc-12345678", ["SubnetIds"] = new JsonArray("subnet-12345678"), ["SecurityGroupIds"] = new JsonArray("sg-12345678") },
        ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "Team", ["Value"] = "build" }),
    };

    private static JsonObject NewLink(string connection) => new() { ["ConnectionArn"] = connection, ["OwnerId"] = "o", ["RepositoryName"] = "r" };

    private static string Equal(string key, string value) => new JsonObject { ["StringEquals"] = new JsonObject { [key] = value } }.ToJsonString();

    private async Task<string> ConnectionAsync()
    {
        var input = new JsonObject { ["ConnectionName"] = "c", ["ProviderType"] = "Bitbucket", ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "Team", ["Value"] = "build" }) };
        var arn = (await _sandbox.CheckedAsync(CodeConnections, "CreateConnection", input))["ConnectionArn"]!.GetValue<string>();
        _sandbox.Sandbox.CompleteConnection(arn);
        return arn;
    }

    private async Task ActAsAsync(params string[] statements)
    {
        _sandbox.Caller = null;
        _sandbox.Caller = await _sandbox.UserAsync("worker", statements);
    }
}
