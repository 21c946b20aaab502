namespace BitbucketConnections.Sandbox.Signing;

/// <summary>A problem with a request's signature.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Message">The message that AWS returns, if it does not depend on the protocol.</param>
internal sealed record SignatureProblem(SignatureProblemKind Kind, string Message);
