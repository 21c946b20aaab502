using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Writes rule executions, for ListRuleExecutions and GetPipelineState. As for actions, only the state has the message of an error in its details.</summary>
internal static class RuleExecutionJson
{
    /// <summary>Writes a rule for ListRuleExecutions.</summary>
    /// <param name="region">The pipeline's Region.</param>
    /// <param name="execution">The execution of the rule.</param>
    /// <param name="rule">The rule.</param>
    /// <returns>The JSON.</returns>
    public static JsonObject Detail(string region, ExecutionRecord execution, RuleExecutionRecord rule)
    {
        var json = new JsonObject
        {
            ["pipelineExecutionId"] = execution.Id,
            ["ruleExecutionId"] = rule.Id,
            ["pipelineVersion"] = execution.Version,
            ["stageName"] = rule.StageName,
            ["ruleName"] = rule.Name,
            ["startTime"] = EpochSeconds.Write(rule.Started),
            ["lastUpdateTime"] = EpochSeconds.Write(rule.Updated),
            ["status"] = rule.Status,
            ["input"] = Input(region, rule),
            ["output"] = Output(rule),
        };
        if (rule.UpdatedBy is { } who)
        {
            json["updatedBy"] = who;
        }

        return json;
    }

    /// <summary>Writes the condition of a gate for GetPipelineState.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>The JSON.</returns>
    public static JsonObject State(ConditionRecord condition) => new()
    {
        ["latestExecution"] = new JsonObject { ["status"] = condition.Status },
        ["conditionStates"] = new JsonArray(new JsonObject
        {
            ["latestExecution"] = new JsonObject { ["status"] = condition.Status, ["lastStatusChange"] = EpochSeconds.Write(condition.Updated) },
            ["ruleStates"] = new JsonArray([.. condition.Rules.Select(rule => new JsonObject { ["ruleName"] = rule.Name, ["latestExecution"] = Latest(rule) })]),
        }),
    };

    private static JsonObject Latest(RuleExecutionRecord rule)
    {
        var json = new JsonObject
        {
            ["ruleExecutionId"] = rule.Id,
            ["status"] = rule.Status,
            ["lastStatusChange"] = EpochSeconds.Write(rule.Updated),
        };
        if (rule.UpdatedBy is { } who)
        {
            json["lastUpdatedBy"] = who;
        }

        if (rule.ErrorCode is { } code)
        {
            json["errorDetails"] = new JsonObject { ["code"] = code, ["message"] = rule.ErrorMessage };
        }

        return json;
    }

    private static JsonObject Input(string region, RuleExecutionRecord rule)
    {
        var declared = rule.Declared;
        var json = new JsonObject
        {
            ["ruleTypeId"] = declared.Json["ruleTypeId"]!.DeepClone(),
            ["configuration"] = declared.Json["configuration"]?.DeepClone() ?? new JsonObject(),
            ["resolvedConfiguration"] = rule.ResolvedConfiguration.DeepClone(),
            ["region"] = declared.Action.Region ?? region,
            ["inputArtifacts"] = ActionExecutionJson.Artifacts(rule.Inputs),
        };
        if (declared.Action.RoleArn is { } role)
        {
            json["roleArn"] = role;
        }

        return json;
    }

    private static JsonObject Output(RuleExecutionRecord rule)
    {
        var result = new JsonObject();
        if (rule.ErrorCode is { } code)
        {
            result["externalExecutionSummary"] = rule.ErrorMessage;
            result["errorDetails"] = new JsonObject { ["code"] = code };
        }

        return rule.IsUnderWay || rule.Status == ExecutionStatuses.Abandoned ? [] : new JsonObject { ["executionResult"] = result };
    }
}
