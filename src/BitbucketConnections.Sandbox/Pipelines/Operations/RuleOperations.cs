using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Executions;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles the rules of stage conditions: their types, their executions, and the override of a condition.</summary>
internal sealed class RuleOperations
{
    private readonly ExecutionEngine _engine;

    /// <summary>Initializes a new instance of the <see cref="RuleOperations"/> class.</summary>
    /// <param name="engine">Advances executions.</param>
    public RuleOperations(ExecutionEngine engine) => _engine = engine;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public IEnumerable<JsonOperation> All() =>
    [
        new("ListRuleTypes", PipelineShapes.ListRuleTypes, (_, _) => RuleTypeJson.List()),
        new("ListRuleExecutions", PipelineShapes.ListRules, List),
        new("OverrideStageCondition", PipelineShapes.OverrideCondition, Override),
    ];

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var filter = HistoryFilter.Read(pipeline, input, "rules");
        return NewestFirstPage.Page(
            input,
            filter.List,
            "ruleExecutionDetails",
            filter.Executions.SelectMany(execution => Rules(execution, filter.IsLatest).Select(rule => (Execution: execution, Rule: rule))),
            entry => entry.Rule.Sequence,
            entry => RuleExecutionJson.Detail(call.Region, entry.Execution, entry.Rule));
    }

    private static IEnumerable<RuleExecutionRecord> Rules(ExecutionRecord execution, bool isLatest) =>
        isLatest ? execution.Stages.SelectMany(stage => stage.Conditions).SelectMany(condition => condition.Rules) : execution.RuleHistory;

    private JsonObject? Override(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var stageName = RequestedPipeline.Stage(pipeline, input.Text("stageName")!).Name;
        var id = input.Text("pipelineExecutionId")!;
        var gate = input.Text("conditionType") == "BEFORE_ENTRY" ? ConditionGates.BeforeEntry : ConditionGates.OnSuccess;
        var execution = pipeline.Executions.Find(r => r.Id == id);
        if (execution is not null)
        {
            LaterExecutions.Refuse(pipeline, execution, stageName);
        }

        var stage = execution?.FindStage(stageName);
        var condition = stage?.FindCondition(gate);
        if (condition is null or { Result: "SKIP" } || execution!.Version != pipeline.Version || !IsHeld(execution, stage!, condition))
        {
            // The model has no not-found error for the execution.
            throw new AwsErrorException(
                "ConditionNotOverridableException",
                $"The {input.Text("conditionType")} condition of stage '{stageName}' can't be overridden in the execution '{id}' of the pipeline '{pipeline.Name}'. Either it does not hold the execution, or its result is SKIP.");
        }

        if (execution.IsEnded)
        {
            ExecutionOperations.CheckConcurrency(pipeline, call.State.Limits);
        }

        _engine.Override(pipeline, execution, stage!, condition, call.CallerArn);
        return null;
    }

    // A condition holds the execution while its rules run, and after it has failed it.
    private static bool IsHeld(ExecutionRecord execution, StageExecutionRecord stage, ConditionRecord condition) => condition.IsUnderWay
        ? execution.CurrentStage == stage
        : condition.Status == ExecutionStatuses.Failed && stage.Status == ExecutionStatuses.Failed && execution.Status == ExecutionStatuses.Failed;
}
