using System;

namespace BitbucketConnections;

/// <summary>Something that goes wrong in a sandbox on purpose, so that scripts and tests can meet it.</summary>
public sealed class SandboxFault
{
    /// <summary>
    /// Gets the API operation it happens to, such as <c>GetConnection</c>; <c>*</c> for every operation. A service may
    /// stand before it: <c>codepipeline:GetPipeline</c>.
    /// </summary>
    public required string Operation { get; init; }

    /// <summary>Gets the Region it happens in, such as <c>eu-west-1</c>; null for every Region.</summary>
    public string? Region { get; init; }

    /// <summary>Gets how long the answer takes longer; zero for no delay.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets the error code to answer with, such as <c>ThrottlingException</c>; null to let the call go on.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the message of the error.</summary>
    public string? Message { get; init; }

    /// <summary>Gets the HTTP status of the error, 400–599.</summary>
    public int HttpStatusCode { get; init; } = 400;

    /// <summary>Gets a value indicating whether the connection is cut instead of an answer.</summary>
    public bool CutConnection { get; init; }

    /// <summary>Gets a value indicating whether the call takes effect and its answer is lost: the connection is cut after it.</summary>
    public bool LoseAnswer { get; init; }

    /// <summary>Gets how many calls it happens to, at least 1; null for all until the faults are cleared.</summary>
    public int? Count { get; init; }
}
