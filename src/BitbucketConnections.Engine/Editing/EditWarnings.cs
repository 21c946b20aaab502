using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Engine.Editing;

/// <summary>What the caller should know before a change is written.</summary>
internal static class EditWarnings
{
    // AWS shows the value of a secret so.
    private const string Hidden = "****";

    public static IEnumerable<string> For(Pipeline before, Pipeline after, PipelineDocument document)
    {
        var known = PipelineSource.All(before.Stages).Select(source => source.ConnectionArn).ToList();
        foreach (var arn in PipelineSource.All(after.Stages).Select(source => source.ConnectionArn).Except(known).OfType<string>())
        {
            yield return $"The service role of '{after.Name}' has to be allowed to use the new connection: -GrantRole adds that, or Grant-BitbucketConnectionAccess -ConnectionArn {arn} -RoleName {after.RoleArn?.Substring(after.RoleArn.LastIndexOf('/') + 1)}.";
        }

        if (IsFullClone(after) && !IsFullClone(before))
        {
            yield return "A full clone is made by CodeBuild: the role of the CodeBuild project has to be allowed to use the connection, too (Grant-BitbucketConnectionAccess).";
        }

        foreach (var action in document.StageObjects.SelectMany(PipelineDocument.Actions).Where(action => HasHidden(action)))
        {
            yield return $"The action '{PipelineDocument.NameOf(action)}' has a secret that AWS shows as {Hidden}; whether AWS keeps it or stores the asterisks is not known. Give it again if the action fails.";
        }
    }

    private static bool HasHidden(JsonObject action) => action["configuration"] is JsonObject configuration
        && configuration.Any(entry => entry.Value is JsonValue value && value.TryGetValue(out string? text) && text == Hidden);

    private static bool IsFullClone(Pipeline pipeline) => pipeline.Stages.SelectMany(stage => stage.Actions).Any(action =>
        PipelineSource.IsConnectionSource(action) && action.Configuration is { } configuration
        && configuration.TryGetValue("OutputArtifactFormat", out var format) && format == "CODEBUILD_CLONE_REF");
}
