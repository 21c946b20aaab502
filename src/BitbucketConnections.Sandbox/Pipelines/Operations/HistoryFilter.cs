using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>The filter of a list of action or rule executions. Both its parts must match.</summary>
/// <param name="List">The name of the list, for its page tokens.</param>
/// <param name="Executions">The executions.</param>
/// <param name="IsLatest">True for only the latest run of each stage; otherwise false.</param>
internal sealed record HistoryFilter(string List, IEnumerable<ExecutionRecord> Executions, bool IsLatest)
{
    /// <summary>Reads the filter of a request.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="input">The request.</param>
    /// <param name="kind">The kind of the list.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="AwsErrorException">The execution is not found, or the token is of the same execution and the other range.</exception>
    public static HistoryFilter Read(PipelineRecord pipeline, JsonObject input, string kind)
    {
        var only = input["filter"]?.Text("pipelineExecutionId");
        var latest = input["filter"]?["latestInPipelineExecution"];
        IEnumerable<ExecutionRecord> executions = pipeline.Executions;
        if (only is not null)
        {
            executions = [RequestedPipeline.Execution(pipeline, only)];
        }

        var latestId = latest?.Text("pipelineExecutionId");
        if (latestId is not null)
        {
            // AWS writes null instead of the id.
            var execution = pipeline.Executions.Find(e => e.Id == latestId) ?? throw RequestedPipeline.NoExecution(pipeline, "null");
            executions = executions.Where(e => e == execution);
        }

        var isLatest = latest?.Text("startTimeRange") == "Latest";
        var list = $"{kind}/{pipeline.Arn}/{only ?? latestId}/";
        CheckRange(input, list + (isLatest ? "All/" : "Latest/"));
        return new HistoryFilter(list + (isLatest ? "Latest/" : "All/"), executions, isLatest);
    }

    // AWS fails without a message if the token is of the same execution and the other range.
    private static void CheckRange(JsonObject input, string other)
    {
        if (input.Text("nextToken") is { } token && PageToken.Read(other, token) is not null)
        {
            throw new AwsErrorException("InternalFailure", string.Empty, 500);
        }
    }
}
