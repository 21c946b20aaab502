using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Checks;

/// <summary>Checks the features that only V2 pipelines have: triggers, variables and execution modes.</summary>
internal static class V2FeatureChecks
{
    /// <summary>Checks a declaration.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <exception cref="AwsErrorException">The declaration is not valid.</exception>
    public static void Check(PipelineDeclaration declaration)
    {
        if (declaration.IsV1)
        {
            CheckV1(declaration);
        }

        var variables = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in declaration.Variables.Select(variable => variable.Text("name")!))
        {
            if (!variables.Add(name))
            {
                throw DeclarationErrors.Structure($"Variable names must be unique. The following variable name is already in use: {name}");
            }
        }

        CheckTriggers(declaration);
    }

    private static void CheckV1(PipelineDeclaration declaration)
    {
        if (declaration.Triggers.Any())
        {
            throw DeclarationErrors.Structure("Triggers on tag can only be used with V2 pipelines");
        }

        if (declaration.Variables.Any())
        {
            throw DeclarationErrors.Structure("Pipeline variable can only be used with V2 pipelines");
        }

        if (declaration.ExecutionMode != "SUPERSEDED")
        {
            throw DeclarationErrors.Structure("QUEUED or PARALLEL mode can only be used with V2 pipelines");
        }
    }

    private static void CheckTriggers(PipelineDeclaration declaration)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var git in declaration.Triggers.Select(trigger => trigger["gitConfiguration"]!))
        {
            var name = git.Text("sourceActionName")!;
            if (!seen.Add(name) || !declaration.Stages[0].Actions.Any(action => action.IsConnectionSource && action.Name == name))
            {
                throw DeclarationErrors.Structure(
                    "Triggers for connections must reference a CodeStarSourceConnection action. Note that when you specify a trigger, you can't specify more than one trigger per source action.");
            }

            if (!git.Objects("push").All(IsValidPush) || !git.Objects("pullRequest").All(IsValidPullRequest))
            {
                throw DeclarationErrors.Structure("The trigger configuration for the source action is not valid. Make sure to choose valid filter combinations.");
            }
        }
    }

    /// <summary>Determines whether a push filter has a valid combination: tags, branches, or branches and file paths.</summary>
    private static bool IsValidPush(JsonObject filter) =>
        filter["tags"] is { } tags
            ? HasPattern(tags) && filter["branches"] is null && filter["filePaths"] is null
            : IsValidPullRequest(filter);

    /// <summary>Determines whether a pull request filter has a valid combination: branches, or branches and file paths.</summary>
    private static bool IsValidPullRequest(JsonObject filter) =>
        filter["branches"] is { } branches && HasPattern(branches) && (filter["filePaths"] is not { } paths || HasPattern(paths));

    private static bool HasPattern(JsonNode criteria) => criteria["includes"] is not null || criteria["excludes"] is not null;
}
