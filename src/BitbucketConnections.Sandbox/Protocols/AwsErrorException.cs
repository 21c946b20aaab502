using System;

namespace BitbucketConnections.Sandbox.Protocols;

/// <summary>An AWS error with code, message and status. Each protocol writes it in its own format.</summary>
internal sealed class AwsErrorException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="AwsErrorException"/> class.</summary>
    /// <param name="code">The error code.</param>
    /// <param name="message">The error message.</param>
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

    /// <summary>Gets the extra response header of the error, in protocols that have one, or null.</summary>
    public (string Name, string Value)? Header { get; init; }
}
