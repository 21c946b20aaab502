using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Checks;

/// <summary>The exceptions by which CodePipeline refuses a declaration.</summary>
internal static class DeclarationErrors
{
    /// <summary>Refuses the structure.</summary>
    /// <param name="message">The service's words.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Structure(string message) => new("InvalidStructureException", message);

    /// <summary>Refuses a stage.</summary>
    /// <param name="message">The service's words.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Stage(string message) => new("InvalidStageDeclarationException", message);

    /// <summary>Refuses an action.</summary>
    /// <param name="message">The service's words.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Action(string message) => new("InvalidActionDeclarationException", message);

    /// <summary>Refuses a value.</summary>
    /// <param name="message">The service's words.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Validation(string message) => new("ValidationException", message);
}
