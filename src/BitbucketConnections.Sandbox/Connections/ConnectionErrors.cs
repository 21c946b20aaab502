using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The errors of the connection APIs. Where AWS's texts are not known, they are those of the service model.</summary>
internal static class ConnectionErrors
{
    /// <summary>The code for an input that a rule outside the service model forbids, in the operations of Git sync.</summary>
    public const string InvalidInput = "InvalidInputException";

    /// <summary>Creates the error for a resource that does not exist.</summary>
    /// <returns>The error.</returns>
    public static AwsErrorException NotFound() => new("ResourceNotFoundException", "Resource not found. Verify the connection resource ARN and try again.");

    /// <summary>Creates the error for a quota.</summary>
    /// <param name="resources">The resources that there are too many of.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException LimitExceeded(string resources) => new("LimitExceededException", $"Exceeded the maximum limit for {resources}.");

    /// <summary>Creates the error for a resource that exists already.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException AlreadyExists(string resource) => new("ResourceAlreadyExistsException", $"Unable to create resource. Resource already exists. ({resource})");
}
