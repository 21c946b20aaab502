using System.Linq;

namespace BitbucketConnections;

/// <summary>The secrets in action configurations, which AWS and this module show only as asterisks.</summary>
public static class HiddenSecret
{
    /// <summary>The text that AWS shows instead of a secret.</summary>
    public const string Text = "****";

    /// <summary>Determines whether an action has a secret that AWS does not show.</summary>
    /// <param name="action">The action as AWS returned it.</param>
    /// <returns>True if a value of the configuration is hidden.</returns>
    public static bool IsIn(PipelineAction action) => action.Configuration?.Values.Contains(Text) == true;

    /// <summary>Determines whether an action has a secret that AWS or this module does not show.</summary>
    /// <param name="action">The action.</param>
    /// <returns>True if a value of the configuration is hidden, or a user specified it as a SecureString.</returns>
    public static bool IsShownIn(PipelineAction action) => action.Configuration?.Values.Any(value => Shown(value) == Text) == true;

    /// <summary>Gets a value of a configuration as it can leave the process.</summary>
    /// <param name="value">The value for AWS.</param>
    /// <returns>The value; <see cref="Text"/> if a user specified it as a SecureString.</returns>
    public static string Shown(string value) => KnownSecrets.Contains(value) ? Text : value;
}
