using System.Linq;

namespace BitbucketConnections.Binding;

/// <summary>Describes the sources of a pipeline in a message.</summary>
internal static class SourceText
{
    /// <summary>Describes the sources of a pipeline as a sentence.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <returns>The sentence.</returns>
    public static string Of(Pipeline pipeline)
    {
        var sources = pipeline.Stages.SelectMany(stage => stage.Actions).Where(action => action.ActionTypeId.Category == "Source")
            .Select(action => $"{action.ActionTypeId.Provider} (action '{action.Name}')").ToList();
        return sources.Count switch
        {
            0 => "It has no source action.",
            1 => $"Its source is {sources[0]}.",
            _ => $"Its sources are {string.Join(", ", sources)}.",
        };
    }
}
