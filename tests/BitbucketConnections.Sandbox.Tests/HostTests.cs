using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestSandbox;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Hosts of both connection APIs, and the connections that use them.</summary>
public sealed class HostTests : IDisposable
{
    private const string Missing = "arn:aws:codestar-connections:us-east-1:123456789012:host/none-12345678";
    private const string NotFound = "Resource not found. Verify the connection resource ARN and try again.";

    private readonly TestSandbox _sandbox = new();

    public static TheoryData<string> Services => [CodeStar, CodeConnections];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_created_host_is_PENDING_and_has_what_was_sent(string service)
    {
        var created = await _sandbox.CheckedAsync(service, "CreateHost", Create("My Host", Vpc(certificate: "---")));
        var arn = created["HostArn"]!.GetValue<string>();

        Assert.Equal(["HostArn"], created.AsObject().Select(member => member.Key));
        Assert.Matches($"^arn:aws:{service}:us-east-1:123456789012:host/My Host-[0-9a-f]{{8}}$", arn);
        var host = await _sandbox.CheckedAsync(service, "GetHost", ByArn(arn));
        Assert.Equal(
            $$$"""{"Name":"My Host","Status":"PENDING","ProviderType":"GitHubEnterpriseServer","ProviderEndpoint":"https://My Host.example.com","VpcConfiguration":{{{Vpc(certificate: "---").ToJsonString()}}}}""",
            host.ToJsonString());
        var listed = Assert.Single((await _sandbox.CheckedAsync(service, "ListHosts"))["Hosts"]!.AsArray())!;
        Assert.Equal((arn, "My Host", "PENDING"), (listed["HostArn"]!.GetValue<string>(), listed["Name"]!.GetValue<string>(), listed["Status"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("GitLabSelfManaged", null)]
    [InlineData("GitHubEnterpriseServer", null)]
    [InlineData("Bitbucket", "ValidationException")]
    [InlineData("GitHub", "ValidationException")]
    [InlineData("GitLab", "ValidationException")]
    [InlineData("AzureDevOps", "ValidationException")]
    public async Task Only_installed_providers_have_hosts(string provider, string? code)
    {
        var input = Create("h");
        input["ProviderType"] = provider;

        Assert.Equal(code, (await _sandbox.CallAsync(CodeConnections, "CreateHost", input)).Json["__type"]?.GetValue<string>());
    }

    [Fact]
    public async Task Hosts_belong_to_an_account_and_a_Region_and_an_API()
    {
        var arn = await HostAsync();
        await HostAsync("other", CodeConnections);

        Assert.Equal([arn], await ListAsync(CodeStar));
        Assert.Empty(await ListAsync(CodeStar, region: "eu-west-1"));
        Assert.Empty(await ListAsync(CodeStar, account: "210987654321"));
        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeStar, "GetHost", ByArn(arn), region: "eu-west-1"));
        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeStar, "GetHost", ByArn(arn), account: "210987654321"));
        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeConnections, "GetHost", ByArn(arn)));
    }

    [Theory]
    [InlineData("GetHost")]
    [InlineData("UpdateHost")]
    [InlineData("DeleteHost")]
    public async Task A_missing_host_is_not_found(string operation) =>
        Assert.Equal(("ResourceNotFoundException", NotFound), await _sandbox.RefusedAsync(CodeStar, operation, ByArn(Missing)));

    [Fact]
    public async Task The_newer_API_accepts_the_ARN_of_a_host_of_both_APIs_and_the_older_one_only_its_own()
    {
        var newer = Missing.Replace(CodeStar, CodeConnections, StringComparison.Ordinal);

        Assert.Equal("ResourceNotFoundException", (await _sandbox.CallAsync(CodeConnections, "GetHost", ByArn(Missing))).ErrorType);
        Assert.Equal("ResourceNotFoundException", (await _sandbox.CallAsync(CodeConnections, "GetHost", ByArn(newer))).ErrorType);
        Assert.Equal("ValidationException", (await _sandbox.CallAsync(CodeStar, "GetHost", ByArn(newer))).ErrorType);
    }

    [Fact]
    public async Task An_update_changes_only_what_was_sent()
    {
        var arn = await HostAsync();

        Assert.Equal("{}", (await _sandbox.CheckedAsync(CodeStar, "UpdateHost", new JsonObject { ["HostArn"] = arn, ["VpcConfiguration"] = Vpc() })).ToJsonString());
        await _sandbox.CheckedAsync(CodeStar, "UpdateHost", new JsonObject { ["HostArn"] = arn, ["ProviderEndpoint"] = "https://moved.example.com" });

        var host = await _sandbox.CheckedAsync(CodeStar, "GetHost", ByArn(arn));
        Assert.Equal(("https://moved.example.com", Vpc().ToJsonString()), (host["ProviderEndpoint"]!.GetValue<string>(), host["VpcConfiguration"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_host_that_is_set_up_is_AVAILABLE_and_can_not_be_updated_or_set_up_again()
    {
        var arn = await HostAsync();
        _sandbox.Sandbox.CompleteConnection(arn);

        Assert.Equal("AVAILABLE", (await _sandbox.CheckedAsync(CodeStar, "GetHost", ByArn(arn)))["Status"]!.GetValue<string>());
        var (code, message) = await _sandbox.RefusedAsync(CodeStar, "UpdateHost", new JsonObject { ["HostArn"] = arn, ["ProviderEndpoint"] = "https://moved.example.com" });
        Assert.Equal("UnsupportedOperationException", code);
        Assert.Contains("AVAILABLE", message, StringComparison.Ordinal);
        Assert.Equal(ServiceErrorKind.Sandbox, Assert.Throws<ServiceException>(() => _sandbox.Sandbox.CompleteConnection(arn)).Kind);
    }

    [Fact]
    public async Task Two_hosts_can_have_the_same_name_but_not_the_same_URL()
    {
        var first = await HostAsync("same");
        var input = Create("same");
        input["ProviderEndpoint"] = "https://second.example.com";
        var second = (await _sandbox.CheckedAsync(CodeConnections, "CreateHost", input))["HostArn"]!.GetValue<string>();

        Assert.NotEqual(first, second);
        Assert.Equal("ValidationException", (await _sandbox.RefusedAsync(CodeStar, "CreateHost", Create("same"))).Code);
        Assert.Equal("ConflictException", (await _sandbox.RefusedAsync(CodeConnections, "UpdateHost", new JsonObject { ["HostArn"] = second, ["ProviderEndpoint"] = "https://same.example.com" })).Code);
        await _sandbox.CheckedAsync(CodeConnections, "UpdateHost", new JsonObject { ["HostArn"] = second, ["ProviderEndpoint"] = "https://second.example.com" });
        Assert.Equal(200, (await _sandbox.CallAsync(CodeStar, "CreateHost", Create("same"), region: "eu-west-1")).Status);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_connection_with_a_host_has_its_provider_and_is_listed_by_it(string service)
    {
        var host = await HostAsync(service: service);
        var connection = await ConnectAsync(service, host);
        await _sandbox.ConnectionAsync(service: service);

        var got = (await _sandbox.CheckedAsync(service, "GetConnection", new JsonObject { ["ConnectionArn"] = connection }))["Connection"]!;
        Assert.Equal(
            ("GitHubEnterpriseServer", host, "PENDING"),
            (got["ProviderType"]!.GetValue<string>(), got["HostArn"]!.GetValue<string>(), got["ConnectionStatus"]!.GetValue<string>()));
        var listed = (await _sandbox.CheckedAsync(service, "ListConnections", new JsonObject { ["HostArnFilter"] = host }))["Connections"]!.AsArray();
        Assert.Equal(connection, Assert.Single(listed)!["ConnectionArn"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_connection_of_the_newer_API_can_use_a_host_of_the_older_one()
    {
        var host = await HostAsync(service: CodeStar);

        Assert.StartsWith("arn:aws:codeconnections:", await ConnectAsync(CodeConnections, host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_connection_must_have_an_existing_host_in_its_Region_and_the_provider_of_the_host()
    {
        var host = await HostAsync();
        var input = new JsonObject { ["ConnectionName"] = "c", ["HostArn"] = host };

        Assert.Equal("ResourceUnavailableException", (await _sandbox.RefusedAsync(CodeStar, "CreateConnection", new JsonObject { ["ConnectionName"] = "c", ["HostArn"] = Missing })).Code);
        Assert.Equal("ResourceUnavailableException", (await _sandbox.RefusedAsync(CodeStar, "CreateConnection", input, region: "eu-west-1")).Code);
        input["ProviderType"] = "GitLabSelfManaged";
        Assert.Equal("ValidationException", (await _sandbox.RefusedAsync(CodeStar, "CreateConnection", input)).Code);
        input["ProviderType"] = "GitHubEnterpriseServer";
        await _sandbox.CheckedAsync(CodeStar, "CreateConnection", input);
    }

    [Fact]
    public async Task Completing_a_connection_sets_up_its_host()
    {
        var host = await HostAsync();
        var connection = await ConnectAsync(CodeStar, host);

        _sandbox.Sandbox.CompleteConnection(connection);

        Assert.Equal("AVAILABLE", (await _sandbox.CheckedAsync(CodeStar, "GetHost", ByArn(host)))["Status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_host_is_deleted_after_its_connections()
    {
        var host = await HostAsync();
        var connection = await ConnectAsync(CodeStar, host);

        var (code, message) = await _sandbox.RefusedAsync(CodeStar, "DeleteHost", ByArn(host));
        Assert.Equal(("ResourceUnavailableException", $"The host {host} is in use by 1 connection. Delete its connections first."), (code, message));
        await _sandbox.CheckedAsync(CodeStar, "DeleteConnection", new JsonObject { ["ConnectionArn"] = connection });
        Assert.Equal("{}", (await _sandbox.CheckedAsync(CodeStar, "DeleteHost", ByArn(host))).ToJsonString());
        Assert.Empty(await ListAsync(CodeStar));
    }

    [Fact]
    public async Task Paging_returns_each_host_once_and_rejects_tokens_of_other_lists()
    {
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add(await HostAsync("h" + i));
            await _sandbox.ConnectionAsync("c" + i);
        }

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await _sandbox.CheckedAsync(CodeStar, "ListHosts", new JsonObject { ["MaxResults"] = 2, ["NextToken"] = token });
            seen.AddRange(page["Hosts"]!.AsArray().Select(host => host!["HostArn"]!.GetValue<string>()));
            token = page["NextToken"]?.GetValue<string>();
        }
        while (token is not null);

        Assert.Equal(made, seen);
        var other = (await _sandbox.CheckedAsync(CodeStar, "ListConnections", new JsonObject { ["MaxResults"] = 1 }))["NextToken"]!.GetValue<string>();
        foreach (var wrong in new[] { "nonsense", other })
        {
            Assert.Equal(("ValidationException", "The NextToken is not one of this list."), await _sandbox.RefusedAsync(CodeStar, "ListHosts", new JsonObject { ["NextToken"] = wrong }));
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Tags_of_a_host_are_set_changed_removed_and_listed(string service)
    {
        var input = Create("h");
        input["Tags"] = Tags(("Team", "build"), ("Stage", "test"));
        var created = await _sandbox.CheckedAsync(service, "CreateHost", input);
        var arn = created["HostArn"]!.GetValue<string>();
        Assert.Equal("""[{"Key":"Team","Value":"build"},{"Key":"Stage","Value":"test"}]""", created["Tags"]!.ToJsonString());

        await _sandbox.CheckedAsync(service, "TagResource", new JsonObject { ["ResourceArn"] = arn, ["Tags"] = Tags(("Stage", "live")) });
        await _sandbox.CheckedAsync(service, "UntagResource", new JsonObject { ["ResourceArn"] = arn, ["TagKeys"] = new JsonArray("Team") });

        Assert.Equal("""{"Tags":[{"Key":"Stage","Value":"live"}]}""", (await _sandbox.CheckedAsync(service, "ListTagsForResource", new JsonObject { ["ResourceArn"] = arn })).ToJsonString());
        Assert.Equal("ResourceNotFoundException", (await _sandbox.RefusedAsync(service, "ListTagsForResource", new JsonObject { ["ResourceArn"] = arn }, region: "eu-west-1")).Code);
        Assert.Equal("ResourceNotFoundException", (await _sandbox.RefusedAsync(service == CodeStar ? CodeConnections : CodeStar, "ListTagsForResource", new JsonObject { ["ResourceArn"] = arn })).Code);
    }

    [Theory]
    [InlineData("CreateHost", """{"Name":"h","ProviderType":"GitLabSelfManaged"}""", "1 validation error detected: Value null at 'providerEndpoint' failed to satisfy constraint: Member must not be null")]
    [InlineData("CreateHost", """{"Name":"a\nb","ProviderType":"GitLabSelfManaged","ProviderEndpoint":"https://x"}""", "1 validation error detected: Value 'a\nb' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: .*")]
    [InlineData("CreateHost", """{"Name":"h","ProviderType":"GitLabSelfManaged","ProviderEndpoint":"https://x","VpcConfiguration":{"VpcId":"vpc-12345678","SubnetIds":["subnet-12345678"]}}""", "1 validation error detected: Value null at 'vpcConfiguration.securityGroupIds' failed to satisfy constraint: Member must not be null")]
    [InlineData("UpdateHost", """{"HostArn":"arn:aws:codestar-connections:us-east-1:123456789012:host/h","VpcConfiguration":{"VpcId":"vpc-123456789","SubnetIds":["subnet-12345678"],"SecurityGroupIds":["sg-12345678"]}}""", "1 validation error detected: Value 'vpc-123456789' at 'vpcConfiguration.vpcId' failed to satisfy constraint: Member must satisfy regular expression pattern: vpc-\\w{8}(\\w{9})?")]
    public async Task Invalid_input_is_rejected_with_the_message_of_AWS(string operation, string input, string message)
    {
        var answer = await _sandbox.CallAsync(CodeStar, operation, JsonNode.Parse(input));

        Assert.Equal((400, "ValidationException", message), (answer.Status, answer.ErrorType, answer.ErrorMessage));
    }

    private static JsonObject Create(string name, JsonObject? vpc = null)
    {
        var input = new JsonObject { ["Name"] = name, ["ProviderType"] = "GitHubEnterpriseServer", ["ProviderEndpoint"] = $"https://{name}.example.com" };
        if (vpc is not null)
        {
            input["VpcConfiguration"] = vpc;
        }

        return input;
    }

    private static JsonObject Vpc(string? certificate = null)
    {
        var vpc = new JsonObject { ["VpcId"] = "vpc-12345678", ["SubnetIds"] = new JsonArray("subnet-12345678", "subnet-12345678901234567"), ["SecurityGroupIds"] = new JsonArray("sg-12345678") };
        if (certificate is not null)
        {
            vpc["TlsCertificate"] = certificate;
        }

        return vpc;
    }

    private static JsonObject ByArn(string arn) => new() { ["HostArn"] = arn };

    private static JsonArray Tags(params (string Key, string Value)[] tags) => new([.. tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);

    private async Task<string> HostAsync(string name = "h", string service = CodeStar) =>
        (await _sandbox.CheckedAsync(service, "CreateHost", Create(name)))["HostArn"]!.GetValue<string>();

    private async Task<string> ConnectAsync(string service, string host) =>
        (await _sandbox.CheckedAsync(service, "CreateConnection", new JsonObject { ["ConnectionName"] = "c", ["HostArn"] = host }))["ConnectionArn"]!.GetValue<string>();

    private async Task<IEnumerable<string>> ListAsync(string service, string? region = null, string? account = null) =>
        (await _sandbox.CheckedAsync(service, "ListHosts", region: region, account: account))["Hosts"]!.AsArray().Select(host => host!["HostArn"]!.GetValue<string>());
}
