using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Editing;

/// <summary>What the caller should know before a change is written.</summary>
internal static class EditWarnings
{
    public static IEnumerable<string> For(Pipeline before, Pipeline after, PipelineChanges changes)
    {
        var known = PipelineSource.All(before.Stages).Select(source => source.ConnectionArn).ToList();
        var added = PipelineSource.All(after.Stages).Select(source => source.ConnectionArn).Except(known).OfType<string>();
        foreach (var arn in changes.GrantsRole ? [] : added)
        {
            yield return $"The service role of '{after.Name}' has to be allowed to use the new connection: -GrantRole adds that, or Grant-BitbucketConnectionAccess -ConnectionArn {arn} -RoleName {(after.RoleArn is { } role ? PipelineNameRules.RoleNameOf(role) : null)}.";
        }

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
