using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>Builds triggers without empty lists. AWS treats a missing list the same, and rejects some empty lists.</summary>
internal static class TriggerFilters
{
    /// <summary>Gets the trigger of the wizard's source action.</summary>
    /// <param name="sourceActionName">The name of the source action.</param>
    /// <param name="trigger">The specified filters.</param>
    /// <returns>The trigger.</returns>
    public static PipelineTrigger For(string sourceActionName, PipelineTrigger trigger) => WithoutEmpty(trigger) with { SourceActionName = sourceActionName };

    /// <summary>Gets a trigger without empty lists.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <returns>The trigger.</returns>
    public static PipelineTrigger WithoutEmpty(PipelineTrigger trigger) => trigger with
    {
        Push = NotEmpty(trigger.Push?.Select(push => push with
        {
            Tags = Patterns(push.Tags), Branches = Patterns(push.Branches), FilePaths = Patterns(push.FilePaths),
        })),
        PullRequest = NotEmpty(trigger.PullRequest?.Select(request => request with
        {
            Events = NotEmpty(request.Events), Branches = Patterns(request.Branches), FilePaths = Patterns(request.FilePaths),
        })),
    };

    private static TriggerPatterns? Patterns(TriggerPatterns? patterns) => patterns is { Includes.Count: > 0 } or { Excludes.Count: > 0 }
        ? patterns with { Includes = NotEmpty(patterns.Includes), Excludes = NotEmpty(patterns.Excludes) }
        : null;

    private static List<T>? NotEmpty<T>(IEnumerable<T>? items) => items?.ToList() is { Count: > 0 } list ? list : null;
}
