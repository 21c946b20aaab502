using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Declarations;
using CsCheck;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests properties of any definition.</summary>
[Collection("environment")]
public sealed class DefinitionPropertyTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static readonly string[] s_modes = ["SUPERSEDED", "QUEUED", "PARALLEL"];
    private static readonly Gen<string> s_name = Gen.String[Gen.Char[Letters + ".@-_"], 1, 40];
    private static readonly Gen<string> s_value = Gen.String[Gen.Char[Letters + " #{}$/\\\"'<>&ü€"], 1, 60];
    private static readonly Gen<string[]> s_patterns = Gen.String[Gen.Char[Letters + "*/-?"], 1, 20].Array[1, 8];

    private static readonly Gen<PipelineAction> s_action = Gen.OneOf(
        Gen.Select(s_name, s_value).Select((name, project) => Action(name, "Build", "CodeBuild", ("ProjectName", "p" + project.Length), ("EnvironmentVariables", $"[{{\"name\":\"x\",\"value\":\"{project.Length}\"}}]"))),
        Gen.Select(s_name, s_value).Select((name, data) => Action(name, "Approval", "Manual", ("CustomData", data))),
        Gen.Select(s_name, s_value).Select((name, key) => Action(name, "Deploy", "S3", ("BucketName", "my-site"), ("Extract", "false"), ("ObjectKey", key))),
        Gen.Select(s_name, s_value).Select((name, data) => Action(name, "Invoke", "Lambda", ("FunctionName", "f"), ("UserParameters", data))),
        Gen.Select(s_name, s_name).Select((name, group) => Action(name, "Deploy", "CodeDeploy", ("ApplicationName", name), ("DeploymentGroupName", group))),
        Gen.Select(s_name, s_name).Select((name, stack) => Action(name, "Deploy", "CloudFormation", ("ActionMode", "DELETE_ONLY"), ("StackName", stack))));

    private static readonly Gen<PipelineTrigger?> s_trigger = Gen.OneOf(
        Gen.Const((PipelineTrigger?)null),
        s_patterns.Select(tags => (PipelineTrigger?)new PipelineTrigger { SourceActionName = string.Empty, Push = [new TriggerPushFilter { Tags = new TriggerPatterns { Includes = tags } }] }),
        Gen.Select(s_patterns, s_patterns).Select((branches, paths) => (PipelineTrigger?)new PipelineTrigger
        {
            SourceActionName = string.Empty,
            Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = branches }, FilePaths = new TriggerPatterns { Excludes = paths } }],
            PullRequest = [new TriggerPullRequestFilter { Branches = new TriggerPatterns { Includes = branches }, Events = ["OPEN", "CLOSED"] }],
        }));

    private static readonly Gen<PipelineRequest> s_request = Gen.Select(
        Gen.Select(s_name, s_action.Array[1, 6], s_trigger),
        Gen.Select(Gen.Int[0, 2].Select(i => s_modes[i]), Gen.Bool, Gen.Select(s_name, s_value).Array[0, 4])).Select((what, how) => new PipelineRequest
        {
            Name = what.Item1,
            ConnectionArn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/x",
            Repository = "example-ws/demo-repo",
            Branch = "main",
            BuildProject = how.Item2 ? "my-build" : null,
            ApprovalStage = how.Item2,
            ExecutionMode = how.Item1,
            Trigger = what.Item3,
            Variables = how.Item3.DistinctBy(v => v.Item1).Where(v => !v.Item1.Contains('.', StringComparison.Ordinal)).Select(v => new PipelineVariable { Name = v.Item1, DefaultValue = v.Item2 }).ToList(),
            Stages = what.Item2.Select((action, i) => new PipelineStage { Name = "Stage" + i, Actions = [action] }).ToList(),
        });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_builder_accepts_the_sandbox_accepts()
    {
        using var fixture = new SandboxFixture();
        var created = await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);
        fixture.Sandbox.CompleteConnection(created.ConnectionArn);

        await s_request.SampleAsync(
            async request =>
            {
                var definition = fixture.Session.Pipelines.Build(With(request, created.ConnectionArn, fixture.Sandbox.Info)).Definition;
                var stored = await fixture.Session.Pipelines.CreateAsync(definition, Token);
                Assert.Empty(DefinitionComparer.Compare(stored, definition));
                await fixture.Session.Pipelines.DeleteAsync(stored.Name, Token);
            },
            iter: 150,
            threads: 1);
    }

    [Fact]
    public void Written_JSON_is_read_back_the_same()
    {
        using var fixture = new SandboxFixture();

        s_request.Sample(
            request =>
            {
                var definition = fixture.Session.Pipelines.Build(request).Definition;
                var json = DefinitionJson.Write(definition);
                var read = fixture.Session.Wizard.ReadJson(json);
                Assert.Empty(DefinitionComparer.Compare(definition, read));
                Assert.Equal(json, DefinitionJson.Write(read));
            },
            iter: 300,
            threads: 1);
    }

    [Theory]
    [InlineData("{\"name\":\"demo\",\"stages\":[]}")]
    [InlineData("{\"pipeline\":{\"name\":\"demo\",\"stages\":[]}}")]
    [InlineData("{\"pipeline\":{\"name\":\"demo\",\"version\":3,\"stages\":[]},\"metadata\":{\"pipelineArn\":\"arn:aws:codepipeline:us-east-1:123456789012:demo\",\"created\":1501626591.112,\"updated\":\"2026-01-01T00:00:00+00:00\"}}")]
    public void The_AWS_CLIs_JSON_is_read_with_and_without_the_outer_object(string json)
    {
        using var fixture = new SandboxFixture();
        Assert.Equal("demo", fixture.Session.Wizard.ReadJson(json).Name);
        Assert.Empty(fixture.Sink.Messages(DiagnosticLevel.Warning));
    }

    [Fact]
    public void An_unknown_member_is_kept_and_named_in_a_warning()
    {
        using var fixture = new SandboxFixture();

        var read = fixture.Session.Wizard.ReadJson("{\"name\":\"demo\",\"stages\":[{\"name\":\"s\",\"actions\":[],\"colour\":{\"red\":[1]}}]}");

        Assert.Contains("'stages[0].colour'", Assert.Single(fixture.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
        Assert.Equal("{\"red\":[1]}", read.Stages[0].AdditionalMembers!["colour"]);
    }

    [Fact]
    public void An_unknown_member_outside_the_pipeline_is_named_in_a_warning()
    {
        using var fixture = new SandboxFixture();

        fixture.Session.Wizard.ReadJson("{\"pipeline\":{\"name\":\"demo\",\"stages\":[]},\"metadata\":{},\"tags\":[],\"colour\":1}");

        Assert.Contains("'colour'", Assert.Single(fixture.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_PascalCase_are_read_as_AWS_Tools_writes_them()
    {
        using var fixture = new SandboxFixture();

        var read = fixture.Session.Wizard.ReadJson(
            """{"Name":"demo","RoleArn":"r","Stages":[{"Name":"s","Actions":[{"Name":"a","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"S3","Version":"1"},"Configuration":{"S3Bucket":"b"},"InputArtifacts":[{"Name":"i"}]}]}],"Triggers":[{"GitConfiguration":{"SourceActionName":"a"}}]}""");

        var action = Assert.Single(Assert.Single(read.Stages).Actions);
        Assert.Equal(("demo", "r", "a", "S3", "b", "i", "a"), (read.Name, read.RoleArn, action.Name, action.ActionTypeId.Provider, action.Configuration!["S3Bucket"], Assert.Single(action.InputArtifacts), read.Triggers[0].SourceActionName));
        Assert.Empty(fixture.Sink.Messages(DiagnosticLevel.Warning));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{\"pipeline\":{\"name\":\"demo\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void JSON_that_is_not_a_definition_is_rejected(string json)
    {
        using var fixture = new SandboxFixture();
        var thrown = Assert.Throws<ServiceException>(() => fixture.Session.Wizard.ReadJson(json));
        Assert.Equal((ServiceErrorKind.InvalidInput, "InvalidDefinitionJson"), (thrown.Kind, thrown.Condition));
    }

    [Theory]
    [InlineData("CloudFormation", "DefinitionFormatNotSupported", "a CloudFormation template in YAML")]
    [InlineData("Terraform", "DefinitionFormatNotSupported", "Terraform text")]
    [InlineData("Mermaid", "DefinitionFormatNotSupported", "a Mermaid diagram")]
    [InlineData("", "InvalidDefinitionJson", "not JSON")]
    public void A_file_of_another_format_is_refused_with_its_kind_and_without_its_content(string format, string id, string kind)
    {
        using var fixture = new SandboxFixture();
        var pipeline = fixture.Session.Wizard.ReadJson("{\"name\":\"secret-shop\",\"stages\":[]}");
        var text = Enum.TryParse<PipelineExportFormat>(format, out var other) ? fixture.Session.Exporter.Export(pipeline, other).Text : " \n";

        var thrown = Assert.Throws<ServiceException>(() => fixture.Session.Wizard.ReadJson(text));

        Assert.Equal(id, thrown.Condition);
        Assert.StartsWith($"The definition file is {kind}", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Export-BitbucketPipeline NAME -Path pipeline.json", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-shop", thrown.ToString(), StringComparison.Ordinal);
        Assert.Null(thrown.InnerException);
    }

    [Theory]
    [InlineData("{\"name\": flowchart LR s3cr3t}", "a value is expected: a text in double quotation marks")]
    [InlineData("{\"Resources\": {\"s3cr3t\": {}}}", "a CloudFormation template without a resource of the type AWS::CodePipeline::Pipeline")]
    [InlineData("{\"s3cr3t\": {}}", "it contains no pipeline. Get a definition with 'Export-BitbucketPipeline NAME -Path pipeline.json'")]
    public void The_content_of_a_file_is_not_shown(string json, string message)
    {
        using var fixture = new SandboxFixture();

        var thrown = Assert.Throws<ServiceException>(() => fixture.Session.Wizard.ReadJson(json));

        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Members_that_a_file_does_not_have_are_found_by_the_rules()
    {
        using var fixture = new SandboxFixture();

        var read = fixture.Session.Wizard.ReadJson("{\"name\":null,\"stages\":[{\"actions\":[{}]},{\"onSuccess\":{\"conditions\":[{\"rules\":[{}]}]}}],\"variables\":[{}],\"triggers\":[{}]}");

        var findings = Assert.Throws<ServiceException>(() => fixture.Session.Pipelines.Check(read)).Findings.Select(f => f.Id).ToList();
        Assert.Superset(new[] { "InvalidPipelineName", "InvalidStageName", "InvalidActionName", "InvalidActionType", "InvalidVariable", "TriggerSourceNotFound" }.ToHashSet(), findings.ToHashSet());
    }

    [Theory]
    [InlineData("{\"name\":\"demo\",\n\"stages\":[],\"version\":\"s3cr3t\"}", "at $.version: the value must be a whole number, but is text.")]
    [InlineData("{\"name\":\"demo\",\n\"stages\":7}", "at $.stages: the value must be a list, but is a number.")]
    [InlineData("{\"name\":\"demo\",\n\"stages\":[],\"artifactStore\":[true]}", "at $.artifactStore: the value must be an object, but is a list.")]
    [InlineData("{\"name\":\"demo\",\n\"stages\":[null]}", "read: line 2, position 11 at $.stages[0]: null is not allowed here.")]
    [InlineData("{\"name\":\"demo\",\n\"stages\":[{\"actions\":[{\"configuration\":{\"k\":null}}]}]}", "at $.stages[0].actions[0].configuration.k: null")]
    [InlineData("{\"name\":\"demo\",\n\"stages\":[],\"Name\":\"other\"}", "line 2, position 20 at $.Name: the member occurs twice.")]
    [InlineData("{\"name\":\"demo\",\n\"stages\":[],\"new\":1,\"new\":2}", "at $.new: the member occurs twice.")]
    [InlineData("{\"name\":\"demo\",\n\"stages\":[{\"actions\":[{\"configuration\":{\"k\":\"a\",\"k\":\"b\"}}]}]}", "at $.stages[0].actions[0].configuration.k: the member occurs twice.")]
    [InlineData("{\"name\":\"demo\",\n\"stages\":[{\"name\":[7]}]}", "line 2, position 19 at $.stages[0].name: the value must be text")]
    public void A_value_of_the_wrong_type_is_rejected_with_its_position(string json, string place)
    {
        using var fixture = new SandboxFixture();
        var thrown = Assert.Throws<ServiceException>(() => fixture.Session.Wizard.ReadJson(json));
        Assert.Equal("InvalidDefinitionJson", thrown.Condition);
        Assert.Contains(place, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, false)]
    [InlineData(65, true)]
    public void Objects_that_are_nested_too_deep_are_rejected_with_their_path(int depth, bool isRejected)
    {
        using var fixture = new SandboxFixture();
        var json = "{\"name\":\"demo\",\"stages\":[],\"deep\":" + string.Concat(Enumerable.Repeat("{\"level\":", depth - 2)) + "[]" + new string('}', depth - 1);

        var thrown = Record.Exception(() => fixture.Session.Wizard.ReadJson(json));

        Assert.Equal(isRejected, thrown is not null);
        if (isRejected)
        {
            Assert.Equal("InvalidDefinitionJson", ((ServiceException)thrown!).Condition);
            Assert.Contains("nested more than 64 levels deep, at $.deep.level.level.", thrown.Message, StringComparison.Ordinal);
            Assert.EndsWith("….", thrown.Message, StringComparison.Ordinal);
        }
    }

    private static PipelineRequest With(PipelineRequest request, string connectionArn, SandboxInfo sandbox) => new()
    {
        Name = request.Name,
        ConnectionArn = connectionArn,
        Repository = request.Repository,
        Branch = request.Branch,
        BuildProject = request.BuildProject,
        ApprovalStage = request.ApprovalStage,
        ExecutionMode = request.ExecutionMode,
        Trigger = request.Trigger,
        Variables = request.Variables,
        Stages = request.Stages,
        RoleArn = sandbox.ServiceRoleArn,
        ArtifactBucket = sandbox.ArtifactBucket,
    };

    private static PipelineAction Action(string name, string category, string provider, params (string Key, string Value)[] configuration) => new()
    {
        Name = name,
        ActionTypeId = new ActionTypeId { Category = category, Owner = "AWS", Provider = provider, Version = "1" },
        Configuration = configuration.ToDictionary(c => c.Key, c => c.Value),
    };
}
