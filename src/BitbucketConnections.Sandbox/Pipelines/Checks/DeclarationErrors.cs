using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Checks;

/// <summary>Creates the errors by which CodePipeline refuses a declaration.</summary>
internal static class DeclarationErrors
{
    /// <summary>Creates the error for the structure.</summary>
    /// <param name="message">The service's words.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Structure(string message) => new("InvalidStructureException", message);

    /// <summary>Creates the error for a stage.</summary>
    /// <param name="message">The service's words.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Stage(string message) => new("InvalidStageDeclarationException", message);

    /// <summary>Creates the error for an action.</summary>
    /// <param name="message">The service's words.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Action(string message) => new("InvalidActionDeclarationException", message);

    /// <summary>Creates the error for a value.</summary>
    /// <param name="message">The service's words.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Validation(string message) => new("ValidationException", message);
}
