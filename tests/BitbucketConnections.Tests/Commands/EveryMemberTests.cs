using System;

namespace BitbucketConnections.Tests;

/// <summary>Tests that commands that add data to a model keep all other members, including future ones.</summary>
[Collection("shell")]
public sealed class EveryMemberTests : IDisposable
{
    private const string Arn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/web";
    private readonly Shell _shell = new();
    private readonly Pipeline _pipeline = FilledModel.Of<Pipeline>() with
    {
        Name = "demo", PipelineArn = "arn:aws:codepipeline:us-east-1:123456789012:demo", Region = "us-east-1",
    };

    private FakeEngine Engine => _shell.Engine;

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void A_connection_with_its_tags_keeps_every_member()
    {
        var connection = FilledModel.Of<Connection>() with { ConnectionArn = Arn, ConnectionName = "web", Region = "us-east-1", ProviderType = "Bitbucket" };
        Engine.Connections.Add(connection);
        Engine.Tags[Arn] = new() { ["team"] = "web" };

        var read = Assert.Single(_shell.Run("Get-BitbucketConnection web -IncludeTag").Of<Connection>());

        Assert.Equal("web", Assert.Single(read.Tags!).Value);
        Assert.Equal(FilledModel.Values(connection, "Tags"), FilledModel.Values(read, "Tags"));
    }

    [Fact]
    public void A_pipeline_with_its_tags_keeps_every_member()
    {
        var pipeline = _pipeline with { Stages = [.. FakeEngine.Pipeline("demo", Arn).Stages, .. _pipeline.Stages] };
        Engine.Pipelines.Add(pipeline);
        Engine.Tags[pipeline.PipelineArn!] = new() { ["team"] = "web" };

        var read = Assert.Single(_shell.Run("Get-BitbucketPipeline demo -IncludeTag").Of<Pipeline>());

        Assert.Equal("web", Assert.Single(read.Tags!).Value);
        Assert.Equal(FilledModel.Values(pipeline, "Tags"), FilledModel.Values(read, "Tags"));
    }

    [Fact]
    public void An_execution_with_its_actions_keeps_every_member()
    {
        var run = FilledModel.Of<PipelineExecution>();
        var action = FilledModel.Of<ActionExecution>();
        Engine.Runs.Add(run);
        Engine.Actions.Add(action);

        var read = Assert.Single(_shell.Run($"Get-BitbucketPipelineExecution demo {run.PipelineExecutionId} -IncludeAction").Of<PipelineExecution>());

        Assert.Same(action, Assert.Single(read.Actions!));
        Assert.Equal(FilledModel.Values(run, "Actions"), FilledModel.Values(read, "Actions"));
    }

    [Fact]
    public void A_definition_in_another_Region_and_a_pipeline_with_its_first_execution_keep_every_member()
    {
        var result = _shell.Run("$pipeline | New-BitbucketPipeline -Region eu-west-1 -Confirm:$false", ("pipeline", _pipeline));

        var sent = Assert.Single(Engine.Pipelines);
        Assert.Equal(("eu-west-1", null), (sent.Region, sent.PipelineExecutionId));
        Assert.Equal(FilledModel.Values(_pipeline, "Region", "PipelineExecutionId"), FilledModel.Values(sent, "Region", "PipelineExecutionId"));
        var made = Assert.Single(result.Of<Pipeline>());
        Assert.NotNull(made.PipelineExecutionId);
        Assert.Equal(FilledModel.Values(sent), FilledModel.Values(made, "PipelineExecutionId"));
    }
}
