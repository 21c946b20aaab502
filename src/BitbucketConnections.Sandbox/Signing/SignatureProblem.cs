namespace BitbucketConnections.Sandbox.Signing;

/// <summary>What is wrong with a request's signature.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Message">AWS's words, where they don't depend on the protocol.</param>
internal sealed record SignatureProblem(SignatureProblemKind Kind, string Message);
