using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Finds secrets that AWS does not show, in a definition for a new pipeline. The text that AWS shows instead would become the secret.</summary>
internal static class HiddenSecretRules
{
    public static IReadOnlyList<Finding> Check(Pipeline definition) => PlacedAction.All(definition).Where(placed => HiddenSecret.IsIn(placed.Action)).Select(placed => new Finding(
        "HiddenSecret",
        $"The action '{placed.Action.Name}' has {HiddenSecret.Text}, which AWS shows instead of a secret, in {string.Join(", ", placed.Action.Configuration!.Where(entry => entry.Value == HiddenSecret.Text).Select(entry => entry.Key))}. Replace it with the secret.",
        placed.Path + ".Configuration") { IsWarning = true }).ToList();
}
