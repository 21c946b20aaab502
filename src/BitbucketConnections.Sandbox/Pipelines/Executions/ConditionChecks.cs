using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Authorization;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>
/// Checks the entry and success conditions of stages. The sandbox does not run rules: a rule succeeds, unless its role does not have the
/// permissions that the rule needs. Then its condition has failed, and its result applies.
/// </summary>
internal sealed class ConditionChecks
{
    /// <summary>The conditions before the actions of a stage.</summary>
    public const string BeforeEntry = "beforeEntry";

    /// <summary>The conditions after the actions of a stage.</summary>
    public const string OnSuccess = "onSuccess";

    private readonly ActionAuthorizer _authorizer;

    /// <summary>Initializes a new instance of the <see cref="ConditionChecks"/> class.</summary>
    /// <param name="state">The state.</param>
    public ConditionChecks(SandboxState state) => _authorizer = new ActionAuthorizer(state);

    /// <summary>Checks the conditions of a stage, and records the rules that failed.</summary>
    /// <param name="kind"><see cref="BeforeEntry"/> or <see cref="OnSuccess"/>.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="execution">An execution in the stage.</param>
    /// <param name="stage">The execution of the stage.</param>
    /// <param name="at">The time of the event.</param>
    /// <returns>The result of the condition that failed, <c>FAIL</c> if it has none; null if no condition failed.</returns>
    public string? Check(string kind, PipelineRecord pipeline, ExecutionRecord execution, StageExecutionRecord stage, DateTimeOffset at)
    {
        stage.RefusedRules.RemoveAll(rule => rule.ConditionKind == kind);
        string? result = null;
        foreach (var condition in Conditions(execution.Stage, kind))
        {
            foreach (var rule in condition.Objects("rules"))
            {
                if (_authorizer.RuleRefusal(rule, pipeline, execution) is { } refusal)
                {
                    stage.RefusedRules.Add(new RefusedRuleRecord(kind, Guid.NewGuid().ToString("D"), rule.Text("name")!, refusal.Code, refusal.Message, at));
                    result ??= condition.Text("result") ?? "FAIL";
                }
            }
        }

        return result;
    }

    private static IEnumerable<JsonObject> Conditions(DeclaredStage stage, string kind) => stage.Json[kind]?.Objects("conditions") ?? [];
}
