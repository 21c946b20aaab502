using System;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

/// <summary>Tests the cmdlets that read the rules of stage conditions and override the conditions.</summary>
[Collection("shell")]
public sealed class ConditionCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    private FakeEngine Engine => _shell.Engine;

    private static (string Name, object? Value) Stage => ("stage", new StageState { PipelineName = "demo", StageName = "Build", PipelineExecutionId = "e7", Region = "eu-west-1" });

    private static (string Name, object? Value) Execution => ("run", FakeEngine.Execution("demo", "e9", region: "eu-west-1"));

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Skip-BitbucketPipelineCondition demo", null, null, null)]
    [InlineData("Skip-BitbucketPipelineCondition demo Deploy beforeentry -PipelineExecutionId e1", "Deploy", "BEFORE_ENTRY", "e1")]
    [InlineData("Skip-BitbucketPipelineCondition demo -ConditionType OnSuccess -Id e1", null, "ON_SUCCESS", "e1")]
    [InlineData("$stage | Skip-BitbucketPipelineCondition", "Build", null, "e7")]
    [InlineData("$run | Skip-BitbucketPipelineCondition -StageName Deploy", "Deploy", null, "e9")]
    [InlineData("[pscustomobject]@{ PipelineName = 'demo'; StageName = 'Build'; PipelineExecutionId = 'e3'; RuleName = 'Hours' } | Skip-BitbucketPipelineCondition", "Build", null, "e3")]
    public void Skip_asks_the_engine_for_the_condition_and_overrides_it(string script, string? stage, string? type, string? id)
    {
        var result = _shell.Run(script, Stage, Execution);

        Assert.Empty(result.Errors);
        var asked = Assert.IsType<ConditionOverrideRequest>(Engine.RunRequests[0]);
        Assert.Equal((stage, type, id), (asked.StageName, asked.ConditionType, asked.PipelineExecutionId));
        var sent = Assert.IsType<ConditionOverrideRequest>(Engine.RunRequests[1]);
        Assert.Equal((stage ?? "Deploy", type ?? "BEFORE_ENTRY", id ?? "latest"), (sent.StageName, sent.ConditionType, sent.PipelineExecutionId));
        Assert.Equal(id ?? "latest", Assert.Single(result.Of<PipelineExecution>()).PipelineExecutionId);
    }

    [Fact]
    public void Skip_with_WhatIf_finds_the_condition_and_overrides_nothing()
    {
        var result = _shell.Run("Skip-BitbucketPipelineCondition demo -WhatIf");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
        Assert.Equal(["FindCondition demo"], Engine.Calls);
    }

    [Fact]
    public void Skip_with_Wait_follows_the_execution()
    {
        var execution = Assert.Single(_shell.Run("Skip-BitbucketPipelineCondition demo -Wait").Of<PipelineExecution>());

        Assert.Equal("Succeeded", execution.Status);
        Assert.Equal("PollRuns demo", Engine.Calls.Last());
    }

    [Theory]
    [InlineData("ConditionNotOverridableException", "ConditionNotOverridable", ErrorCategory.InvalidOperation)]
    [InlineData("NotLatestPipelineExecutionException", "NotLatestPipelineExecution", ErrorCategory.InvalidOperation)]
    [InlineData("ConcurrentPipelineExecutionsLimitExceededException", "QuotaExceeded", ErrorCategory.QuotaExceeded)]
    [InlineData("ConflictException", "ConcurrentChange", ErrorCategory.ResourceBusy)]
    public void A_refused_override_is_an_error_and_the_next_pipeline_is_processed(string code, string id, ErrorCategory category)
    {
        Engine.Failures["OverrideStageCondition demo"] = new ServiceException(ServiceErrorKind.Service, "no") { ErrorCode = code, Operation = "OverrideStageCondition" };

        var result = _shell.Run("Skip-BitbucketPipelineCondition demo, other");

        Assert.Equal([id], result.Ids);
        Assert.Equal(category, result.Errors[0].CategoryInfo.Category);
        Assert.Equal("demo", result.Errors[0].TargetObject);
        Assert.Equal("other", Assert.Single(result.Of<PipelineExecution>()).PipelineName);
    }

    [Fact]
    public void A_condition_that_is_not_found_is_an_error_before_the_confirmation()
    {
        Engine.Failures["FindCondition demo"] = new ServiceException(ServiceErrorKind.InvalidState, "nothing") { Condition = "NoConditionToOverride" };

        Assert.Equal(["NoConditionToOverride"], _shell.Run("Skip-BitbucketPipelineCondition demo").Ids);
        Assert.Equal(["FindCondition demo"], Engine.Calls);
    }

    [Theory]
    [InlineData("Get-BitbucketPipelineRuleExecution demo", "demo", 4)]
    [InlineData("Get-BitbucketPipelineRuleExecution demo e1", "demo e1", 3)]
    [InlineData("$run | Get-BitbucketPipelineRuleExecution", "demo e9", 1)]
    [InlineData("$stage | Get-BitbucketPipelineRuleExecution", "demo e7", 0)]
    [InlineData("$stage | Get-BitbucketPipelineRuleExecution -PipelineExecutionId e1", "demo e1", 2)]
    [InlineData("Get-BitbucketPipelineRuleExecution demo -StageName Deploy", "demo", 2)]
    [InlineData("Get-BitbucketPipelineRuleExecution demo -StageName deploy", "demo", 0)]
    [InlineData("Get-BitbucketPipelineRuleExecution demo -RuleName Hours, Alarm", "demo", 3)]
    [InlineData("Get-BitbucketPipelineRuleExecution demo -Status failed", "demo", 2)]
    public void Rule_executions_are_read_and_filtered(string script, string call, int count)
    {
        Engine.Rules.AddRange([Rule("e1", "Deploy", "Hours", "Failed"), Rule("e1", "Build", "Hours", "Succeeded"), Rule("e1", "Build", "Branch", "Succeeded"), Rule("e9", "Deploy", "Alarm", "Failed")]);

        var result = _shell.Run(script, Stage, Execution);

        Assert.Empty(result.Errors);
        Assert.Equal(count, result.Of<RuleExecution>().Count());
        Assert.All(Engine.Calls, sent => Assert.Equal("ListRuleExecutions " + call, sent));
    }

    [Fact]
    public void Rule_executions_of_several_executions_are_read_one_by_one_and_an_error_does_not_stop_the_others()
    {
        Engine.Rules.Add(Rule("e2", "Build", "Branch", "Succeeded"));
        Engine.Failures["ListRuleExecutions demo e1"] = new ServiceException(ServiceErrorKind.Service, "no") { ErrorCode = "PipelineExecutionNotFoundException" };

        var result = _shell.Run("Get-BitbucketPipelineRuleExecution demo e1, e2");

        Assert.Equal(["PipelineExecutionNotFound"], result.Ids);
        Assert.Equal("e1", result.Errors[0].TargetObject);
        Assert.Equal("Build/Branch", Assert.Single(result.Of<RuleExecution>()).ToString());
    }

    [Fact]
    public void Select_First_stops_the_pages()
    {
        Engine.Rules.AddRange(Enumerable.Range(0, 9).Select(i => Rule("e" + i, "Build", "Branch", "Succeeded")));

        Engine.PageSize = 2;
        using var shell = _shell.Create();

        var first = shell.AddCommand("Get-BitbucketPipelineRuleExecution").AddParameter("PipelineName", "demo").AddCommand(new CmdletInfo("Select-First", typeof(SelectFirst))).AddParameter("Count", 2).Invoke();

        Assert.Equal(["e0", "e1"], first.Select(rule => ((RuleExecution)rule.BaseObject).PipelineExecutionId));
        Assert.Single(Engine.Calls);
    }

    private static RuleExecution Rule(string execution, string stage, string name, string status) =>
        new() { PipelineName = "demo", PipelineExecutionId = execution, StageName = stage, RuleName = name, Status = status, Region = "us-east-1" };
}
