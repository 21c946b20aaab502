using System;
using System.Linq;

namespace BitbucketConnections.Tests;

/// <summary>Tests that a command is offered only what it can act on now.</summary>
[Collection("shell")]
public sealed class StageCompletionTests : IDisposable
{
    private readonly Shell _shell = new();

    private FakeEngine Engine => _shell.Engine;

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Get-BitbucketPipelineRuleExecution demo -StageName ", "Source,Build,Gate,Deploy,Stopped")]
    [InlineData("Restart-BitbucketPipelineStage demo -StageName ", "Build,Gate,Stopped")]
    [InlineData("Disable-BitbucketPipelineTransition demo -StageName ", "Source,Build,Gate,Stopped")]
    [InlineData("Enable-BitbucketPipelineTransition demo -StageName ", "Deploy")]
    [InlineData("Enable-BitbucketPipelineTransition demo -TransitionType outbound -StageName ", "Source,Build,Gate,Deploy,Stopped")]
    [InlineData("Skip-BitbucketPipelineCondition demo -StageName ", "Deploy")]
    [InlineData("Undo-BitbucketPipelineStage demo -StageName ", "Deploy")]
    [InlineData("Undo-BitbucketPipelineStage demo -StageName Deploy -TargetPipelineExecutionId ", "e1")]
    [InlineData("Undo-BitbucketPipelineStage demo -StageName Build -TargetPipelineExecutionId ", "")]
    [InlineData("Approve-BitbucketPipelineAction demo -StageName ", "Gate")]
    [InlineData("Deny-BitbucketPipelineAction demo ", "Gate")]
    [InlineData("Approve-BitbucketPipelineAction demo -ActionName ", "Ask")]
    [InlineData("Approve-BitbucketPipelineAction demo -StageName Build -ActionName ", "")]
    [InlineData("Approve-BitbucketPipelineAction demo -PipelineExecutionId ", "a1")]
    [InlineData("Approve-BitbucketPipelineAction -ActionName ", "")]
    [InlineData("Stop-BitbucketPipelineExecution demo -PipelineExecutionId ", "")]
    [InlineData("Restart-BitbucketPipelineStage demo -PipelineExecutionId ", "e1")]
    [InlineData("Get-BitbucketPipelineExecution demo -PipelineExecutionId ", "e0,e1,e2,e3,e4")]
    public void Only_what_the_command_can_act_on_is_offered(string line, string expected)
    {
        Engine.Stages.AddRange(
        [
            Stage("Source", "Succeeded"),
            Stage("Build", "Failed"),
            Stage("Gate", "InProgress") with { Actions = [new ActionState { ActionName = "Ask", Status = "Failed" }] },
            Stage("Deploy", "Succeeded") with { InboundTransitionEnabled = false, BeforeEntry = new ConditionState { Status = "InProgress" } },
            Stage("Stopped", "Stopped"),
        ]);
        Engine.Approvals.Add(new FakeEngine.FakeApproval { PipelineName = "demo", StageName = "Gate", ActionName = "Ask", PipelineExecutionId = "a1" });
        Engine.RollbackTargets.AddRange([new StageRollbackTargets { StageName = "Build" }, new StageRollbackTargets { StageName = "Deploy", Executions = [FakeEngine.Execution("demo", "e1")] }]);

        Assert.Equal(expected, string.Join(",", _shell.Complete(line).Select(match => match.CompletionText)));
    }

    [Fact]
    public void A_stage_of_several_parallel_executions_is_offered_once_with_its_newest_status()
    {
        Engine.Stages.AddRange([Stage("Build", "InProgress"), Stage("Build", "Succeeded")]);

        Assert.Equal("InProgress", Assert.Single(_shell.Complete("Get-BitbucketPipelineRuleExecution demo -StageName ")).ToolTip);
    }

    [Fact]
    public void The_tooltip_of_an_approval_shows_its_time_if_it_is_known()
    {
        Engine.Approvals.Add(new FakeEngine.FakeApproval { PipelineName = "demo", StageName = "Gate", ActionName = "Timed", Since = new DateTime(2026, 9, 28, 21, 10, 10, DateTimeKind.Utc) });
        Engine.Approvals.Add(new FakeEngine.FakeApproval { PipelineName = "demo", StageName = "Gate", ActionName = "Untimed" });

        var tips = _shell.Complete("Approve-BitbucketPipelineAction demo -ActionName ").Select(match => match.ToolTip).ToList();

        Assert.Matches(@"^Gate, waiting since 2026-09-28 21:10:10Z \(\d+ days? ago\)$", tips[0]);
        Assert.Equal("Gate, waiting", tips[1]);
        Assert.True(Engine.RunRequests.OfType<ApprovalQuery>().Single().IncludeStartTime);
    }

    [Theory]
    [InlineData(5, "less than a minute ago")]
    [InlineData(60, "1 minute ago")]
    [InlineData(7200, "2 hours ago")]
    [InlineData(86400, "1 day ago")]
    public void Ages_are_described(int seconds, string expected) => Assert.Equal(expected, Completion.Age.Of(TimeSpan.FromSeconds(seconds)));

    private static StageState Stage(string name, string status) => new() { PipelineName = "demo", StageName = name, Status = status, Region = "us-east-1", InboundTransitionEnabled = true };
}
