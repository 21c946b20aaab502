using System.Text.Json.Nodes;
using Amazon.CodeGuruReviewer;
using Amazon.CodeGuruReviewer.Model;
using Amazon.Runtime;
using BitbucketConnections.Sandbox.Tests.Support;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The associations of CodeGuru Reviewer.</summary>
public sealed class ReviewerTests : IDisposable
{
    private const string Unknown = "arn:aws:codeguru-reviewer:us-east-1:123456789012:association:11111111-2222-4333-8444-555555555555";

    private readonly TestSandbox _sandbox = Open(new SandboxOptions { AllowsReviewerAssociations = true });

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task An_association_is_refused_by_default_as_AWS_does_since_November_2025()
    {
        using var sandbox = new TestSandbox();

        var answer = await sandbox.ReviewAsync("AssociateRepository", ReviewCalls.Repository(await sandbox.AvailableAsync()));

        Assert.Equal(
            (403, "AccessDeniedException", "CodeGuru Reviewer does not accept new repository associations."), (answer.Status, answer.ErrorType, answer.ErrorMessage));
        Assert.Equal("""{"Message":"CodeGuru Reviewer does not accept new repository associations."}""", answer.Body);
        Assert.Empty(await sandbox.NamesAsync());
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 30)]
    public async Task An_association_is_ready_and_is_gone_after_some_time(bool usesAwsTiming, int seconds)
    {
        using var sandbox = Open(new SandboxOptions { AllowsReviewerAssociations = true, UsesAwsTiming = usesAwsTiming });
        var connection = await sandbox.AvailableAsync();
        var created = await sandbox.AssociateAsync(ReviewCalls.Repository(connection));

        Assert.Equal(
            ("Associating", "Pending Repository Association", "Bitbucket", "example-ws", "demo-repo", connection),
            (Text(created, "State"), Text(created, "StateReason"), Text(created, "ProviderType"), Text(created, "Owner"), Text(created, "Name"), Text(created, "ConnectionArn")));
        Assert.Equal($"arn:aws:codeguru-reviewer:us-east-1:123456789012:association:{Text(created, "AssociationId")}", Text(created, "AssociationArn"));
        sandbox.PutClockForward(TimeSpan.FromSeconds(seconds - 0.5));
        Assert.Equal("Associating", await sandbox.StateAsync(created));
        sandbox.PutClockForward(TimeSpan.FromSeconds(0.5));
        var ready = (await sandbox.DescribeAsync(created)).Json["RepositoryAssociation"]!;
        Assert.Equal(("Associated", null), (Text(ready, "State"), Text(ready, "StateReason")));
        Assert.Equal(seconds, (decimal)ready["LastUpdatedTimeStamp"]! - (decimal)ready["CreatedTimeStamp"]!);

        var leaving = await sandbox.ReviewAsync("DisassociateRepository", Arn(created));
        Assert.Equal("Disassociating", Text(leaving.Json["RepositoryAssociation"]!, "State"));
        sandbox.PutClockForward(TimeSpan.FromSeconds(seconds - 0.5));
        Assert.Equal("Disassociating", await sandbox.StateAsync(created));
        sandbox.PutClockForward(TimeSpan.FromSeconds(0.5));
        Assert.Equal((404, "NotFoundException"), Code(await sandbox.DescribeAsync(created)));
        Assert.Empty(await sandbox.NamesAsync());
    }

    [Theory]
    [InlineData(ConnectionStatuses.Pending)]
    [InlineData(ConnectionStatuses.Error)]
    public async Task An_association_with_a_connection_that_is_not_available_fails_and_can_be_tried_again(string status)
    {
        var connection = await _sandbox.ConnectionAsync();
        _sandbox.Sandbox.SetConnectionStatus(connection, status);
        var created = await _sandbox.AssociateAsync(ReviewCalls.Repository(connection));
        _sandbox.PutClockForward(TimeSpan.FromSeconds(1));

        var failed = (await _sandbox.DescribeAsync(created)).Json["RepositoryAssociation"]!;
        Assert.Equal(("Failed", "Failed, Please retry."), (Text(failed, "State"), Text(failed, "StateReason")));
        Assert.NotEqual(Text(created, "AssociationArn"), Text(await _sandbox.AssociateAsync(ReviewCalls.Repository(connection)), "AssociationArn"));
    }

    [Fact]
    public async Task A_repository_has_one_association_in_a_Region()
    {
        var connection = await _sandbox.AvailableAsync();
        await _sandbox.AssociateAsync(ReviewCalls.Repository(connection));

        Assert.Equal((409, "ConflictException"), Code(await _sandbox.ReviewAsync("AssociateRepository", ReviewCalls.Repository(await _sandbox.AvailableAsync(TestSandbox.CodeConnections)))));
        Assert.Equal(200, (await _sandbox.ReviewAsync("AssociateRepository", ReviewCalls.Repository(connection, name: "other"))).Status);
        Assert.Equal(200, (await _sandbox.ReviewAsync("AssociateRepository", ReviewCalls.Repository(connection), "eu-west-1")).Status);
    }

    [Fact]
    public async Task An_association_can_be_removed_only_when_no_change_is_in_progress()
    {
        var created = await _sandbox.AssociateAsync(ReviewCalls.Repository(await _sandbox.AvailableAsync()));

        Assert.Equal((409, "ConflictException"), Code(await _sandbox.ReviewAsync("DisassociateRepository", Arn(created))));
        _sandbox.PutClockForward(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await _sandbox.ReviewAsync("DisassociateRepository", Arn(created))).Status);
        Assert.Equal((409, "ConflictException"), Code(await _sandbox.ReviewAsync("DisassociateRepository", Arn(created))));
    }

    [Fact]
    public async Task A_repeated_call_with_the_same_token_returns_the_same_association()
    {
        var connection = await _sandbox.AvailableAsync();
        var input = ReviewCalls.Repository(connection);
        input["ClientRequestToken"] = "token-1";
        var first = await _sandbox.AssociateAsync(input);

        Assert.Equal(Text(first, "AssociationArn"), Text(await _sandbox.AssociateAsync(input), "AssociationArn"));
        var other = ReviewCalls.Repository(connection, name: "other");
        other["ClientRequestToken"] = "token-1";
        Assert.Equal((409, "ConflictException"), Code(await _sandbox.ReviewAsync("AssociateRepository", other)));
        Assert.Equal(["demo-repo"], await _sandbox.NamesAsync());
    }

    [Fact]
    public async Task The_repository_is_exactly_one_of_the_providers()
    {
        var connection = await _sandbox.AvailableAsync();
        var none = new JsonObject { ["Repository"] = new JsonObject() };
        var two = ReviewCalls.Repository(connection);
        two["Repository"]!["CodeCommit"] = new JsonObject { ["Name"] = "demo" };
        var enterprise = new JsonObject { ["Repository"] = new JsonObject { ["GitHubEnterpriseServer"] = ReviewCalls.Repository(connection)["Repository"]!["Bitbucket"]!.DeepClone() } };
        var commit = new JsonObject { ["Repository"] = new JsonObject { ["CodeCommit"] = new JsonObject { ["Name"] = "demo" } } };
        var bucket = new JsonObject { ["Repository"] = new JsonObject { ["S3Bucket"] = new JsonObject { ["Name"] = "demo", ["BucketName"] = "codeguru-reviewer-demo" } } };

        foreach (var wrong in new[] { none, two, enterprise })
        {
            Assert.Equal((400, "ValidationException"), Code(await _sandbox.ReviewAsync("AssociateRepository", wrong)));
        }

        Assert.Equal(("CodeCommit", "123456789012"), Of(await _sandbox.AssociateAsync(commit)));
        var stored = await _sandbox.AssociateAsync(bucket);
        Assert.Equal(("S3Bucket", "123456789012"), Of(stored));
        Assert.Equal("codeguru-reviewer-demo", (string?)stored["S3RepositoryDetails"]!["BucketName"]);

        static (string?, string?) Of(JsonNode association) => (Text(association, "ProviderType"), Text(association, "Owner"));
    }

    [Fact]
    public async Task The_connection_and_the_key_must_exist()
    {
        var connection = await _sandbox.AvailableAsync();
        foreach (var arn in new[] { connection + "0", await _sandbox.ConnectionAsync(account: "210987654321") })
        {
            Assert.Equal((400, "ValidationException"), Code(await _sandbox.ReviewAsync("AssociateRepository", ReviewCalls.Repository(arn))));
        }

        var key = (string)(await _sandbox.CallAsync(TestSandbox.Kms, "CreateKey")).Json["KeyMetadata"]!["KeyId"]!;
        foreach (var details in new[] { Details("none", "CUSTOMER_MANAGED_CMK"), Details(null, "CUSTOMER_MANAGED_CMK"), Details(key, "AWS_OWNED_CMK"), Details(key, null) })
        {
            Assert.Equal((400, "ValidationException"), Code(await _sandbox.ReviewAsync("AssociateRepository", With(details))));
        }

        Assert.Equal(key, (string?)(await _sandbox.AssociateAsync(With(Details(key, "CUSTOMER_MANAGED_CMK"))))["KMSKeyDetails"]!["KMSKeyId"]);

        JsonObject With(JsonObject details)
        {
            var input = ReviewCalls.Repository(connection);
            input["KMSKeyDetails"] = details;
            return input;
        }

        static JsonObject Details(string? key, string? option)
        {
            var details = new JsonObject();
            if (key is not null)
            {
                details["KMSKeyId"] = key;
            }

            if (option is not null)
            {
                details["EncryptionOption"] = option;
            }

            return details;
        }
    }

    [Fact]
    public async Task A_list_has_filters_and_pages()
    {
        var connection = await _sandbox.AvailableAsync();
        foreach (var (name, owner) in new[] { ("a", "one"), ("b", "one"), ("c", "two") })
        {
            await _sandbox.AssociateAsync(ReviewCalls.Repository(connection, name, owner));
        }

        _sandbox.PutClockForward(TimeSpan.FromSeconds(1));
        await _sandbox.AssociateAsync(new JsonObject { ["Repository"] = new JsonObject { ["CodeCommit"] = new JsonObject { ["Name"] = "d" } } });

        Assert.Equal(["a", "b", "c", "d"], await _sandbox.NamesAsync());
        Assert.Equal(["d"], await _sandbox.NamesAsync(Filter("ProviderTypes", "CodeCommit")));
        Assert.Equal(["a", "b", "c"], await _sandbox.NamesAsync(Filter("ProviderTypes", "GitHub", "Bitbucket")));
        Assert.Equal(["d"], await _sandbox.NamesAsync(Filter("States", "Associating", "Failed")));
        Assert.Equal(["a", "c"], await _sandbox.NamesAsync(Filter("Names", "a", "c")));
        Assert.Equal(["c"], await _sandbox.NamesAsync(Filter("Owners", "two")));

        var first = (await _sandbox.ReviewAsync("ListRepositoryAssociations", new JsonObject { ["MaxResults"] = 3 })).Json;
        var token = (string)first["NextToken"]!;
        Assert.Equal(3, first["RepositoryAssociationSummaries"]!.AsArray().Count);
        Assert.Equal(["d"], await _sandbox.NamesAsync(new JsonObject { ["NextToken"] = token }));
        var foreign = Filter("Owners", "two");
        foreign["NextToken"] = token;
        Assert.Equal((400, "ValidationException"), Code(await _sandbox.ReviewAsync("ListRepositoryAssociations", foreign)));

        static JsonObject Filter(string name, params string[] values) => new() { [name] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]) };
    }

    [Fact]
    public async Task Tags_can_be_read_and_changed()
    {
        var input = ReviewCalls.Repository(await _sandbox.AvailableAsync());
        input["Tags"] = new JsonObject { ["team"] = "a" };
        var arn = new JsonObject { ["resourceArn"] = Text(await _sandbox.AssociateAsync(input), "AssociationArn") };
        await _sandbox.ReviewAsync("TagResource", With("Tags", new JsonObject { ["team"] = "b", ["cost"] = "1" }));
        Assert.Equal("""{"Tags":{"team":"b","cost":"1"}}""", (await _sandbox.ReviewAsync("ListTagsForResource", arn)).Body);
        await _sandbox.ReviewAsync("UntagResource", With("TagKeys", new JsonArray("team", "none")));
        Assert.Equal("""{"Tags":{"cost":"1"}}""", (await _sandbox.ReviewAsync("ListTagsForResource", arn)).Body);

        var many = new JsonObject(Enumerable.Range(0, 50).Select(i => KeyValuePair.Create("k" + i, (JsonNode?)"v")));
        Assert.Equal((400, "ValidationException"), Code(await _sandbox.ReviewAsync("TagResource", With("Tags", many))));
        Assert.Equal((404, "ResourceNotFoundException"), Code(await _sandbox.ReviewAsync("ListTagsForResource", new JsonObject { ["resourceArn"] = Unknown })));

        JsonObject With(string name, JsonNode value)
        {
            var request = (JsonObject)arn.DeepClone();
            request[name] = value;
            return request;
        }
    }

    [Fact]
    public async Task The_right_to_pass_the_connection_is_required()
    {
        using var sandbox = Open(new SandboxOptions { AllowsReviewerAssociations = true, EnforceCallerPolicies = true });
        var connection = await sandbox.AvailableAsync(TestSandbox.CodeConnections);
        const string associate = """{"Effect":"Allow","Action":"codeguru-reviewer:AssociateRepository","Resource":"*"}""";
        const string pass = """{"Effect":"Allow","Action":"codeconnections:PassConnection","Resource":"*","Condition":{"StringEquals":{"codeconnections:PassedToService":"codeguru-reviewer.amazonaws.com"}}}""";
        sandbox.Caller = await sandbox.UserAsync("without", associate);
        var denied = await sandbox.ReviewAsync("AssociateRepository", ReviewCalls.Repository(connection));
        sandbox.Caller = null;
        sandbox.Caller = await sandbox.UserAsync("with", associate, pass);

        Assert.Equal((403, "AccessDeniedException"), Code(denied));
        Assert.Contains($"codeconnections:PassConnection on resource: {connection}", denied.ErrorMessage!, StringComparison.Ordinal);
        await sandbox.AssociateAsync(ReviewCalls.Repository(connection));
    }

    [Theory]
    [InlineData("GET", "/associations")]
    [InlineData("POST", "/associations")]
    [InlineData("DELETE", "/tags/" + Unknown)]
    public async Task A_request_without_a_signature_is_refused_in_the_format_of_the_service(string method, string path)
    {
        using var request = RestRequest.Create(new Uri(_sandbox.Info.EndpointUrl, path), method, "{}", null, _sandbox.Now);
        var answer = await _sandbox.SendAsync(request);

        Assert.Equal(
            (403, "MissingAuthenticationTokenException", """{"Message":"Missing Authentication Token"}""", "application/json"),
            (answer.Status, answer.ErrorType, answer.Body, answer.ContentType));
    }

    [Theory]
    [InlineData("GET", "/codereviews", "", 404, "UnknownOperationException")]
    [InlineData("PUT", "/associations", "", 404, "UnknownOperationException")]
    [InlineData("GET", "/associations/", "", 404, "UnknownOperationException")]
    [InlineData("GET", "/associations?MaxResults=ten", "", 400, "SerializationException")]
    [InlineData("GET", "/associations?MaxResults=101", "", 400, "ValidationException")]
    [InlineData("GET", "/associations/none", "", 400, "ValidationException")]
    [InlineData("GET", "/associations/" + Unknown, "", 404, "NotFoundException")]
    [InlineData("POST", "/associations", "[1]", 400, "SerializationException")]
    [InlineData("POST", "/associations", "{\"Repository\":", 400, "SerializationException")]
    [InlineData("POST", "/associations", "{\"Repository\":{\"Bitbucket\":7}}", 400, "SerializationException")]
    [InlineData("POST", "/associations", "", 400, "ValidationException")]
    public async Task A_request_that_is_not_valid_is_refused(string method, string path, string body, int status, string code)
    {
        using var request = RestRequest.Create(new Uri(_sandbox.Info.EndpointUrl, path), method, body, _sandbox.Signer(TestSandbox.Reviewer), _sandbox.Now);

        Assert.Equal((status, code), Code(await _sandbox.SendAsync(request)));
    }

    [Theory]
    [InlineData("{\"Repository\":null}")]
    [InlineData("{\"Repository\":{\"Foo\":5}}")]
    [InlineData("{\"Repository\":{\"Bitbucket\":null}}")]
    [InlineData("{\"Repository\":{\"Foo\":{\"ConnectionArn\":5},\"CodeCommit\":{\"Name\":\"a\",\"ConnectionArn\":5}}}")]
    [InlineData("{\"Repository\":{\"CodeCommit\":{\"Name\":\"a\"}},\"Tags\":{\"k\":null}}")]
    [InlineData("{\"Repository\":{\"CodeCommit\":{\"Name\":\"a\"}},\"Tags\":{\"k\":{}}}")]
    [InlineData("{\"Repository\":{\"CodeCommit\":{\"Name\":\"a\"}},\"KMSKeyDetails\":{}}")]
    [InlineData("{\"Repository\":{\"CodeCommit\":{\"Name\":\"a\"}},\"Repository\":{}}")]
    [InlineData("{\"Repository\":{\"Bitbucket\":{\"Name\":\"a\",\"Owner\":\"b\",\"ConnectionArn\":\"arn:aws:x:y:123456789012:z\"}}}")]
    [InlineData("{\"Repository\":{\"Bitbucket\":{\"Name\":\"\\ud800\",\"Owner\":\"b\",\"ConnectionArn\":\"\"}}}")]
    public async Task A_body_of_any_form_is_answered_without_a_failure_of_the_sandbox(string body)
    {
        using var sandbox = Open(new SandboxOptions { AllowsReviewerAssociations = true, EnforceCallerPolicies = true });
        sandbox.Caller = await sandbox.UserAsync("worker", """{"Effect":"Allow","Action":"codeguru-reviewer:*","Resource":"*"}""");
        using var request = RestRequest.Create(new Uri(sandbox.Info.EndpointUrl, "/associations"), "POST", body, sandbox.Signer(TestSandbox.Reviewer), sandbox.Now);

        var answer = await sandbox.SendAsync(request);

        Assert.True(answer.Status < 500, answer.Body);
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%2F..%2F")]
    [InlineData("a%20b")]
    [InlineData("99999999999999999999")]
    public async Task A_path_and_a_query_string_of_any_form_are_answered_without_a_failure_of_the_sandbox(string value)
    {
        foreach (var path in new[] { $"/associations/{value}", $"/associations?Name={value}&State={value}&MaxResults={value}", $"/associations?NextToken={value}", $"/tags/{Unknown}?tagKeys={value}&{value}" })
        {
            using var request = RestRequest.Create(new Uri(_sandbox.Info.EndpointUrl, path), "GET", string.Empty, _sandbox.Signer(TestSandbox.Reviewer), _sandbox.Now);
            var answer = await _sandbox.SendAsync(request);

            Assert.True(answer.Status < 500 && answer.ErrorType != "InvalidSignatureException", path + answer.Body);
        }
    }

    [Fact]
    public async Task A_wrong_signature_of_a_path_with_an_ARN_is_refused()
    {
        var signer = _sandbox.Signer(TestSandbox.Reviewer) with { SecretKey = "wrong" };
        using var request = RestRequest.Create(_sandbox.Info.EndpointUrl, "DescribeRepositoryAssociation", new JsonObject { ["AssociationArn"] = Unknown }, signer, _sandbox.Now);

        Assert.Equal((403, "InvalidSignatureException"), Code(await _sandbox.SendAsync(request)));
    }

    [Fact]
    public async Task A_fault_has_the_status_of_the_service_model()
    {
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "codeguru-reviewer:ListRepositoryAssociations", ErrorCode = "ThrottlingException", Count = 1 });

        var answer = await _sandbox.ReviewAsync("ListRepositoryAssociations", []);

        Assert.Equal((429, "ThrottlingException"), Code(answer));
        Assert.True(answer.Headers.ContainsKey("x-amz-retry-after"));
    }

    [Fact]
    public async Task The_client_of_the_SDK_creates_lists_and_removes_associations()
    {
        using var client = new AmazonCodeGuruReviewerClient(
            new BasicAWSCredentials(_sandbox.Info.AccessKey, _sandbox.Info.SecretKey),
            new AmazonCodeGuruReviewerConfig { ServiceURL = _sandbox.Info.EndpointUrl.ToString(), AuthenticationRegion = _sandbox.Info.Region });
        var repository = new ThirdPartySourceRepository { Name = "demo-repo", Owner = "example-ws", ConnectionArn = await _sandbox.AvailableAsync() };
        var created = await client.AssociateRepositoryAsync(
            new AssociateRepositoryRequest { Repository = new Repository { Bitbucket = repository }, Tags = new Dictionary<string, string> { ["team"] = "a" } }, Stop);
        var arn = created.RepositoryAssociation!.AssociationArn;
        _sandbox.PutClockForward(TimeSpan.FromSeconds(1));

        var read = await client.DescribeRepositoryAssociationAsync(new DescribeRepositoryAssociationRequest { AssociationArn = arn }, Stop);
        var listed = await client.ListRepositoryAssociationsAsync(new ListRepositoryAssociationsRequest { Names = ["demo-repo"], States = ["Associated"] }, Stop);
        await client.DisassociateRepositoryAsync(new DisassociateRepositoryRequest { AssociationArn = arn }, Stop);
        _sandbox.PutClockForward(TimeSpan.FromSeconds(1));

        Assert.Equal(("Associated", "a"), (read.RepositoryAssociation!.State!.Value, read.Tags!["team"]));
        Assert.Equal([arn], listed.RepositoryAssociationSummaries!.Select(association => association.AssociationArn));
        await Assert.ThrowsAsync<NotFoundException>(
            () => client.DescribeRepositoryAssociationAsync(new DescribeRepositoryAssociationRequest { AssociationArn = arn }, Stop));
    }

    private static TestSandbox Open(SandboxOptions options) => new(options) { StoppedAt = SandboxClock.SystemTime.Now };

    private static JsonObject Arn(JsonNode association) => new() { ["AssociationArn"] = Text(association, "AssociationArn") };

    private static string? Text(JsonNode node, string name) => (string?)node[name];

    private static (int Status, string? Code) Code(Answer answer) => (answer.Status, answer.ErrorType);
}
