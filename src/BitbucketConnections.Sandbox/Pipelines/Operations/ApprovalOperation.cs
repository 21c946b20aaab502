using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles PutApprovalResult, which answers manual approvals.</summary>
internal static class ApprovalOperation
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() => [new("PutApprovalResult", PipelineShapes.PutApproval, Put)];

    private static JsonObject Put(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var stage = RequestedPipeline.Stage(pipeline, input.Text("stageName")!);
        var name = input.Text("actionName")!;
        if (!stage.Actions.Any(action => action.Name == name))
        {
            throw new AwsErrorException("ActionNotFoundException", $"The stage '{stage.Name}' of the pipeline '{pipeline.Name}' does not have an action with the name '{name}'");
        }

        var (execution, approval) = Find(pipeline, stage.Name, name, input.Text("token")!);
        if (pipeline.IsLeftBehind(execution) || approval.Status == ExecutionStatuses.Abandoned)
        {
            // AWS returns this for an abandoned approval too, although the pipeline was not updated.
            throw new AwsErrorException(
                "InvalidApprovalTokenException", $"The pipeline {pipeline.Name} has been updated, and the approval request you responded to is now out of date.");
        }

        if (!approval.IsUnderWay || approval.Response is not null)
        {
            throw new AwsErrorException("ApprovalAlreadyCompletedException", $"The approval action '{name}' has already been approved or rejected.");
        }

        var isApproved = input["result"]!.Text("status") == "Approved";
        approval.Summary = Summary(call, approval, input["result"]!);
        approval.UpdatedBy = call.CallerArn;
        var now = call.Now;
        approval.Response = new ApprovalResponse(isApproved ? ExecutionStatuses.Succeeded : ExecutionStatuses.Failed, now);
        approval.Ends = now + ResponseTiming.Of(call.State.Options).AnswerApplied;
        return new JsonObject { ["approvedAt"] = EpochSeconds.Write(now) };
    }

    // AWS writes a summary for a person who gave none, unless the approval requires one.
    private static string Summary(ServiceCall call, ActionExecutionRecord approval, JsonNode result)
    {
        var summary = result.Text("summary")!;
        if (approval.Declared.RequiresSummary && string.IsNullOrWhiteSpace(summary))
        {
            throw new AwsErrorException(
                "InvalidApprovalTokenException", $"Action '{approval.Name}' in stage '{approval.StageName}' requires a summary. Provide a summary in the approval result and try again.");
        }

        return summary.Length > 0 ? summary : $"{result.Text("status")} by {call.CallerArn}";
    }

    private static (ExecutionRecord Execution, ActionExecutionRecord Approval) Find(PipelineRecord pipeline, string stage, string action, string token)
    {
        foreach (var execution in pipeline.Executions)
        {
            if (execution.History.Find(a => a.StageName == stage && a.Name == action && a.IsApproval && a.Id == token) is { } approval)
            {
                return (execution, approval);
            }
        }

        throw new AwsErrorException("InvalidApprovalTokenException", "The approval token is not valid: it belongs to no approval that waits.");
    }
}
