using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Editing;

/// <summary>Gets the warnings to show before a change is written.</summary>
internal static class EditWarnings
{
    public static IEnumerable<string> For(Pipeline after)
    {
        foreach (var action in after.Stages.SelectMany(stage => stage.Actions).Where(HiddenSecret.IsIn))
        {
            yield return $"The action '{action.Name}' has a secret that AWS shows as {HiddenSecret.Text}; AWS may keep the secret or store the asterisks. Set the secret again if the action fails.";
        }
    }
}
