using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.TestSandbox;

namespace BitbucketConnections.Sandbox.Tests;

public sealed class ConnectionTests : IDisposable
{
    private const string NotFound = "Resource not found. Verify the connection resource ARN and try again.";

    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(CodeStar, "^arn:aws:codestar-connections:us-east-1:123456789012:connection/[0-9a-f-]{36}$")]
    [InlineData(CodeConnections, "^arn:aws:codeconnections:us-east-1:123456789012:connection/[0-9a-f-]{36}$")]
    public async Task Create_returns_only_the_ARN(string service, string pattern)
    {
        var answer = await _sandbox.CallAsync(service, "CreateConnection", Create("MyConnection"));

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/x-amz-json-1.0", answer.ContentType);
        Assert.Equal(["ConnectionArn"], answer.Json.AsObject().Select(member => member.Key));
        Assert.Matches(pattern, answer.Json["ConnectionArn"]!.GetValue<string>());
        Assert.Matches("^[0-9a-f-]{36}$", answer.Headers["x-amzn-RequestId"]);
    }

    [Fact]
    public async Task A_created_connection_is_PENDING_and_belongs_to_the_account()
    {
        var arn = await _sandbox.ConnectionAsync("MyConnection");

        var connection = (await _sandbox.CallAsync(CodeStar, "GetConnection", ByArn(arn))).Json["Connection"]!;

        Assert.Equal(
            $$"""{"ConnectionName":"MyConnection","ConnectionArn":"{{arn}}","ProviderType":"Bitbucket","OwnerAccountId":"123456789012","ConnectionStatus":"PENDING"}""",
            connection.ToJsonString());
    }

    [Fact]
    public async Task Two_connections_can_have_the_same_name()
    {
        Assert.NotEqual(await _sandbox.ConnectionAsync("same"), await _sandbox.ConnectionAsync("same"));
    }

    [Theory]
    [InlineData("cn-north-1", "arn:aws-cn:")]
    [InlineData("us-gov-east-1", "arn:aws-us-gov:")]
    public async Task The_ARN_has_the_partition_of_the_Region(string region, string prefix) =>
        Assert.StartsWith(prefix, await _sandbox.ConnectionAsync(region: region), StringComparison.Ordinal);

    [Fact]
    public async Task Delete_returns_an_empty_object_and_removes_the_connection()
    {
        var arn = await _sandbox.ConnectionAsync();

        Assert.Equal("{}", (await _sandbox.CallAsync(CodeStar, "DeleteConnection", ByArn(arn))).Body);
        foreach (var operation in new[] { "GetConnection", "DeleteConnection" })
        {
            var answer = await _sandbox.CallAsync(CodeStar, operation, ByArn(arn));
            Assert.Equal((400, "ResourceNotFoundException", NotFound), (answer.Status, answer.ErrorType, answer.ErrorMessage));
        }
    }

    [Fact]
    public async Task Each_API_returns_only_connections_with_its_own_prefix()
    {
        var old = await _sandbox.ConnectionAsync(service: CodeStar);
        var successor = await _sandbox.ConnectionAsync(service: CodeConnections);

        Assert.Equal([old], await ListAsync(CodeStar));
        Assert.Equal([successor], await ListAsync(CodeConnections));
        Assert.Equal("ResourceNotFoundException", (await _sandbox.CallAsync(CodeConnections, "GetConnection", ByArn(old))).ErrorType);
    }

    [Fact]
    public async Task A_list_contains_the_connections_of_the_account_in_all_Regions_of_the_partition()
    {
        var first = await _sandbox.ConnectionAsync(region: "eu-west-1");
        var second = await _sandbox.ConnectionAsync();
        var third = await _sandbox.ConnectionAsync(region: "eu-west-1");
        var elsewhere = await _sandbox.ConnectionAsync(region: "us-gov-west-1");

        Assert.Equal([first, second, third], await ListAsync(CodeStar, region: "eu-west-1"));
        Assert.Equal([first, second, third], await ListAsync(CodeStar));
        Assert.Equal([first, second, third], await ListAsync(CodeStar, region: "ap-southeast-2"));
        Assert.Equal([elsewhere], await ListAsync(CodeStar, region: "us-gov-west-1"));
        Assert.Empty(await ListAsync(CodeStar, region: "eu-west-1", account: "210987654321"));
    }

    [Theory]
    [InlineData(CodeStar)]
    [InlineData(CodeConnections)]
    public async Task A_connection_is_read_in_every_Region_of_the_partition_and_changed_only_in_its_own(string service)
    {
        var arn = await _sandbox.ConnectionAsync(service: service, region: "eu-west-1");
        var tag = new JsonObject { ["ResourceArn"] = arn, ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "k", ["Value"] = "v" }) };
        var untag = new JsonObject { ["ResourceArn"] = arn, ["TagKeys"] = new JsonArray("k") };
        Assert.Equal(200, (await _sandbox.CallAsync(service, "TagResource", tag, "eu-west-1")).Status);

        foreach (var region in new[] { "us-east-1", "eu-west-1", "ap-southeast-2" })
        {
            Assert.Equal(arn, (await _sandbox.CallAsync(service, "GetConnection", ByArn(arn), region)).Json["Connection"]!["ConnectionArn"]!.GetValue<string>());
            Assert.Single((await _sandbox.CallAsync(service, "ListTagsForResource", new JsonObject { ["ResourceArn"] = arn }, region)).Json["Tags"]!.AsArray());
        }

        Assert.Equal("ResourceNotFoundException", (await _sandbox.CallAsync(service, "GetConnection", ByArn(arn), "us-gov-west-1")).ErrorType);
        foreach (var (operation, input) in new[] { ("DeleteConnection", ByArn(arn)), ("TagResource", tag), ("UntagResource", untag) })
        {
            var answer = await _sandbox.CallAsync(service, operation, input);
            Assert.Equal((400, "ResourceNotFoundException", NotFound), (answer.Status, answer.ErrorType, answer.ErrorMessage));
        }

        Assert.Equal(200, (await _sandbox.CallAsync(service, "UntagResource", untag, "eu-west-1")).Status);
        Assert.Equal(200, (await _sandbox.CallAsync(service, "DeleteConnection", ByArn(arn), "eu-west-1")).Status);
        Assert.Empty(await ListAsync(service));
    }

    [Fact]
    public async Task Paging_returns_each_connection_once()
    {
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add(await _sandbox.ConnectionAsync($"c{i}"));
        }

        var seen = new List<string>();
        string? token = null;
        var calls = 0;
        do
        {
            var input = new JsonObject { ["MaxResults"] = 2, ["NextToken"] = token };
            var page = (await _sandbox.CallAsync(CodeStar, "ListConnections", input)).Json;
            seen.AddRange(page["Connections"]!.AsArray().Select(c => c!["ConnectionArn"]!.GetValue<string>()));
            token = page["NextToken"]?.GetValue<string>();
            calls++;
        }
        while (token is not null);

        Assert.Equal(made, seen);
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_page_size_of_0_means_the_default_of_100()
    {
        for (var i = 0; i < 101; i++)
        {
            await _sandbox.ConnectionAsync($"c{i}");
        }

        var page = (await _sandbox.CallAsync(CodeStar, "ListConnections", new JsonObject { ["MaxResults"] = 0 })).Json;

        Assert.Equal(100, page["Connections"]!.AsArray().Count);
        Assert.NotNull(page["NextToken"]);
    }

    [Fact]
    public async Task A_page_token_of_another_list_is_rejected()
    {
        await _sandbox.ConnectionAsync("a");
        await _sandbox.ConnectionAsync("b");
        var token = (await _sandbox.CallAsync(CodeStar, "ListConnections", new JsonObject { ["MaxResults"] = 1 })).Json["NextToken"]!.GetValue<string>();

        var answer = await _sandbox.CallAsync(CodeStar, "ListConnections", new JsonObject { ["ProviderTypeFilter"] = "Bitbucket", ["NextToken"] = token });

        Assert.Equal("ValidationException", answer.ErrorType);
    }

    [Fact]
    public async Task The_provider_filter_excludes_other_providers()
    {
        var bitbucket = await _sandbox.ConnectionAsync();
        await _sandbox.CallAsync(CodeStar, "CreateConnection", new JsonObject { ["ConnectionName"] = "g", ["ProviderType"] = "GitHub" });

        Assert.Equal([bitbucket], await ListAsync(CodeStar, new JsonObject { ["ProviderTypeFilter"] = "Bitbucket" }));
        Assert.Empty(await ListAsync(CodeStar, new JsonObject { ["HostArnFilter"] = "arn:aws:codestar-connections:us-east-1:123456789012:host/h" }));
    }

    [Fact]
    public async Task The_251st_connection_of_a_Region_is_rejected()
    {
        for (var i = 0; i < 250; i++)
        {
            await _sandbox.ConnectionAsync($"c{i}");
        }

        var answer = await _sandbox.CallAsync(CodeStar, "CreateConnection", Create("one-too-many"));

        Assert.Equal(("LimitExceededException", "Exceeded the maximum limit for connections."), (answer.ErrorType, answer.ErrorMessage));
        Assert.StartsWith("arn:", await _sandbox.ConnectionAsync(region: "eu-west-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_are_set_changed_removed_and_listed()
    {
        var created = await _sandbox.CallAsync(CodeStar, "CreateConnection", new JsonObject
        {
            ["ConnectionName"] = "tagged",
            ["ProviderType"] = "Bitbucket",
            ["Tags"] = Tags(("Team", "build"), ("Stage", "test")),
        });
        var arn = created.Json["ConnectionArn"]!.GetValue<string>();
        Assert.Equal("""[{"Key":"Team","Value":"build"},{"Key":"Stage","Value":"test"}]""", created.Json["Tags"]!.ToJsonString());

        Assert.Equal("{}", (await _sandbox.CallAsync(CodeStar, "TagResource", new JsonObject { ["ResourceArn"] = arn, ["Tags"] = Tags(("Stage", "live"), ("team", "")) })).Body);
        Assert.Equal("{}", (await _sandbox.CallAsync(CodeStar, "UntagResource", new JsonObject { ["ResourceArn"] = arn, ["TagKeys"] = new JsonArray("Team", "not-there") })).Body);
        Assert.Equal(
            """{"Tags":[{"Key":"Stage","Value":"live"},{"Key":"team","Value":""}]}""",
            (await _sandbox.CallAsync(CodeStar, "ListTagsForResource", new JsonObject { ["ResourceArn"] = arn })).Body);
    }

    [Fact]
    public async Task A_connection_without_tags_returns_an_empty_list()
    {
        var arn = await _sandbox.ConnectionAsync();

        Assert.Equal("""{"Tags":[]}""", (await _sandbox.CallAsync(CodeStar, "ListTagsForResource", new JsonObject { ["ResourceArn"] = arn })).Body);
    }

    [Theory]
    [InlineData("TagResource", """{"ResourceArn":"arn:aws:codestar-connections:us-east-1:123456789012:connection/none","Tags":[{"Key":"a","Value":"b"}]}""")]
    [InlineData("UntagResource", """{"ResourceArn":"arn:aws:codestar-connections:us-east-1:123456789012:connection/none","TagKeys":["a"]}""")]
    [InlineData("ListTagsForResource", """{"ResourceArn":"arn:aws:codestar-connections:us-east-1:123456789012:connection/none"}""")]
    public async Task Tags_of_a_missing_resource_are_not_found(string operation, string input) =>
        Assert.Equal("ResourceNotFoundException", (await _sandbox.CallAsync(CodeStar, operation, JsonNode.Parse(input))).ErrorType);

    [Theory]
    [InlineData("CreateConnection", """{"ConnectionName":"123456789012345678901234567890123","ProviderType":"Bitbucket"}""", "1 validation error detected: Value '123456789012345678901234567890123' at 'connectionName' failed to satisfy constraint: Member must have length less than or equal to 32")]
    [InlineData("CreateConnection", """{"ConnectionName":"","ProviderType":"Bitbucket"}""", "1 validation error detected: Value '' at 'connectionName' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("CreateConnection", """{"ProviderType":"Bitbucket"}""", "1 validation error detected: Value null at 'connectionName' failed to satisfy constraint: Member must not be null")]
    [InlineData("CreateConnection", """{"ConnectionName":"a","ProviderType":"BitBucket"}""", "1 validation error detected: Value 'BitBucket' at 'providerType' failed to satisfy constraint: Member must satisfy enum value set: [Bitbucket, GitHub, GitHubEnterpriseServer, GitLab, GitLabSelfManaged]")]
    [InlineData("CreateConnection", """{"ConnectionName":"","ProviderType":"x"}""", "2 validation errors detected: Value 'x' at 'providerType' failed to satisfy constraint: Member must satisfy enum value set: [Bitbucket, GitHub, GitHubEnterpriseServer, GitLab, GitLabSelfManaged]; Value '' at 'connectionName' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("CreateConnection", """{"ConnectionName":"a"}""", "Either ProviderType or HostArn is required.")]
    [InlineData("CreateConnection", """{"ConnectionName":"a","ProviderType":"Bitbucket","Tags":[{"Key":"","Value":"v"}]}""", "1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("CreateConnection", """{"ConnectionName":"a","ProviderType":"Bitbucket","Tags":[{"Key":"k"}]}""", "1 validation error detected: Value null at 'tags.1.member.value' failed to satisfy constraint: Member must not be null")]
    [InlineData("GetConnection", """{"ConnectionArn":"nonsense"}""", "1 validation error detected: Value 'nonsense' at 'connectionArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:aws(-[\\w]+)*:.+:.+:[0-9]{12}:.+")]
    [InlineData("GetConnection", "{}", "1 validation error detected: Value null at 'connectionArn' failed to satisfy constraint: Member must not be null")]
    [InlineData("ListConnections", """{"MaxResults":101}""", "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100")]
    [InlineData("ListConnections", """{"MaxResults":-1}""", "1 validation error detected: Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 0")]
    [InlineData("ListConnections", """{"NextToken":""}""", "1 validation error detected: Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("UntagResource", """{"ResourceArn":"arn:aws:codestar-connections:us-east-1:123456789012:connection/none","TagKeys":[""]}""", "1 validation error detected: Value '[\"\"]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: .*]")]
    public async Task Invalid_input_is_rejected_with_the_message_of_AWS(string operation, string input, string message)
    {
        var answer = await _sandbox.CallAsync(CodeStar, operation, JsonNode.Parse(input));

        Assert.Equal((400, "ValidationException", message.Replace("\\\\", "\\", StringComparison.Ordinal)), (answer.Status, answer.ErrorType, answer.ErrorMessage));
    }

    [Fact]
    public async Task The_error_message_is_in_the_member_Message() =>
        Assert.NotNull((await _sandbox.CallAsync(CodeStar, "GetConnection")).Json["Message"]);

    [Fact]
    public async Task Only_the_newer_API_supports_Azure_DevOps()
    {
        var input = new JsonObject { ["ConnectionName"] = "a", ["ProviderType"] = "AzureDevOps" };

        Assert.Equal("ValidationException", (await _sandbox.CallAsync(CodeStar, "CreateConnection", input)).ErrorType);
        Assert.Equal(200, (await _sandbox.CallAsync(CodeConnections, "CreateConnection", input)).Status);
    }

    [Theory]
    [InlineData(CodeStar, "GitHub")]
    [InlineData(CodeStar, "GitHubEnterpriseServer")]
    [InlineData(CodeStar, "GitLab")]
    [InlineData(CodeStar, "GitLabSelfManaged")]
    [InlineData(CodeConnections, "GitHub")]
    [InlineData(CodeConnections, "AzureDevOps")]
    public async Task A_connection_to_another_provider_is_created_and_completed(string service, string provider)
    {
        var arn = (await _sandbox.CallAsync(service, "CreateConnection", new JsonObject { ["ConnectionName"] = "a", ["ProviderType"] = provider })).Json["ConnectionArn"]!.GetValue<string>();
        _sandbox.Sandbox.CompleteConnection(arn);

        var connection = (await _sandbox.CallAsync(service, "GetConnection", ByArn(arn))).Json["Connection"]!;

        Assert.Equal((provider, "AVAILABLE"), (connection["ProviderType"]!.GetValue<string>(), connection["ConnectionStatus"]!.GetValue<string>()));
        Assert.Equal([arn], await ListAsync(service, new JsonObject { ["ProviderTypeFilter"] = provider }));
        Assert.Empty(await ListAsync(service, new JsonObject { ["ProviderTypeFilter"] = "Bitbucket" }));
    }

    [Fact]
    public async Task A_missing_host_is_unavailable()
    {
        var input = new JsonObject { ["ConnectionName"] = "a", ["HostArn"] = "arn:aws:codestar-connections:us-east-1:123456789012:host/h" };

        Assert.Equal("ResourceUnavailableException", (await _sandbox.CallAsync(CodeStar, "CreateConnection", input)).ErrorType);
    }

    [Fact]
    public async Task A_name_can_have_up_to_32_characters_of_any_kind()
    {
        var name = "a b\n/\"<é>" + new string('x', 23);
        Assert.Equal(32, name.Length);
        var arn = await _sandbox.ConnectionAsync(name);

        Assert.Equal(name, (await _sandbox.CallAsync(CodeStar, "GetConnection", ByArn(arn))).Json["Connection"]!["ConnectionName"]!.GetValue<string>());
    }

    [Fact]
    public async Task Unknown_members_are_ignored()
    {
        var input = Create("a");
        input["Surprise"] = 1;

        Assert.Equal(200, (await _sandbox.CallAsync(CodeStar, "CreateConnection", input)).Status);
    }

    [Theory]
    [InlineData("{", "SerializationException")]
    [InlineData("[]", "SerializationException")]
    [InlineData("""{"ConnectionName":1}""", "SerializationException")]
    [InlineData("""{"ConnectionName":"a","Tags":{}}""", "SerializationException")]
    public async Task A_body_with_another_structure_is_rejected(string body, string type)
    {
        using var request = _sandbox.JsonRequest(CodeStar, "CreateConnection", body, _sandbox.Signer(CodeStar));

        Assert.Equal(type, (await _sandbox.SendAsync(request)).ErrorType);
    }

    [Theory]
    [InlineData(CodeStar, "UpdateConnection")]
    [InlineData(CodePipeline, "PutJobFailureResult")]
    public async Task The_error_for_an_unsupported_operation_contains_its_name(string service, string operation)
    {
        var answer = await _sandbox.CallAsync(service, operation);

        Assert.Equal(("UnknownOperationException", $"The sandbox does not have {operation} of {service}."), (answer.ErrorType, answer.ErrorMessage));
    }

    private static JsonObject Create(string name) => new() { ["ConnectionName"] = name, ["ProviderType"] = "Bitbucket" };

    private static JsonObject ByArn(string arn) => new() { ["ConnectionArn"] = arn };

    private static JsonArray Tags(params (string Key, string Value)[] tags) =>
        new([.. tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);

    private async Task<IEnumerable<string>> ListAsync(string service, JsonObject? input = null, string? region = null, string? account = null) =>
        (await _sandbox.CallAsync(service, "ListConnections", input, region, account)).Json["Connections"]!.AsArray()
            .Select(c => c!["ConnectionArn"]!.GetValue<string>());
}
