using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>What the service of an action says about its execution.</summary>
/// <param name="Id">The id, or null.</param>
/// <param name="Link">The console link, or null.</param>
/// <param name="Summary">The summary, or null.</param>
internal sealed record ActionResult(string? Id, string? Link, string? Summary)
{
    /// <summary>Gets the result of an action.</summary>
    /// <param name="region">The pipeline's Region.</param>
    /// <param name="action">The action.</param>
    /// <returns>The result.</returns>
    public static ActionResult Of(string region, ActionExecutionRecord action)
    {
        if (action.Revision is { } revision)
        {
            return new ActionResult(revision.Id, null, ExecutionJson.RevisionSummary(revision));
        }

        if (action.ExternalId is { } id)
        {
            return new ActionResult(id, ActionLinks.Execution(region, action.Declared, id), action.Summary);
        }

        return action is { Declared: { Category: "Deploy", Provider: "S3" }, Status: ExecutionStatuses.Succeeded }
            ? new ActionResult(Deployed(action), null, "Deployment Succeeded")
            : new ActionResult(null, null, action.Summary);
    }

    private static string Deployed(ActionExecutionRecord action)
    {
        var bucket = action.ResolvedConfiguration["BucketName"]!.GetValue<string>();
        return action.ResolvedConfiguration["ObjectKey"] is { } key ? bucket + "/" + key.GetValue<string>() : bucket;
    }
}
