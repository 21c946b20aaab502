using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Checks;

/// <summary>Creates CodePipeline's errors for invalid declarations.</summary>
internal static class DeclarationErrors
{
    /// <summary>Creates the error for an invalid structure.</summary>
    /// <param name="message">The error message.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Structure(string message) => new("InvalidStructureException", message);

    /// <summary>Creates the error for an invalid stage.</summary>
    /// <param name="message">The error message.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Stage(string message) => new("InvalidStageDeclarationException", message);

    /// <summary>Creates the error for an invalid action.</summary>
    /// <param name="message">The error message.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Action(string message) => new("InvalidActionDeclarationException", message);

    /// <summary>Creates the error for an invalid value.</summary>
    /// <param name="message">The error message.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Validation(string message) => new("ValidationException", message);
}
