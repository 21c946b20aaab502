using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Editing;

/// <summary>Gets the warnings to show before a change is written.</summary>
internal static class EditWarnings
{
    public static IEnumerable<string> For(Pipeline before, Pipeline after)
    {
        if (IsFullClone(after) && !IsFullClone(before))
        {
            yield return "CodeBuild makes the full clone, so the role of the CodeBuild project also needs access to the connection. Grant it with Grant-BitbucketConnectionAccess.";
        }

        foreach (var action in after.Stages.SelectMany(stage => stage.Actions).Where(HiddenSecret.IsIn))
        {
            yield return $"The action '{action.Name}' has a secret that AWS shows as {HiddenSecret.Text}; AWS may keep the secret or store the asterisks. Set the secret again if the action fails.";
        }
    }

    private static bool IsFullClone(Pipeline pipeline) => PipelineSource.All(pipeline.Stages).Any(source => source.IsFullClone);
}
