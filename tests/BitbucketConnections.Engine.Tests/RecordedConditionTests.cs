using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using static BitbucketConnections.Engine.Tests.RecordedBodies;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests the states, the rule executions and the override of stage conditions, with the members of the API model.</summary>
[Collection("environment")]
public sealed class RecordedConditionTests : IDisposable
{
    private const string Denied = "User is not authorized to perform";
    private readonly RecordedPipeline _aws = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task The_state_of_a_stage_shows_its_conditions_and_their_rules()
    {
        _aws.Answer("GetPipelineState", State(
            SourceDone(First),
            Gated("Build", First, "Failed", ("beforeEntry", Condition("Succeeded", Rule("Branch", "Succeeded"))), ("onSuccess", Condition("Failed", Rule("Hours", "Failed", "It is Sunday.")))),
            Gated("Deploy", First, "Skipped", ("beforeEntry", Condition("Failed", Rule("Branch", "Failed")))),
            Gated("Notify", Second, "InProgress", ("beforeEntry", Condition("InProgress", Rule("Alarm", "InProgress"))))));

        var stages = await _aws.Executions.GetStateAsync("demo", Token);

        Assert.Equal((null, null, null), (stages[0].BeforeEntry, stages[0].OnSuccess, stages[0].OnFailure));
        Assert.Equal(("Succeeded", "Failed", null), (stages[1].BeforeEntry!.Status, stages[1].OnSuccess!.Status, stages[1].OnFailure));
        Assert.Equal((true, "rule Hours: It is Sunday.", "1 of 1 rules"), (stages[1].OnSuccess!.IsFailed, stages[1].OnSuccess!.FailureReason, stages[1].OnSuccess!.Summary));
        var rule = Assert.Single(stages[1].OnSuccess!.Rules);
        Assert.Equal(("Hours", "Failed", "RuleFailed", "It is Sunday.", "hours-1"), (rule.RuleName, rule.Status, rule.ErrorCode, rule.ErrorMessage, rule.RuleExecutionId));
        Assert.Equal((2026, DateTimeKind.Utc, "https://alarms.example/1"), (rule.LastStatusChange!.Value.Year, rule.LastStatusChange.Value.Kind, rule.EntityUrl!.ToString()));
        Assert.Equal(2026, stages[1].OnSuccess!.LastStatusChange!.Value.Year);
        Assert.Equal(
            [null, "OnSuccess failed (rule Hours: It is Sunday.)", "BeforeEntry failed (rule Branch)", "rule Alarm"], stages.Select(stage => stage.Activity));
        Assert.Equal("Skipped", stages[2].Status);
    }

    [Fact]
    public void A_condition_that_a_later_end_of_the_stage_replaced_is_not_its_activity()
    {
        var failed = new ConditionState { Status = "Failed", Summary = "why" };
        var stage = new StageState { PipelineName = "demo", StageName = "Build", Region = "us-east-1", Status = "Succeeded", BeforeEntry = failed, OnFailure = failed };

        Assert.Equal((null, "OnFailure failed (why)"), (stage.Activity, (stage with { Status = "Failed", BeforeEntry = null }).Activity));
        Assert.Equal("OnSuccess failed (why)", (stage with { OnSuccess = failed }).Activity);
        var waiting = new ConditionState { Status = "InProgress", Rules = [new RuleState { RuleName = "Hours", Status = "InProgress" }, new RuleState { RuleName = "Alarm", Status = "Failed" }] };
        Assert.Equal("rule Hours, rule Alarm failed", (stage with { BeforeEntry = waiting, OnFailure = null }).Activity);
    }

    [Fact]
    public async Task Rule_executions_are_listed_by_page_for_an_execution()
    {
        _aws.Answer("ListRuleExecutions", Rules("next", RuleRun(First, "Deploy", "Hours", "Failed", "It is Sunday.")), Rules(null, RuleRun(First, "Build", "Branch", "Succeeded")));

        var first = await _aws.Executions.ListRulesAsync("demo", First, null, Token);
        var second = await _aws.Executions.ListRulesAsync("demo", First, first.Next, Token);

        var rule = Assert.Single(first.Items);
        Assert.Equal(("demo", First, "Deploy", "Hours", "Failed", 3), (rule.PipelineName, rule.PipelineExecutionId, rule.StageName, rule.RuleName, rule.Status, rule.PipelineVersion));
        Assert.Equal(("RuleFailed", "It is Sunday.", "arn:aws:iam::111122223333:role/rules", "eu-west-1"), (rule.ErrorCode, rule.ErrorMessage, rule.RoleArn, rule.RuleRegion));
        Assert.Equal(("Rule", "AWS", "VariableCheck", "1"), (rule.RuleTypeId!.Category, rule.RuleTypeId.Owner, rule.RuleTypeId.Provider, rule.RuleTypeId.Version));
        Assert.Equal("main", rule.Configuration!["Variable"]);
        Assert.Equal(("us-east-1", DateTimeKind.Utc), (rule.Region, rule.StartTime!.Value.Kind));
        Assert.Equal(("Branch", null), (Assert.Single(second.Items).RuleName, second.Next));
        Assert.Equal([null, "next"], _aws.Requests("ListRuleExecutions").Select(request => (string?)request["nextToken"]));
        Assert.Equal(First, (string?)_aws.Requests("ListRuleExecutions")[0]["filter"]!["pipelineExecutionId"]);
    }

    [Fact]
    public async Task Rule_executions_of_all_executions_have_no_filter()
    {
        _aws.Answer("ListRuleExecutions", Rules(null));

        Assert.Empty((await _aws.Executions.ListRulesAsync("demo", null, null, Token)).Items);

        Assert.Null(Assert.Single(_aws.Requests("ListRuleExecutions"))["filter"]);
    }

    [Fact]
    public async Task An_execution_that_a_condition_ended_fails_with_the_rule_and_the_way_on()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, "Failed"))).Answer("ListActionExecutions", Actions(SourceAction(First)))
            .Answer("ListRuleExecutions", Rules(null, RuleRun(First, "Deploy", "Branch", "Succeeded"), RuleRun(First, "Deploy", "Hours", "Failed", "It is Sunday.")));

        var error = await FailureAsync();

        Assert.Equal(("It is Sunday.", ServiceErrorKind.ExecutionFailed), (error.ServiceMessage, error.Kind));
        Assert.StartsWith($"Execution {First} of 'demo' failed: the rule 'Hours' of the stage 'Deploy' failed: It is Sunday. (RuleFailed)", error.Message, StringComparison.Ordinal);
        Assert.Contains($"run Skip-BitbucketPipelineCondition -PipelineName 'demo' -StageName 'Deploy' -ConditionType <BeforeEntry or OnSuccess> -PipelineExecutionId {First}. ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_failed_rules_are_named_with_their_condition_and_the_command_that_overrides_it()
    {
        var state = JsonNode.Parse("""{"pipelineName":"demo","stageStates":[{"stageName":"Deploy","beforeEntryConditionState":{"conditionStates":[{"ruleStates":[{"ruleName":"Hours","latestExecution":{"ruleExecutionId":"ID","status":"Failed"}}]}]}}]}""")!;
        var (hours, branch) = (RuleRun(First, "Deploy", "Hours", "Failed", "It is Sunday."), RuleRun(First, "Deploy", "Branch", "Failed", "It is main."));
        state["stageStates"]![0]!["beforeEntryConditionState"]!["conditionStates"]![0]!["ruleStates"]![0]!["latestExecution"]!["ruleExecutionId"] = (string?)JsonNode.Parse(hours)!["ruleExecutionId"];
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, "Failed"))).Answer("ListActionExecutions", Actions(SourceAction(First)))
            .Answer("ListRuleExecutions", Rules(null, hours, branch)).Answer("GetPipelineState", state.ToJsonString());

        var message = (await FailureAsync()).Message;

        Assert.Contains("the BeforeEntry rule 'Hours' of the stage 'Deploy' failed: It is Sunday. (RuleFailed); the BeforeEntry rule 'Branch' of the stage 'Deploy' failed: It is main.", message, StringComparison.Ordinal);
        Assert.Contains($"run Skip-BitbucketPipelineCondition -PipelineName 'demo' -StageName 'Deploy' -ConditionType BeforeEntry -PipelineExecutionId {First}.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stage_that_was_rolled_back_cannot_be_retried_or_overridden(bool isRule)
    {
        var rollback = JsonNode.Parse(Execution("22222222-0000-0000-0000-000000000000", "InProgress"))!;
        rollback["executionType"] = "ROLLBACK";
        rollback["trigger"] = new JsonObject { ["triggerType"] = "AutomatedRollback", ["triggerDetail"] = First };
        _aws.Answer("ListPipelineExecutions", Listed(rollback.ToJsonString(), Execution(First, "Failed"))).Answer("ListActionExecutions", Actions(isRule ? SourceAction(First) : FailedAction(First, "no zip")))
            .Answer("ListRuleExecutions", Rules(null, RuleRun(First, "Deploy", "Hours", "Failed", "It is Sunday.")));

        var message = (await FailureAsync()).Message;

        Assert.EndsWith("AWS rolled the stage back with execution 22222222-0000-0000-0000-000000000000. Fix the cause, then start a new execution with Start-BitbucketPipeline.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Skip-", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Restart-", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_action_is_the_reason_before_a_rule_and_rules_are_not_listed()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, "Failed"))).Answer("ListActionExecutions", Actions(FailedAction(First, "no zip")));

        Assert.Contains("the action 'Review' of the stage 'Gate' failed: no zip", (await FailureAsync()).Message, StringComparison.Ordinal);
        Assert.Empty(_aws.Requests("ListRuleExecutions"));
    }

    [Fact]
    public async Task An_attempt_that_a_retry_repaired_is_not_the_reason()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, "Failed"))).Answer("ListActionExecutions", Actions(GateAction(First, "Succeeded"), FailedAction(First, "no zip")))
            .Answer("ListRuleExecutions", Rules(null, RuleRun(First, "Gate", "Hours", "Failed", "It is Sunday."), RuleRun(First, "Gate", "Branch", "Succeeded"), RuleRun(First, "Gate", "Branch", "Failed", "old")));

        var error = await FailureAsync();

        Assert.Equal("It is Sunday.", error.ServiceMessage);
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("UnknownOperationException")]
    public async Task A_failed_execution_whose_rules_cannot_be_read_is_still_an_error(string code)
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, "Failed"))).Answer("ListActionExecutions", Actions(SourceAction(First))).Refuse("ListRuleExecutions", code, Denied);

        Assert.Contains("failed: AWS returned no reason.", (await FailureAsync()).Message, StringComparison.Ordinal);
        Assert.Contains(_aws.Sink.Messages(DiagnosticLevel.Verbose), message => message.StartsWith("Cannot determine which rule failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wait_shows_the_rules_in_progress()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, "InProgress")))
            .Answer("GetPipelineState", State(SourceDone(First), Gated("Gate", First, "InProgress", ("beforeEntry", Condition("InProgress", Rule("Alarm", "InProgress"), Rule("Branch", "Succeeded"))))));

        var poll = await _aws.Executions.CreateWaiter([new ExecutionKey("demo", First)], new WaitOptions()).PollAsync(Token);

        Assert.Equal("rule Alarm", Assert.Single(poll.Waiting).Stages[1].Activity);
    }

    [Fact]
    public async Task The_only_condition_that_failed_or_is_in_progress_is_found()
    {
        _aws.Answer("GetPipeline", Declared("FAIL", "FAIL")).Answer("GetPipelineState", State(
            SourceDone(First), Gated("Gate", First, "Failed", ("beforeEntry", Condition("Overridden", Rule("Branch", "Abandoned"))), ("onSuccess", Condition("Failed", Rule("Hours", "Failed"))))));

        var found = await FindAsync();

        Assert.Equal(("demo", "Gate", "ON_SUCCESS", First), (found.PipelineName, found.StageName, found.ConditionType, found.PipelineExecutionId));
        Assert.Equal(["GetPipeline", "GetPipelineState"], _aws.Calls.Order());
    }

    [Theory]
    [InlineData("InProgress", true)]
    [InlineData("Failed", true)]
    [InlineData("Errored", true)]
    [InlineData("Succeeded", false)]
    [InlineData("Overridden", false)]
    [InlineData("Cancelled", false)]
    [InlineData("Abandoned", false)]
    public async Task Only_a_condition_that_failed_or_is_in_progress_can_be_overridden(string status, bool isOpen)
    {
        _aws.Answer("GetPipeline", Declared("FAIL", null)).Answer("GetPipelineState", State(Gated("Gate", First, "InProgress", ("beforeEntry", Condition(status, Rule("Branch", "Failed"))))));

        if (isOpen)
        {
            Assert.Equal("BEFORE_ENTRY", (await FindAsync()).ConditionType);
            return;
        }

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => FindAsync());
        Assert.Equal(
            ("NoConditionToOverride", $"No condition of the pipeline 'demo' failed or is in progress. There is nothing to override. Conditions: Gate BeforeEntry ({status})."), (thrown.Condition, thrown.Message));
    }

    [Fact]
    public async Task Without_conditions_there_is_nothing_to_override()
    {
        _aws.Answer("GetPipeline", Pipeline()).Answer("GetPipelineState", State(SourceDone(First), Gated("Gate", First, "Failed")));

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => FindAsync(new() { PipelineName = "demo", StageName = "Gate", PipelineExecutionId = First }));

        Assert.Equal($"No condition of the stage 'Gate' of the pipeline 'demo' failed or is in progress in execution {First}. There is nothing to override. It has no such condition.", thrown.Message);
    }

    [Fact]
    public async Task Several_conditions_are_an_error_that_names_them_and_a_parameter_decides()
    {
        _aws.Answer("GetPipeline", Declared("FAIL", "ROLLBACK")).Answer("GetPipelineState", State(Gated(
            "Gate", First, "Failed", ("beforeEntry", Condition("Errored", Rule("Branch", "Failed"))), ("onSuccess", Condition("InProgress", Rule("Hours", "InProgress"))))));

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => FindAsync());
        var found = await FindAsync(new() { PipelineName = "demo", ConditionType = "ON_SUCCESS" });

        Assert.Equal(
            ("AmbiguousCondition", "2 conditions of the pipeline 'demo' can be overridden: Gate BeforeEntry (Errored); Gate OnSuccess (InProgress). Specify -StageName and -ConditionType."),
            (thrown.Condition, thrown.Message));
        Assert.Equal("ON_SUCCESS", found.ConditionType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_condition_that_skips_its_stage_is_refused_before_the_call(bool isExplicit)
    {
        _aws.Answer("GetPipeline", Declared("SKIP", null)).Answer("GetPipelineState", State(Gated("Gate", First, "Skipped", ("beforeEntry", Condition("Failed", Rule("Branch", "Failed"))))));

        var thrown = await Assert.ThrowsAsync<ServiceException>(
            () => FindAsync(isExplicit ? new() { PipelineName = "demo", StageName = "Gate", ConditionType = "BEFORE_ENTRY", PipelineExecutionId = First } : null));

        Assert.Equal(
            ("ConditionNotOverridable", "The condition BeforeEntry of the stage 'Gate' has the result SKIP. AWS does not override conditions that skip the stage."), (thrown.Condition, thrown.Message));
        Assert.Empty(_aws.Requests("OverrideStageCondition"));
    }

    [Theory]
    [InlineData("None", "BEFORE_ENTRY", "StageNotFound")]
    [InlineData("Gate", "ON_SUCCESS", "NoConditionToOverride")]
    public async Task A_complete_request_is_checked_by_the_definition(string stage, string type, string condition)
    {
        _aws.Answer("GetPipeline", Declared("FAIL", null));

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => FindAsync(new() { PipelineName = "demo", StageName = stage, ConditionType = type, PipelineExecutionId = First }));

        Assert.Equal(condition, thrown.Condition);
        Assert.Equal(["GetPipeline"], _aws.Calls);
    }

    [Fact]
    public async Task An_unknown_stage_is_an_error_with_the_stages()
    {
        _aws.Answer("GetPipeline", Declared("FAIL", null)).Answer("GetPipelineState", State(SourceDone(First), Gated("Gate", First, "Failed")));

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => FindAsync(new() { PipelineName = "demo", StageName = "gate" }));

        Assert.Equal("The pipeline 'demo' has no stage 'gate'. Its stages: Source, Gate.", thrown.Message);
    }

    [Fact]
    public async Task Without_permission_to_read_the_definition_the_state_decides()
    {
        _aws.Refuse("GetPipeline", "AccessDeniedException", Denied).Answer("GetPipelineState", State(Gated("Gate", First, "Failed", ("onSuccess", Condition("Failed", Rule("Hours", "Failed"))))));

        Assert.Equal("ON_SUCCESS", (await FindAsync()).ConditionType);
        Assert.Contains(_aws.Sink.Messages(DiagnosticLevel.Verbose), message => message.StartsWith("Access to the definition of 'demo' is denied", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_parallel_pipeline_needs_all_parameters()
    {
        _aws.Answer("GetPipeline", Declared("FAIL", null)).Answer("GetPipelineState", ParallelState);

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => FindAsync());

        Assert.Equal(("ConditionUnknown", ServiceErrorKind.InvalidInput), (thrown.Condition, thrown.Kind));
    }

    [Fact]
    public async Task An_override_sends_the_condition_and_returns_the_execution()
    {
        _aws.Answer("OverrideStageCondition", "{}").Answer("GetPipelineExecution", One(First, "InProgress"));

        var execution = await OverrideAsync();

        Assert.Equal((First, "InProgress"), (execution.PipelineExecutionId, execution.Status));
        var sent = Assert.Single(_aws.Requests("OverrideStageCondition"));
        Assert.Equal(
            ("demo", "Gate", First, "ON_SUCCESS"), ((string?)sent["pipelineName"], (string?)sent["stageName"], (string?)sent["pipelineExecutionId"], (string?)sent["conditionType"]));
    }

    [Theory]
    [InlineData("ConditionNotOverridableException")]
    [InlineData("NotLatestPipelineExecutionException")]
    [InlineData("ConcurrentPipelineExecutionsLimitExceededException")]
    [InlineData("ConflictException")]
    public async Task A_refused_override_has_the_code_and_message_of_AWS(string code)
    {
        _aws.Refuse("OverrideStageCondition", code, "no");

        var thrown = await Assert.ThrowsAsync<ServiceException>(OverrideAsync);

        Assert.Equal((code, "no"), (thrown.ErrorCode, thrown.ServiceMessage));
    }

    [Fact]
    public async Task A_condition_that_the_first_attempt_overrode_is_overridden()
    {
        using var aws = new RecordedPipeline(attempts: 2);
        aws.Lose("OverrideStageCondition").Refuse("OverrideStageCondition", "ConditionNotOverridableException", "no").Answer("GetPipelineExecution", One(First, "InProgress"));

        var execution = await aws.Executions.OverrideConditionAsync(Request(), Token);

        Assert.Equal(("InProgress", 2), (execution.Status, aws.Requests("OverrideStageCondition").Length));
        Assert.Contains(aws.Sink.Messages(DiagnosticLevel.Verbose), message => message.Contains("its response was lost", StringComparison.Ordinal));
    }

    private static ConditionOverrideRequest Request() => new() { PipelineName = "demo", StageName = "Gate", ConditionType = "ON_SUCCESS", PipelineExecutionId = First };

    private Task<PipelineExecution> OverrideAsync() => _aws.Executions.OverrideConditionAsync(Request(), Token);

    private Task<ConditionOverrideRequest> FindAsync(ConditionOverrideRequest? request = null) =>
        _aws.Executions.FindConditionAsync(request ?? new ConditionOverrideRequest { PipelineName = "demo" }, Token);

    private async Task<ServiceException> FailureAsync() =>
        Assert.Single((await _aws.Executions.CreateWaiter([new ExecutionKey("demo", First)], new WaitOptions()).PollAsync(Token)).Failed).Error;

    private static string Declared(string? beforeEntry, string? onSuccess)
    {
        var document = JsonNode.Parse(Pipeline())!;
        foreach (var (name, result) in new[] { ("beforeEntry", beforeEntry), ("onSuccess", onSuccess) })
        {
            if (result is not null)
            {
                document["pipeline"]!["stages"]![1]![name] = JsonNode.Parse(
                    $$"""{"conditions":[{"result":"{{result}}","rules":[{"name":"r","ruleTypeId":{"category":"Rule","owner":"AWS","provider":"VariableCheck","version":"1"} }]}]}""");
            }
        }

        return document.ToJsonString();
    }

    private static string Gated(string name, string execution, string status, params (string Gate, string State)[] gates) =>
        Stage(name, execution, status, """{"actionName":"Review"}""")[..^1].TrimEnd() + string.Concat(gates.Select(gate => $",\"{gate.Gate}ConditionState\":{gate.State}")) + "}";

    private static string Condition(string status, params string[] rules) => $$"""
        {"latestExecution":{"status":"{{status}}","summary":"1 of {{rules.Length}} rules"},
         "conditionStates":[{"latestExecution":{"status":"{{status}}","lastStatusChange":1790629810.25},"ruleStates":[{{string.Join(",", rules)}}]}]}
        """;

    private static string Rule(string name, string status, string? error = null) =>
        $$"""{"ruleName":"{{name}}","entityUrl":"https://alarms.example/1","latestExecution":{"ruleExecutionId":"{{name.ToLowerInvariant()}}-1","status":"{{status}}","lastStatusChange":1790629810.25{{Error(error)}}} }""";

    private static string Rules(string? next, params string[] details) =>
        $$"""{"ruleExecutionDetails":[{{string.Join(",", details)}}]{{(next is null ? string.Empty : $",\"nextToken\":\"{next}\"")}}}""";

    private static string RuleRun(string execution, string stage, string name, string status, string? error = null) => $$"""
        {"pipelineExecutionId":"{{execution}}","ruleExecutionId":"{{name}}-1","pipelineVersion":3,"stageName":"{{stage}}","ruleName":"{{name}}","status":"{{status}}",
         "startTime":1790629810.25,"lastUpdateTime":1790629811.25,"updatedBy":"{{RecordedPipeline.Arn}}",
         "input":{"ruleTypeId":{"category":"Rule","owner":"AWS","provider":"VariableCheck","version":"1"},"configuration":{"Variable":"#{SourceVariables.BranchName}"},
          "resolvedConfiguration":{"Variable":"main"},"roleArn":"arn:aws:iam::111122223333:role/rules","region":"eu-west-1","inputArtifacts":[]},
         "output":{"executionResult":{"externalExecutionSummary":"checked"{{Error(error)}}} } }
        """;

    private static string Error(string? error) => error is null ? string.Empty : $$""","errorDetails":{"code":"RuleFailed","message":"{{error}}"}""";
}
