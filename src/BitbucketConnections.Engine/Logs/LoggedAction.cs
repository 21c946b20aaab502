using Amazon.CodePipeline.Model;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Logs;

/// <summary>An execution of an action, with what is known of its log.</summary>
internal sealed record LoggedAction
{
    public required string PipelineName { get; init; }

    public required string PipelineExecutionId { get; init; }

    public required string StageName { get; init; }

    public required string ActionName { get; init; }

    public string? ActionExecutionId { get; init; }

    /// <summary>Gets the Region of the action, which can be another one than that of the pipeline.</summary>
    public required string Region { get; init; }

    public required string Status { get; init; }

    /// <summary>Gets the id of the build of a CodeBuild action; null if it is not known, and for other actions.</summary>
    public string? BuildId { get; init; }

    /// <summary>Gets the ARN of the log stream; null if it is not known, and for builds.</summary>
    public string? StreamArn { get; init; }

    /// <summary>Gets a value indicating whether the action starts a batch of builds, whose id is not that of a build.</summary>
    public bool IsBatch { get; init; }

    public bool IsFailed => Status == "Failed";

    public bool IsEnded => Status != "InProgress";

    /// <summary>Determines whether actions of a type have a log that can be found.</summary>
    public static bool CanHaveLog(BitbucketConnections.ActionTypeId? type) => type is not null && ActionCatalog.FindAnyVersion(type)?.HasLog == true;

    /// <summary>Reads an action of the history.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="region">The Region of the pipeline.</param>
    /// <param name="action">The action.</param>
    /// <returns>The action; null if actions of its type have no log.</returns>
    public static LoggedAction? Read(string pipelineName, string region, ActionExecutionDetail action)
    {
        var type = action.Input?.ActionTypeId is { } given
            ? new BitbucketConnections.ActionTypeId { Category = given.Category!.Value, Owner = given.Owner!.Value, Provider = given.Provider!, Version = given.Version! }
            : null;
        var result = action.Output?.ExecutionResult;
        return !CanHaveLog(type) && result?.LogStreamARN is null ? null : new LoggedAction
        {
            PipelineName = pipelineName,
            PipelineExecutionId = action.PipelineExecutionId!,
            StageName = action.StageName!,
            ActionName = action.ActionName!,
            ActionExecutionId = action.ActionExecutionId,
            Region = action.Input?.Region ?? region,
            Status = action.Status!.Value,
            BuildId = type is not null && IsBuild(type) ? result?.ExternalExecutionId : null,
            StreamArn = result?.LogStreamARN,
            IsBatch = action.Input?.Configuration is { } configuration && configuration.TryGetValue("BatchEnabled", out var batch) && bool.TryParse(batch, out var isBatch) && isBatch,
        };
    }

    private static bool IsBuild(BitbucketConnections.ActionTypeId type) => type is { Owner: "AWS", Provider: "CodeBuild" };
}
