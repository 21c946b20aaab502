using System.Linq;

namespace BitbucketConnections;

/// <summary>The secrets of action configurations, of which AWS shows only that they are there.</summary>
public static class HiddenSecret
{
    /// <summary>What AWS shows in the place of a secret.</summary>
    public const string Text = "****";

    /// <summary>Tells whether an action has a secret that AWS does not show.</summary>
    /// <param name="action">The action, as AWS gave it.</param>
    /// <returns>Whether a value of its configuration is hidden.</returns>
    public static bool IsIn(PipelineAction action) => action.Configuration?.Values.Contains(Text) == true;
}
