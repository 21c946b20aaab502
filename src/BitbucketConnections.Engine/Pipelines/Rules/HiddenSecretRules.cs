using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>
/// Finds the text that AWS and this module show instead of a secret. AWS would store the text as the new secret, so it is never written. A copy of an
/// object, such as one from a file or a job, has only the text.
/// </summary>
internal static class HiddenSecretRules
{
    /// <summary>Checks a definition for a new pipeline.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>The errors.</returns>
    public static IReadOnlyList<Finding> Check(Pipeline definition) => Hidden(definition).Select(Error).ToList();

    /// <summary>
    /// Checks a changed definition. A secret that AWS also hides in the definition before the change can't be read, so it stays as AWS shows it.
    /// </summary>
    /// <param name="before">The definition as AWS returned it.</param>
    /// <param name="after">The changed definition.</param>
    /// <returns>The errors.</returns>
    public static IReadOnlyList<Finding> CheckChange(Pipeline before, Pipeline after)
    {
        var known = Hidden(before).ToLookup(hidden => (hidden.Owner, hidden.Key));
        return Hidden(after).Where(hidden => !known.Contains((hidden.Owner, hidden.Key))).Select(Error).ToList();
    }

    private static Finding Error((string Owner, string Key, string Path) hidden) => new Finding(
        "HiddenSecret",
        $"The key '{hidden.Key}' of {hidden.Owner} has the value {HiddenSecret.Text}, which is shown instead of a secret and is never written to AWS. Specify the secret again, such as with -Configuration @{{ {hidden.Key} = Read-Host -AsSecureString }}.",
        hidden.Path);

    private static IEnumerable<(string Owner, string Key, string Path)> Hidden(Pipeline definition) =>
        (from placed in PlacedAction.All(definition)
         from entry in placed.Action.Configuration ?? new Dictionary<string, string>()
         where IsHidden(entry.Value)
         select ($"the action '{placed.Action.Name}'", entry.Key, $"{placed.Path}.Configuration['{entry.Key}']"))
        .Concat(
            from placed in PlacedRule.All(definition)
            from entry in placed.Configuration
            where IsHidden(entry.Value)
            select ($"the rule '{placed.Rule.Name}' of the stage '{placed.Stage.Name}'", entry.Key, $"{placed.Path}.Configuration['{entry.Key}']"));

    private static bool IsHidden(string value) => value.Equals(HiddenSecret.Text, StringComparison.Ordinal);
}
