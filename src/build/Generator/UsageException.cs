using System;

namespace BitbucketConnections.Generator;

/// <summary>The error for a command line that is not valid.</summary>
public sealed class UsageException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="UsageException"/> class.</summary>
    /// <param name="message">The error message.</param>
    public UsageException(string message)
        : base(message)
    {
    }
}
