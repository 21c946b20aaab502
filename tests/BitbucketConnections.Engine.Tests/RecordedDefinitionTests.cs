using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using static BitbucketConnections.Engine.Tests.RecordedBodies;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests definitions as AWS returns them: each action type has the type member of the wire format.</summary>
[Collection("environment")]
public sealed class RecordedDefinitionTests : IDisposable
{
    private const string WireType = "__type";
    private readonly RecordedPipeline _aws = new RecordedPipeline().Answer("GetPipeline", Pipeline())
        .Answer("GetPipelineState", State(SourceDone(First), Stage("Gate", First, "InProgress", GateWaiting()))).Answer("UpdatePipeline", Updated);

    private static string Updated => Pipeline().Replace("\"version\":1,\"pipelineType\"", "\"version\":2,\"pipelineType\"", StringComparison.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _aws.Dispose();

    [Theory]
    [InlineData(PipelineExportFormat.Json)]
    [InlineData(PipelineExportFormat.CloudFormation)]
    [InlineData(PipelineExportFormat.Terraform)]
    public async Task The_type_member_is_not_part_of_a_pipeline_or_its_export(PipelineExportFormat format)
    {
        var pipeline = await _aws.Session.Pipelines.GetAsync("demo", null, Token);

        Assert.All(pipeline.Stages.SelectMany(stage => stage.Actions), action => Assert.Null(action.AdditionalMembers ?? action.ActionTypeId.AdditionalMembers));
        Assert.DoesNotContain(WireType, _aws.Session.Exporter.Export(pipeline, format).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_returns_the_type_member_to_AWS_unchanged()
    {
        var plan = await _aws.Session.Editor.PlanAsync("demo", new PipelineChanges { ExecutionMode = "QUEUED" }, Token);

        await _aws.Session.Editor.ApplyAsync(plan, Token);

        Assert.Equal("ExecutionMode: SUPERSEDED -> QUEUED", Assert.Single(plan.Differences).ToString());
        var type = Assert.Single(_aws.Requests("UpdatePipeline"))["pipeline"]!["stages"]![0]!["actions"]![0]!["actionTypeId"]!;
        Assert.Equal("ActionTypeId", (string?)type[WireType]);
    }

    [Fact]
    public async Task Stages_that_replace_the_same_stages_differ_only_in_their_changed_members()
    {
        var before = await _aws.Session.Pipelines.GetAsync("demo", null, Token);
        var gate = before.Stages[1] with { Actions = [before.Stages[1].Actions[0] with { Configuration = new Dictionary<string, string> { ["CustomData"] = "look" } }] };

        var plan = await _aws.Session.Editor.PlanAsync("demo", new PipelineChanges { Stages = [gate] }, Token);

        Assert.DoesNotContain(plan.Differences, difference => difference.Path.Contains(WireType, StringComparison.Ordinal));
        Assert.Equal("Stages['Gate'].Actions['Review'].Configuration['CustomData']", Assert.Single(plan.Differences).Path);
        Assert.EndsWith("its approval can no longer be answered, and it stays InProgress until it is stopped.", Assert.Single(plan.ExecutionNotes), StringComparison.Ordinal);
    }
}
