using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Editing;

/// <summary>What the caller should know before a change is written.</summary>
internal static class EditWarnings
{
    public static IEnumerable<string> For(Pipeline before, Pipeline after)
    {
        if (IsFullClone(after) && !IsFullClone(before))
        {
            yield return "A full clone is made by CodeBuild: the role of the CodeBuild project has to be allowed to use the connection, too (Grant-BitbucketConnectionAccess).";
        }

        foreach (var action in after.Stages.SelectMany(stage => stage.Actions).Where(HiddenSecret.IsIn))
        {
            yield return $"The action '{action.Name}' has a secret that AWS shows as {HiddenSecret.Text}; whether AWS keeps it or stores the asterisks is not known. Give it again if the action fails.";
        }
    }

    private static bool IsFullClone(Pipeline pipeline) => PipelineSource.All(pipeline.Stages).Any(source => source.IsFullClone);
}
