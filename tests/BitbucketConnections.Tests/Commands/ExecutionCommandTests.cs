using System;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class ExecutionCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    public ExecutionCommandTests() => Engine.Pipelines.Add(FakeEngine.Pipeline("demo", "arn:aws:codestar-connections:us-east-1:123456789012:connection/web"));

    private FakeEngine Engine => _shell.Engine;

    private (string Name, object? Value) Stage => ("stage", new StageState { PipelineName = "demo", StageName = "Build", PipelineExecutionId = "e7", Region = "eu-west-1" });

    private (string Name, object? Value) Execution => ("run", FakeEngine.Execution("demo", "e9", region: "eu-west-1"));

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Start-BitbucketPipeline demo", null)]
    [InlineData("'demo' | Start-BitbucketPipeline", null)]
    [InlineData("Start-BitbucketPipeline arn:aws:codepipeline:eu-west-1:123456789012:demo", "eu-west-1")]
    [InlineData("$run | Start-BitbucketPipeline", "eu-west-1")]
    [InlineData("[pscustomobject]@{ PipelineName = 'demo'; PipelineExecutionId = 'e9'; Region = 'eu-west-1' } | Start-BitbucketPipeline", "eu-west-1")]
    [InlineData("Get-BitbucketPipeline demo | Start-BitbucketPipeline", "us-east-1")]
    [InlineData("$run | Start-BitbucketPipeline -Region ap-south-1", "ap-south-1")]
    public void A_pipeline_is_accepted_as_a_name_ARN_or_object_with_its_Region(string script, string? region)
    {
        var result = _shell.Run(script, Execution);

        Assert.Empty(result.Errors);
        Assert.Equal("started-demo", Assert.Single(result.Of<PipelineExecution>()).PipelineExecutionId);
        Assert.Equal(region, Engine.Settings[^1].Region ?? Engine.Settings[^1].InputRegion);
    }

    [Theory]
    [InlineData("Start-BitbucketPipeline 'no name'", "InvalidPipelineName")]
    [InlineData("Start-BitbucketPipeline arn:aws:s3:::bucket", "InvalidPipelineArn")]
    [InlineData("[version]'1.0' | Start-BitbucketPipeline", "NotAPipeline")]
    [InlineData("Stop-BitbucketPipelineExecution demo", "ExecutionIdMissing")]
    [InlineData("Undo-BitbucketPipelineStage demo", "StageNameMissing")]
    [InlineData("Enable-BitbucketPipelineTransition demo", "StageNameMissing")]
    public void A_missing_or_invalid_value_is_an_error_and_the_next_input_is_processed(string script, string id)
    {
        var result = _shell.Run(script + "; 'after'");

        Assert.Equal([id], result.Ids);
        Assert.Equal("after", result.Output.Single().BaseObject);
        Assert.Empty(Engine.Calls);
    }

    [Fact]
    public void Start_sends_commits_variables_and_the_token()
    {
        _shell.Run("Start-BitbucketPipeline demo -CommitId abc -SourceRevision @{ Other = 'def' } -Variable @{ Count = 3 } -ClientRequestToken build-42");

        var request = Assert.IsType<PipelineStartRequest>(Engine.RunRequests.Single());
        Assert.Equal([(null, "abc"), ("Other", "def")], request.SourceRevisions!.Select(r => (r.ActionName, r.RevisionValue)));
        Assert.Equal(("3", "build-42"), (request.Variables!["Count"], request.ClientRequestToken));
    }

    [Theory]
    [InlineData("Start-BitbucketPipeline demo")]
    [InlineData("Stop-BitbucketPipelineExecution demo e1")]
    [InlineData("Restart-BitbucketPipelineStage demo")]
    [InlineData("Undo-BitbucketPipelineStage demo Build")]
    [InlineData("Approve-BitbucketPipelineAction demo")]
    [InlineData("Deny-BitbucketPipelineAction demo")]
    [InlineData("Enable-BitbucketPipelineTransition demo Build")]
    [InlineData("Disable-BitbucketPipelineTransition demo Build -Reason freeze")]
    public void WhatIf_changes_nothing(string script)
    {
        AddApproval("Approve");

        var result = _shell.Run(script + " -WhatIf");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
        Assert.DoesNotContain(Engine.Calls, call => call.Split(' ')[0] is not "FindApprovals");
    }

    [Fact]
    public void Start_with_Wait_follows_all_executions_together_and_returns_them_when_they_end()
    {
        Engine.ExecutionPolls.Enqueue(keys => new ExecutionPoll
        {
            Waiting = keys.Select(key => new ExecutionProgress
            {
                Execution = FakeEngine.Execution(key.PipelineName, key.PipelineExecutionId),
                Stages = [new StageProgress { StageName = "Source", Status = "Succeeded", CompletedActions = 1, TotalActions = 1 }, new StageProgress { StageName = "Build", Status = "InProgress", TotalActions = 1, Activity = "Build" }],
            }).ToList(),
            Delay = TimeSpan.Zero,
            Remaining = TimeSpan.FromMinutes(1),
        });
        using var shell = _shell.Create();

        var output = shell.AddScript("'one','two' | Start-BitbucketPipeline -Wait -TimeoutSeconds 60 -PollIntervalSeconds 1").Invoke();

        Assert.Equal(["Succeeded", "Succeeded"], output.Select(o => ((PipelineExecution)o.BaseObject).Status));
        Assert.Equal(["PollRuns one,two", "PollRuns one,two"], Engine.Calls.Where(call => call.StartsWith("PollRuns", StringComparison.Ordinal)));
        var progress = shell.Streams.Progress.ToList();
        Assert.Contains(progress, p => p.Activity == "Build" && p.StatusDescription == "Build" && p.ParentActivityId > 0);
        Assert.Contains(progress, p => p.Activity == "one started-one" && p.PercentComplete == 50 && p.CurrentOperation == "https://console.example/started-one" && p.SecondsRemaining == 60);
        Assert.Equal(
            progress.Where(p => p.RecordType == ProgressRecordType.Processing).Select(p => p.ActivityId).Distinct().Order(),
            progress.Where(p => p.RecordType == ProgressRecordType.Completed).Select(p => p.ActivityId).Order());
    }

    [Fact]
    public void Wait_writes_an_error_for_each_execution_that_did_not_succeed_and_returns_the_others()
    {
        Engine.ExecutionPolls.Enqueue(keys => new ExecutionPoll
        {
            IsCompleted = true,
            Succeeded = [FakeEngine.Execution("demo", "e0", "Succeeded")],
            Failed =
            [
                new ExecutionFailure { Key = keys[1], LastSeen = FakeEngine.Execution("demo", "e1", "Failed"), Error = new ServiceException(ServiceErrorKind.ExecutionFailed, "tests are red") },
                new ExecutionFailure { Key = keys[2], Error = new ServiceException(ServiceErrorKind.WaitTimeout, "too long") { Condition = "ExecutionWaitTimeout" } },
            ],
        });

        var result = _shell.Run("Wait-BitbucketPipelineExecution demo e0,e1,e2 -TimeoutSeconds 5");

        Assert.Equal("e0", Assert.Single(result.Of<PipelineExecution>()).PipelineExecutionId);
        Assert.Equal(["ExecutionFailed", "ExecutionWaitTimeout"], result.Ids);
        Assert.Equal("Failed", ((PipelineExecution)result.Errors[0].TargetObject).Status);
        Assert.Equal(("demo", TimeSpan.FromSeconds(5)), (result.Errors[1].TargetObject, Engine.RunRequests.OfType<WaitOptions>().Single().Timeout));
    }

    [Fact]
    public void Wait_without_an_id_follows_the_newest_execution_or_is_an_error()
    {
        Assert.Equal("e0", Assert.Single(_shell.Run("Wait-BitbucketPipelineExecution demo").Of<PipelineExecution>()).PipelineExecutionId);
        Engine.EmptyRunLists = 1;
        Assert.Equal(["NoExecution"], _shell.Run("Wait-BitbucketPipelineExecution demo").Ids);
    }

    [Fact]
    public void Wait_follows_executions_in_several_Regions_at_the_same_time()
    {
        var result = _shell.Run("$run, $other | Wait-BitbucketPipelineExecution", Execution, ("other", FakeEngine.Execution("web", "e3", region: "us-west-2")));

        Assert.Equal(["demo eu-west-1", "web us-west-2"], result.Of<PipelineExecution>().Select(run => $"{run.PipelineName} {run.Region}"));
    }

    [Fact]
    public void A_stopped_wait_leaves_no_error()
    {
        Engine.ExecutionPolls.Enqueue(keys => new ExecutionPoll { Waiting = [new ExecutionProgress { Execution = FakeEngine.Execution("demo", "e0") }], Delay = TimeSpan.FromMinutes(5), Remaining = TimeSpan.FromHours(1) });
        using var shell = _shell.Create();
        var running = shell.AddScript("Wait-BitbucketPipelineExecution demo e0").BeginInvoke();
        Shell.WaitForFirst(shell.Streams.Progress);

        shell.Stop();

        Assert.True(running.IsCompleted);
        Assert.Equal((PSInvocationState.Stopped, 0), (shell.InvocationStateInfo.State, shell.Streams.Error.Count));
    }

    [Fact]
    public void Get_filters_by_status_and_adds_actions_only_with_IncludeAction()
    {
        Engine.Actions.Add(new ActionExecution { PipelineName = "demo", PipelineExecutionId = "e1", StageName = "Build", ActionName = "Build", Region = "us-east-1", Status = "Failed" });

        var plain = Assert.Single(_shell.Run("Get-BitbucketPipelineExecution demo -Status failed").Of<PipelineExecution>());
        Assert.Equal(("e1", null), (plain.PipelineExecutionId, plain.Actions));
        var full = Assert.Single(_shell.Run("Get-BitbucketPipelineExecution demo -Status Failed -IncludeAction").Of<PipelineExecution>());
        Assert.Equal("Build/Build", Assert.Single(full.Actions!).ToString());
        Assert.Equal(1, Engine.Calls.Count(call => call.StartsWith("ListActionExecutions", StringComparison.Ordinal)));
    }

    [Fact]
    public void Get_reads_a_piped_execution_again()
    {
        _shell.Run("$run | Get-BitbucketPipelineExecution", Execution);

        Assert.Equal("GetPipelineExecution e9", Assert.Single(Engine.Calls));
    }

    [Fact]
    public void State_returns_the_stages_one_by_one() =>
        Assert.Equal(["Source", "Build"], _shell.Run("Get-BitbucketPipelineState demo").Of<StageState>().Select(stage => stage.StageName));

    [Fact]
    public void Stop_sends_the_mode_and_the_reason()
    {
        _shell.Run("$run | Stop-BitbucketPipelineExecution -Abandon -Reason 'wrong commit'", Execution);

        var request = Assert.IsType<PipelineStopRequest>(Engine.RunRequests.Single());
        Assert.Equal(("e9", true, "wrong commit"), (request.PipelineExecutionId, request.Abandon, request.Reason));
    }

    [Theory]
    [InlineData("$stage | Restart-BitbucketPipelineStage", "Build", "e7", "FAILED_ACTIONS")]
    [InlineData("Restart-BitbucketPipelineStage demo -AllActions", null, null, "ALL_ACTIONS")]
    [InlineData("$run | Restart-BitbucketPipelineStage -StageName Deploy", "Deploy", "e9", "FAILED_ACTIONS")]
    public void Restart_uses_the_stage_and_execution_of_the_object_or_lets_the_engine_find_them(string script, string? stage, string? id, string mode)
    {
        _shell.Run(script, Stage, Execution);

        var request = Assert.IsType<StageRetryRequest>(Engine.RunRequests.Single());
        Assert.Equal((stage, id, mode), (request.StageName, request.PipelineExecutionId, request.RetryMode));
    }

    [Fact]
    public void Undo_sends_the_stage_and_the_target_execution()
    {
        _shell.Run("$stage | Undo-BitbucketPipelineStage -TargetPipelineExecutionId e3", Stage);

        var request = Assert.IsType<StageRollbackRequest>(Engine.RunRequests.Single());
        Assert.Equal(("Build", "e3"), (request.StageName, request.TargetPipelineExecutionId));
    }

    [Theory]
    [InlineData("Approve", "Approved")]
    [InlineData("Deny", "Rejected")]
    public void A_waiting_approval_is_found_and_answered(string verb, string answer)
    {
        AddApproval("Approve");

        Assert.Empty(_shell.Run($"{verb}-BitbucketPipelineAction demo -Summary 'as agreed'").Errors);

        Assert.Equal(["FindApprovals demo", $"PutApprovalResult demo/Approve/Ask {answer} as agreed"], Engine.Calls);
    }

    [Fact]
    public void No_approval_and_several_approvals_have_different_errors()
    {
        Assert.Equal(["ApprovalNotFound"], _shell.Run("Approve-BitbucketPipelineAction demo").Ids);
        AddApproval("One");
        AddApproval("Two");
        var several = _shell.Run("Approve-BitbucketPipelineAction demo");
        Assert.Equal(["AmbiguousApproval"], several.Ids);
        Assert.Contains("One/Ask of execution e1, Two/Ask of execution e1", several.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(_shell.Run("Approve-BitbucketPipelineAction demo Two").Errors);
        Assert.Empty(_shell.Run("Approve-BitbucketPipelineAction demo -All").Errors);
        Assert.Equal(3, Engine.Calls.Count(call => call.StartsWith("PutApprovalResult", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("demo Approve", true, "No approval is waiting in demo/Approve. Waiting instead: Gate/Ask of execution e1.")]
    [InlineData("demo Approve", false, "No approval is waiting in demo/Approve. In progress: stage Build of execution e2.")]
    [InlineData("demo", false, "No approval is waiting in demo. In progress: stage Build of execution e2.")]
    public void The_error_without_an_approval_says_what_waits_or_runs_instead(string arguments, bool hasOther, string expected)
    {
        Engine.Stages.Add(new StageState { PipelineName = "demo", StageName = "Build", Region = "us-east-1", Status = "InProgress", PipelineExecutionId = "e2" });
        if (hasOther)
        {
            AddApproval("Gate");
        }

        Assert.Equal(expected, Assert.Single(_shell.Run("Approve-BitbucketPipelineAction " + arguments).Errors).Exception.Message);
    }

    [Fact]
    public void The_error_without_an_approval_says_that_nothing_runs() =>
        Assert.Equal("No approval is waiting in demo. No stage is in progress.", Assert.Single(_shell.Run("Deny-BitbucketPipelineAction demo").Errors).Exception.Message);

    [Fact]
    public void An_approval_that_was_already_answered_does_not_stop_the_others()
    {
        AddApproval("One");
        AddApproval("Two");
        Engine.Failures["PutApprovalResult"] = new ServiceException(ServiceErrorKind.Service, "answered") { ErrorCode = "ApprovalAlreadyCompletedException", Operation = "PutApprovalResult" };

        Assert.Equal(["ApprovalAlreadyCompleted", "ApprovalAlreadyCompleted"], _shell.Run("Approve-BitbucketPipelineAction demo -All").Ids);
    }

    [Fact]
    public void Transitions_are_disabled_and_enabled_stage_by_stage()
    {
        _shell.Run("Disable-BitbucketPipelineTransition demo Build,Deploy -Reason freeze; $stage | Enable-BitbucketPipelineTransition -TransitionType Outbound", Stage);

        Assert.Equal(["DisableStageTransition Build", "DisableStageTransition Deploy", "EnableStageTransition Build"], Engine.Calls);
        Assert.Equal(["Inbound freeze", "Inbound freeze", "Outbound "], Engine.RunRequests.Cast<TransitionRequest>().Select(r => $"{r.TransitionType} {r.Reason}"));
    }

    [Fact]
    public void An_answer_without_a_required_summary_is_an_invalid_input()
    {
        AddApproval("Approve");
        Engine.Failures["PutApprovalResult"] = ServiceException.FromFindings([new Finding("SummaryRequired", "The action 'Ask' requires a summary. Specify -Summary.")]);

        var error = Assert.Single(_shell.Run("Deny-BitbucketPipelineAction demo").Errors);

        Assert.Equal(("SummaryRequired", ErrorCategory.InvalidArgument), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.False(Engine.RunRequests.OfType<ApprovalQuery>().Single().IncludeStartTime);
    }

    private void AddApproval(string stage) => Engine.Approvals.Add(new FakeEngine.FakeApproval { PipelineName = "demo", StageName = stage, ActionName = "Ask", PipelineExecutionId = "e1" });
}
