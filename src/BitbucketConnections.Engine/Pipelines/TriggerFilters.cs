using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>Builds the trigger of the wizard's source action from the specified filters, without empty lists.</summary>
internal static class TriggerFilters
{
    public static PipelineTrigger For(string sourceActionName, PipelineTrigger trigger) => trigger with
    {
        SourceActionName = sourceActionName,
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
