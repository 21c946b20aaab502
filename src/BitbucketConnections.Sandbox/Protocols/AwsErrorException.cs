using System;

namespace BitbucketConnections.Sandbox.Protocols;

/// <summary>An error of AWS: code, message and status. Each protocol writes it in its own form.</summary>
internal sealed class AwsErrorException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="AwsErrorException"/> class.</summary>
    /// <param name="code">The error code.</param>
    /// <param name="message">The service's words.</param>
    /// <param name="status">The HTTP status.</param>
    public AwsErrorException(string code, string message, int status = 400)
        : base(message)
    {
        Code = code;
        Status = status;
    }

    /// <summary>Gets the error code.</summary>
    public string Code { get; }

    /// <summary>Gets the HTTP status.</summary>
    public int Status { get; }

    /// <summary>Gets the header that goes with the refusal, in protocols that have one; null for none.</summary>
    public (string Name, string Value)? Header { get; init; }
}
