using System.Management.Automation;

namespace BitbucketConnections.Binding;

/// <summary>Creates the errors of values that can't be bound to a parameter. PowerShell writes them, so they are redacted here.</summary>
internal static class WrongArgument
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">The message, which can repeat the value.</param>
    public static ArgumentTransformationMetadataException Of(string message) => new(Redaction.Message(message));
}
