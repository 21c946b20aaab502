using System.Linq;
using BitbucketConnections.Catalog;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Checks;

/// <summary>Checks each action: its type, configuration and artifact counts.</summary>
internal static class ActionChecks
{
    /// <summary>Checks the actions of a declaration.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="region">The pipeline's Region.</param>
    /// <exception cref="AwsErrorException">The declaration is not valid.</exception>
    public static void Check(PipelineDeclaration declaration, string region)
    {
        foreach (var action in declaration.Actions)
        {
            var type = Find(action, action.Region ?? region);
            if (type.IsV2Only && declaration.IsV1)
            {
                throw DeclarationErrors.Action($"{action.Provider} Action can only be used with V2 pipelines.");
            }

            if (action.IsSource && action.Region is not null && action.Region != region)
            {
                throw DeclarationErrors.Action($"Source action '{action.Name}' cannot be in another region than the pipeline");
            }

            CheckConfiguration(action, type);
            CheckCount(action, "input", action.Inputs.Count, type.Inputs);
            CheckCount(action, "output", action.Outputs.Count, type.Outputs);
        }
    }

    private static ActionTypeFacts Find(DeclaredAction action, string region) =>
        ActionCatalog.Find(action.Category, action.Owner, action.Provider, action.Version) is { } type && !type.UnavailableRegions.Contains(region)
            ? type
            : throw DeclarationErrors.Action(
                $"ActionType (Category: '{action.Category}', Provider: '{action.Provider}', Owner: '{action.Owner}', Version: '{action.Version}') in action '{action.Name}' is not available in region '{Display(region)}'");

    private static void CheckConfiguration(DeclaredAction action, ActionTypeFacts type)
    {
        if (type.Keys.FirstOrDefault(key => key.IsRequired && !(key.IsActionMember ? action.Json.ContainsKey(key.Name) : action.Configuration(key.Name) is not null)) is { } missing)
        {
            throw DeclarationErrors.Action($"Action configuration for action '{action.Name}' is missing required configuration '{missing}'");
        }

        if (type.AreKeysComplete && action.ConfigurationKeys.FirstOrDefault(key => type.FindKey(key) is null) is { } unknown)
        {
            throw DeclarationErrors.Action($"Action configuration for action '{action.Name}' contains unknown configuration '{unknown}'");
        }
    }

    private static void CheckCount(DeclaredAction action, string kind, int count, ArtifactCount bounds)
    {
        if (count < bounds.Minimum)
        {
            throw DeclarationErrors.Action($"Action {action.Name} declares {count} {kind} artifacts which is less than the minimum count ({bounds.Minimum})");
        }

        if (count > bounds.Maximum)
        {
            throw DeclarationErrors.Action($"Action {action.Name} declares {count} {kind} artifacts which is more than the maximum count ({bounds.Maximum})");
        }
    }

    /// <summary>Formats a Region as in CodePipeline's messages.</summary>
    private static string Display(string region) => region.ToUpperInvariant().Replace('-', '_');
}
