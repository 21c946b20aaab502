using System;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

/// <summary>Tests the cmdlet that gets the logs of actions.</summary>
[Collection("shell")]
public sealed class LogCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    private FakeEngine Engine => _shell.Engine;

    private static (string Name, object? Value) Stage => ("stage", new StageState { PipelineName = "demo", StageName = "Build", PipelineExecutionId = "e7", Region = "eu-west-1" });

    private static (string Name, object? Value) Run => ("run", FakeEngine.Execution("demo", "e9", region: "eu-west-1"));

    private static (string Name, object? Value) Action => (
        "action", new ActionExecution { PipelineName = "demo", PipelineExecutionId = "e3", StageName = "Build", ActionName = "Compile", ActionExecutionId = "a5", Region = "eu-west-1" });

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Get-BitbucketPipelineLog demo", null, null, null, null)]
    [InlineData("Get-BitbucketPipelineLog demo e1 -StageName Build -ActionName Compile", "e1", "Build", "Compile", null)]
    [InlineData("$run | Get-BitbucketPipelineLog", "e9", null, null, null)]
    [InlineData("$run | Get-BitbucketPipelineLog -Id e1", "e1", null, null, null)]
    [InlineData("$stage | Get-BitbucketPipelineLog", "e7", "Build", null, null)]
    [InlineData("$action | Get-BitbucketPipelineLog", "e3", "Build", "Compile", "a5")]
    [InlineData("$action | Get-BitbucketPipelineLog -PipelineExecutionId e1", "e1", "Build", "Compile", null)]
    [InlineData("$action | Get-BitbucketPipelineLog -ActionName Test", "e3", "Build", "Test", null)]
    [InlineData("[pscustomobject]@{ PipelineName = 'demo'; StageName = 'Build'; ActionName = 'Compile' } | Get-BitbucketPipelineLog", null, "Build", "Compile", null)]
    public void The_log_of_the_execution_the_stage_and_the_action_is_read(string script, string? id, string? stage, string? action, string? actionExecution)
    {
        var result = _shell.Run(script, Stage, Run, Action);

        Assert.Empty(result.Errors);
        var query = Assert.IsType<PipelineLogQuery>(Assert.Single(Engine.RunRequests));
        Assert.Equal(("demo", id, stage, action, actionExecution), (query.PipelineName, query.PipelineExecutionId, query.StageName, query.ActionName, query.ActionExecutionId));
        Assert.Equal((null, null), (query.Tail, query.Follow));
        Assert.Equal($"demo {id}".TrimEnd(), Assert.Single(result.Of<PipelineLogEvent>()).Message);
        Assert.Equal(script.StartsWith('$') ? "eu-west-1" : "us-east-1", result.Of<PipelineLogEvent>().Single().Region);
    }

    [Fact]
    public void Several_executions_and_pipelines_are_read_in_their_order()
    {
        Assert.Equal(["demo e1", "demo e2", "other e1", "other e2"], _shell.Run("Get-BitbucketPipelineLog demo, other e1, e2").Of<PipelineLogEvent>().Select(line => line.Message));
    }

    [Fact]
    public void Wait_follows_with_its_timeout_and_interval_and_a_part_is_written_before_the_next_is_read()
    {
        Engine.LogParts.Enqueue(new PipelineLogPart { Events = [FakeLogs.Line("one")], Activity = "Waits for the next lines of Compile", Delay = TimeSpan.FromMilliseconds(1), Remaining = TimeSpan.FromSeconds(20) });
        Engine.LogParts.Enqueue(new PipelineLogPart { Events = [FakeLogs.Line("two")], IsCompleted = true });

        var result = _shell.Run("Get-BitbucketPipelineLog demo -Tail 5 -Wait -TimeoutSeconds 30 -PollIntervalSeconds 2 | ForEach-Object { \"$_ \" + @($engine.Calls).Count }", ("engine", Engine));

        Assert.Equal(["one 1", "two 2"], result.Output.Select(line => (string)line.BaseObject));
        var query = Assert.IsType<PipelineLogQuery>(Assert.Single(Engine.RunRequests));
        Assert.Equal((5, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2)), (query.Tail, query.Follow!.Timeout, query.Follow.PollInterval));
    }

    [Fact]
    public void Select_First_stops_the_reading()
    {
        Engine.LogParts.Enqueue(new PipelineLogPart { Events = [FakeLogs.Line("one"), FakeLogs.Line("two")] });
        Engine.LogParts.Enqueue(new PipelineLogPart { Events = [FakeLogs.Line("three")], IsCompleted = true });

        using var shell = _shell.Create();
        var first = shell.AddCommand("Get-BitbucketPipelineLog").AddParameter("PipelineName", "demo").AddCommand(new CmdletInfo("Select-First", typeof(SelectFirst))).AddParameter("Count", 1).Invoke();

        Assert.Equal("one", Assert.Single(first).ToString());
        Assert.Single(Engine.Calls);
    }

    [Fact]
    public void An_unreadable_log_of_one_action_is_an_error_and_the_others_follow()
    {
        Engine.LogParts.Enqueue(new PipelineLogPart { Failure = new ServiceException(ServiceErrorKind.NotFound, "gone") { Condition = "LogNotFound" } });
        Engine.LogParts.Enqueue(new PipelineLogPart { Events = [FakeLogs.Line("two")], IsCompleted = true });

        var result = _shell.Run("Get-BitbucketPipelineLog demo");

        Assert.Equal(["LogNotFound"], result.Ids);
        Assert.Equal((ErrorCategory.ObjectNotFound, "demo"), (result.Errors[0].CategoryInfo.Category, result.Errors[0].TargetObject));
        Assert.Equal("two", Assert.Single(result.Of<PipelineLogEvent>()).Message);
    }

    [Theory]
    [InlineData("ActionHasNoLog", ServiceErrorKind.NotFound, "ActionHasNoLog")]
    [InlineData("LogNotStarted", ServiceErrorKind.InvalidState, "LogNotStarted")]
    public void A_pipeline_without_a_log_is_an_error_and_the_next_pipeline_is_processed(string condition, ServiceErrorKind kind, string id)
    {
        Engine.Failures["ReadLog demo"] = new ServiceException(kind, "no") { Condition = condition };

        var result = _shell.Run("Get-BitbucketPipelineLog demo, other");

        Assert.Equal([id], result.Ids);
        Assert.Equal("other", Assert.Single(result.Of<PipelineLogEvent>()).Message);
    }

    [Theory]
    [InlineData("Get-BitbucketPipelineLog demo -Tail 0")]
    [InlineData("Get-BitbucketPipelineLog demo -Tail 10001")]
    [InlineData("Get-BitbucketPipelineLog demo -PollIntervalSeconds 0")]
    public void A_number_out_of_range_is_refused_before_a_call(string script)
    {
        Assert.StartsWith("ParameterArgumentValidationError", Assert.Single(_shell.Run(script).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Engine.Calls);
    }
}
