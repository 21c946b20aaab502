using System;

namespace BitbucketConnections.Sandbox.Signing;

/// <summary>The error for a request whose signature is not valid.</summary>
internal sealed class SignatureException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="SignatureException"/> class.</summary>
    /// <param name="kind">The kind of problem.</param>
    /// <param name="message">The message that AWS returns.</param>
    public SignatureException(SignatureProblemKind kind, string message)
        : base(message) => Problem = new SignatureProblem(kind, message);

    /// <summary>Gets the problem.</summary>
    public SignatureProblem Problem { get; }
}
