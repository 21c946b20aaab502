using System.Linq;

namespace BitbucketConnections;

/// <summary>The secrets in action configurations, which AWS shows only as asterisks.</summary>
public static class HiddenSecret
{
    /// <summary>The text that AWS shows instead of a secret.</summary>
    public const string Text = "****";

    /// <summary>Determines whether an action has a secret that AWS does not show.</summary>
    /// <param name="action">The action as AWS returned it.</param>
    /// <returns>True if a value of the configuration is hidden.</returns>
    public static bool IsIn(PipelineAction action) => action.Configuration?.Values.Contains(Text) == true;
}
