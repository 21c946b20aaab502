using System;
using System.Linq;

namespace BitbucketConnections.Sandbox.Pipelines.Rules;

/// <summary>The rules about single actions: type, configuration, artifact counts.</summary>
internal static class ActionRules
{
    /// <summary>Checks the actions of a declaration.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="region">The pipeline's Region.</param>
    /// <exception cref="Services.AwsErrorException">A rule is broken.</exception>
    public static void Check(Declaration declaration, string region)
    {
        var reservesNamespace = declaration.Variables.Any();
        foreach (var action in declaration.Actions)
        {
            var type = ActionCatalog.Find(action.Category, action.Owner, action.Provider, action.Version)
                ?? throw Refusal.Action(
                    $"ActionType (Category: '{action.Category}', Provider: '{action.Provider}', Owner: '{action.Owner}', Version: '{action.Version}') in action '{action.Name}' is not available in region '{Display(action.Region ?? region)}'");
            if (type.IsV2Only && declaration.IsV1)
            {
                throw Refusal.Action($"{action.Provider} Action can only be used with V2 pipelines.");
            }

            if (action.IsSource && action.Region is not null && action.Region != region)
            {
                throw Refusal.Action($"Source action '{action.Name}' cannot be in another region than the pipeline");
            }

            if (reservesNamespace && Json.JsonAccess.Text(action.Json, "namespace") == "variables")
            {
                throw Refusal.Action($"Namespace 'variables' in action '{action.Name}' is reserved for pipeline variables");
            }

            CheckConfiguration(action, type);
            CheckCount(action, "input", action.Inputs.Count, type.Inputs);
            CheckCount(action, "output", action.Outputs.Count, type.Outputs);
        }
    }

    private static void CheckConfiguration(DeclaredAction action, ActionType type)
    {
        foreach (var key in type.RequiredKeys)
        {
            if (action.Configuration(key) is null)
            {
                throw Refusal.Action($"Action configuration for action '{action.Name}' is missing required configuration '{key}'");
            }
        }

        if (type.KnownKeys is { } known && action.ConfigurationKeys.FirstOrDefault(key => !known.Contains(key, StringComparer.Ordinal)) is { } unknown)
        {
            throw Refusal.Action($"Action configuration for action '{action.Name}' contains unknown configuration '{unknown}'");
        }
    }

    private static void CheckCount(DeclaredAction action, string kind, int count, (int Minimum, int Maximum) bounds)
    {
        if (count < bounds.Minimum)
        {
            throw Refusal.Action($"Action {action.Name} declares {count} {kind} artifacts which is less than the minimum count ({bounds.Minimum})");
        }

        if (count > bounds.Maximum)
        {
            throw Refusal.Action($"Action {action.Name} declares {count} {kind} artifacts which is more than the maximum count ({bounds.Maximum})");
        }
    }

    /// <summary>Spells a Region as CodePipeline's message does.</summary>
    private static string Display(string region) => region.ToUpperInvariant().Replace('-', '_');
}
