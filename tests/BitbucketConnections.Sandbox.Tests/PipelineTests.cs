using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

public sealed class PipelineTests : IDisposable
{
    private const string RoleTrust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private readonly TestSandbox _sandbox = new(new SandboxOptions { RolePropagationDelay = TimeSpan.FromSeconds(10) });

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Create_adds_the_same_defaults_as_AWS()
    {
        var created = (await CreateAsync(Valid(_sandbox.Info))).Json["pipeline"]!;

        Assert.Equal((1, "SUPERSEDED", "V2"), (created["version"]!.GetValue<int>(), created["executionMode"]!.GetValue<string>(), created["pipelineType"]!.GetValue<string>()));
        var source = created["stages"]![0]!["actions"]![0]!;
        Assert.Equal(1, source["runOrder"]!.GetValue<int>());
        Assert.Equal("[]", source["inputArtifacts"]!.ToJsonString());
        Assert.Equal(["BranchName", "ConnectionArn", "FullRepositoryId"], source["configuration"]!.AsObject().Select(entry => entry.Key));
        Assert.Equal("[]", created["stages"]![1]!["actions"]![0]!["outputArtifacts"]!.ToJsonString());
    }

    [Fact]
    public async Task Get_returns_the_created_declaration_with_ARN_and_dates()
    {
        var created = (await CreateAsync(Valid(_sandbox.Info))).Json["pipeline"]!;

        var got = (await CallAsync("GetPipeline", new JsonObject { ["name"] = "demo" })).Json;

        Assert.Equal(created.ToJsonString(), got["pipeline"]!.ToJsonString());
        Assert.Equal("arn:aws:codepipeline:us-east-1:123456789012:demo", got["metadata"]!["pipelineArn"]!.GetValue<string>());
        var seconds = got["metadata"]!["created"]!.GetValue<decimal>();
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)), _sandbox.Now.AddMinutes(-1), _sandbox.Now);
    }

    [Fact]
    public async Task Unknown_members_are_preserved()
    {
        var pipeline = Valid(_sandbox.Info);
        pipeline["stages"]![1]!["actions"]![0]!["fromTheFuture"] = new JsonObject { ["a"] = 1 };

        await CreateAsync(pipeline);

        var got = (await CallAsync("GetPipeline", new JsonObject { ["name"] = "demo" })).Json;
        Assert.Equal("""{"a":1}""", got["pipeline"]!["stages"]![1]!["actions"]![0]!["fromTheFuture"]!.ToJsonString());
    }

    [Fact]
    public async Task Each_earlier_version_has_the_declaration_and_the_time_that_it_had_as_the_newest()
    {
        await CreateAsync(Valid(_sandbox.Info));
        List<JsonNode> written = [await Get(null)];
        foreach (var mode in new[] { "QUEUED", "SUPERSEDED", "PARALLEL", "QUEUED" })
        {
            _sandbox.PutClockForward(TimeSpan.FromMinutes(1));
            var pipeline = Valid(_sandbox.Info);
            pipeline["executionMode"] = mode;
            await CallAsync("UpdatePipeline", new JsonObject { ["pipeline"] = pipeline });
            written.Add(await Get(null));
        }

        for (var version = 1; version <= written.Count; version++)
        {
            Assert.True(JsonNode.DeepEquals(written[version - 1], await Get(version)), $"Version {version}: {(await Get(version)).ToJsonString()}");
        }

        async Task<JsonNode> Get(int? version)
        {
            var input = new JsonObject { ["name"] = "demo" };
            if (version is not null)
            {
                input["version"] = version;
            }

            return (await CallAsync("GetPipeline", input)).Json;
        }
    }

    [Fact]
    public void Equal_earlier_versions_share_their_declaration()
    {
        var record = new PipelineRecord { Name = "demo", Arn = "arn", Region = "us-east-1", Created = default, Updated = default, Current = Declaration("a", 1) };
        foreach (var (role, version) in new[] { ("b", 2), ("a", 3), ("b", 4), ("c", 5) })
        {
            record.AddVersion(Declaration(role, version), default);
        }

        Assert.Equal(4, record.Earlier.Count);
        Assert.Same(record.Earlier[0].Declaration, record.Earlier[2].Declaration);
        Assert.Same(record.Earlier[1].Declaration, record.Earlier[3].Declaration);
        Assert.NotSame(record.Earlier[0].Declaration, record.Earlier[1].Declaration);

        static PipelineDeclaration Declaration(string role, int version) => new(new JsonObject { ["name"] = "demo", ["roleArn"] = role, ["version"] = version, ["stages"] = new JsonArray() });
    }

    [Fact]
    public async Task An_update_increments_the_version_ignores_the_sent_version_and_keeps_the_old_one()
    {
        await CreateAsync(Valid(_sandbox.Info));
        var changed = Valid(_sandbox.Info);
        changed["version"] = 7;
        changed["executionMode"] = "QUEUED";

        var updated = (await CallAsync("UpdatePipeline", new JsonObject { ["pipeline"] = changed })).Json["pipeline"]!;

        Assert.Equal(2, updated["version"]!.GetValue<int>());
        var first = (await CallAsync("GetPipeline", new JsonObject { ["name"] = "demo", ["version"] = 1 })).Json;
        Assert.Equal("SUPERSEDED", first["pipeline"]!["executionMode"]!.GetValue<string>());
        Assert.Equal("PipelineVersionNotFoundException", (await CallAsync("GetPipeline", new JsonObject { ["name"] = "demo", ["version"] = 3 })).ErrorType);
    }

    [Fact]
    public async Task A_name_in_use_is_rejected_only_in_its_Region()
    {
        await CreateAsync(Valid(_sandbox.Info));

        var again = await CreateAsync(Valid(_sandbox.Info));

        Assert.Equal(("PipelineNameInUseException", "A pipeline with the name 'demo' already exists in account '123456789012'"), (again.ErrorType, again.ErrorMessage));
        Assert.Equal(200, (await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = Valid(_sandbox.Info) }, region: "eu-west-1")).Status);
    }

    [Theory]
    [InlineData("GetPipeline", """{"name":"none"}""", "PipelineNotFoundException", "Account '123456789012' does not have a pipeline with name 'none'")]
    [InlineData("StartPipelineExecution", """{"name":"none"}""", "PipelineNotFoundException", "The account with id '123456789012' does not include a pipeline with the name 'none'")]
    [InlineData("GetPipelineState", """{"name":"none"}""", "PipelineNotFoundException", "The account with id '123456789012' does not include a pipeline with the name 'none'")]
    [InlineData("ListPipelineExecutions", """{"pipelineName":"none"}""", "PipelineNotFoundException", "The account with id '123456789012' does not include a pipeline with the name 'none'")]
    [InlineData("ListTagsForResource", """{"resourceArn":"arn:aws:codepipeline:us-east-1:123456789012:none"}""", "ResourceNotFoundException", "The account with id '123456789012' does not include a pipeline with the name 'none'")]
    [InlineData("ListPipelines", """{"nextToken":"nonsense"}""", "InvalidNextTokenException", "The nextToken value 'nonsense' is not valid. Specify a valid nextToken value, and then try again.")]
    [InlineData("ListPipelines", """{"maxResults":1001}""", "ValidationException", "1 validation error detected: Value at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000")]
    public async Task A_missing_resource_is_not_found(string operation, string input, string type, string message)
    {
        var answer = await CallAsync(operation, JsonNode.Parse(input));

        Assert.Equal((400, type, message), (answer.Status, answer.ErrorType, answer.ErrorMessage));
        Assert.NotNull(answer.Json["message"]);
    }

    [Fact]
    public async Task Updating_a_missing_pipeline_is_not_found() => Assert.Equal(
        "PipelineNotFoundException",
        (await CallAsync("UpdatePipeline", new JsonObject { ["pipeline"] = Valid(_sandbox.Info) })).ErrorType);

    [Fact]
    public async Task Deleting_an_existing_or_missing_pipeline_succeeds_with_an_empty_body()
    {
        await CreateAsync(Valid(_sandbox.Info));
        for (var i = 0; i < 2; i++)
        {
            var answer = await CallAsync("DeletePipeline", new JsonObject { ["name"] = "demo" });
            Assert.Equal((200, ""), (answer.Status, answer.Body));
        }

        Assert.Equal("PipelineNotFoundException", (await CallAsync("GetPipeline", new JsonObject { ["name"] = "demo" })).ErrorType);
    }

    [Fact]
    public async Task Paging_returns_each_pipeline_once()
    {
        foreach (var name in new[] { "c", "a", "b" })
        {
            await CreateAsync(Valid(_sandbox.Info, name));
        }

        var first = (await CallAsync("ListPipelines", new JsonObject { ["maxResults"] = 2 })).Json;
        var second = (await CallAsync("ListPipelines", new JsonObject { ["maxResults"] = 2, ["nextToken"] = first["nextToken"]!.DeepClone() })).Json;

        Assert.Equal(["a", "b"], Names(first));
        Assert.Equal(["c"], Names(second));
        Assert.Null(second["nextToken"]);
        Assert.Equal(["name", "version", "pipelineType", "executionMode", "created", "updated"], first["pipelines"]![0]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task Tags_are_set_paged_and_removed()
    {
        var input = new JsonObject { ["pipeline"] = Valid(_sandbox.Info), ["tags"] = Tags("a", "b") };
        Assert.Equal("""[{"key":"a","value":"v"},{"key":"b","value":"v"}]""", (await CallAsync("CreatePipeline", input)).Json["tags"]!.ToJsonString());
        var arn = "arn:aws:codepipeline:us-east-1:123456789012:demo";

        await CallAsync("TagResource", new JsonObject { ["resourceArn"] = arn, ["tags"] = Tags("c") });
        await CallAsync("UntagResource", new JsonObject { ["resourceArn"] = arn, ["tagKeys"] = new JsonArray("a") });
        var first = (await CallAsync("ListTagsForResource", new JsonObject { ["resourceArn"] = arn, ["maxResults"] = 1 })).Json;
        var second = (await CallAsync("ListTagsForResource", new JsonObject { ["resourceArn"] = arn, ["nextToken"] = first["nextToken"]!.DeepClone() })).Body;

        Assert.Equal("b", first["tags"]![0]!["key"]!.GetValue<string>());
        Assert.Equal("""{"tags":[{"key":"c","value":"v"}]}""", second);
    }

    [Fact]
    public async Task The_51st_tag_and_reserved_tags_are_rejected()
    {
        await CreateAsync(Valid(_sandbox.Info));
        var arn = "arn:aws:codepipeline:us-east-1:123456789012:demo";

        var many = await CallAsync("TagResource", new JsonObject { ["resourceArn"] = arn, ["tags"] = Tags([.. Enumerable.Range(0, 51).Select(i => $"k{i}")]) });
        var system = await CallAsync("TagResource", new JsonObject { ["resourceArn"] = arn, ["tags"] = Tags("aws:x") });

        Assert.Equal(("TooManyTagsException", $"Tag limit exceeded for resource [{arn}]."), (many.ErrorType, many.ErrorMessage));
        Assert.Equal(
            ("InvalidTagsException", "Not allowed to modify system tags. System tags start with 'aws:'. msg=[Caller is an end user and not allowed to mutate system tags]"),
            (system.ErrorType, system.ErrorMessage));
        Assert.Equal("""{"tags":[]}""", (await CallAsync("ListTagsForResource", new JsonObject { ["resourceArn"] = arn })).Body);
    }

    [Fact]
    public async Task A_new_role_cannot_be_assumed_until_it_has_propagated()
    {
        await _sandbox.QueryAsync("iam", "2010-05-08", "CreateRole", ("RoleName", "fresh"), ("AssumeRolePolicyDocument", RoleTrust));
        var pipeline = Valid(_sandbox.Info);
        pipeline["roleArn"] = "arn:aws:iam::123456789012:role/fresh";

        var early = await CreateAsync(pipeline);
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        var later = await CreateAsync(pipeline);

        Assert.Equal(
            ("InvalidStructureException", "CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::123456789012:role/fresh"),
            (early.ErrorType, early.ErrorMessage));
        Assert.Equal(200, later.Status);
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""", 400)]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}""", 400)]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","codepipeline.amazonaws.com"]},"Action":["sts:AssumeRole"]}}""", 200)]
    public async Task The_role_must_trust_CodePipeline(string trust, int status)
    {
        await _sandbox.QueryAsync("iam", "2010-05-08", "CreateRole", ("RoleName", "other"), ("AssumeRolePolicyDocument", trust));
        _sandbox.PutClockForward(TimeSpan.FromMinutes(1));
        var pipeline = Valid(_sandbox.Info);
        pipeline["roleArn"] = "arn:aws:iam::123456789012:role/other";

        Assert.Equal(status, (await CreateAsync(pipeline)).Status);
    }

    private static JsonArray Tags(params string[] keys) =>
        new([.. keys.Select(key => new JsonObject { ["key"] = key, ["value"] = "v" })]);

    private static IEnumerable<string> Names(JsonNode page) => page["pipelines"]!.AsArray().Select(p => p!["name"]!.GetValue<string>());

    private Task<Answer> CreateAsync(JsonObject pipeline) => CallAsync("CreatePipeline", new JsonObject { ["pipeline"] = pipeline.DeepClone() });

    private Task<Answer> CallAsync(string operation, JsonNode? input) => _sandbox.CallAsync(TestSandbox.CodePipeline, operation, input);
}
