using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Checks;

/// <summary>Checks artifacts and artifact stores.</summary>
internal static class ArtifactChecks
{
    /// <summary>Checks that each artifact is created once, before its first use.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <exception cref="AwsErrorException">The declaration is not valid.</exception>
    public static void CheckWiring(PipelineDeclaration declaration)
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in declaration.Stages.SelectMany(stage => stage.Steps))
        {
            foreach (var action in step)
            {
                if (action.Inputs.FirstOrDefault(input => !made.Contains(input)) is { } missing)
                {
                    throw DeclarationErrors.Action(
                        $"Input Artifact Bundle {missing} in action {action.Name} is not declared as Output Artifact Bundle in any of the preceding actions");
                }
            }

            // Actions with the same run order start together, so they can't use each other's output.
            foreach (var output in step.SelectMany(action => action.Outputs))
            {
                if (!made.Add(output))
                {
                    throw DeclarationErrors.Action($"Output Artifact Bundle name must be unique within the pipeline. {output} has been used more than once");
                }
            }
        }
    }

    /// <summary>Checks that each Region with an action has an artifact store.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="region">The pipeline's Region.</param>
    /// <exception cref="AwsErrorException">The declaration is not valid.</exception>
    public static void CheckStores(PipelineDeclaration declaration, string region)
    {
        var single = declaration.Json["artifactStore"];
        var stores = declaration.Json["artifactStores"] as JsonObject;
        if (single is null == (stores is null))
        {
            throw DeclarationErrors.Structure("Pipeline must have either 'artifactStore' or 'artifactStores', and not both");
        }

        var regions = declaration.Actions.Select(action => action.Region ?? region).Prepend(region).Distinct().ToList();
        if (stores is null && regions.Count > 1)
        {
            throw DeclarationErrors.Validation(
                "Your pipeline contains actions in more than one region. Use 'pipeline.artifactStores' instead of 'pipeline.artifactStore' to declare an artifact store, such as an artifact bucket, for each region where you have an action.");
        }

        if (stores is not null && regions.Find(name => !stores.ContainsKey(name)) is { } missing)
        {
            throw DeclarationErrors.Validation(
                $"Your pipeline must have an artifact store, such as an artifact bucket, for each region where you have an action. The following region is missing in 'pipeline.artifactStores': {missing}.");
        }
    }
}
