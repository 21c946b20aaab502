using System;

namespace BitbucketConnections;

/// <summary>A fault that the sandbox simulates, so that scripts and tests can handle it.</summary>
public sealed class SandboxFault
{
    /// <summary>
    /// Gets the affected API operation, such as <c>GetConnection</c>; <c>*</c> for all operations. A service can precede it, such as
    /// <c>codepipeline:GetPipeline</c>.
    /// </summary>
    public required string Operation { get; init; }

    /// <summary>Gets the affected Region, such as <c>eu-west-1</c>; null for all Regions.</summary>
    public string? Region { get; init; }

    /// <summary>Gets the delay of the answer; zero for no delay.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets the error code of the answer, such as <c>ThrottlingException</c>; null to process the call normally.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the message of the error.</summary>
    public string? Message { get; init; }

    /// <summary>Gets the HTTP status of the error, 400–599.</summary>
    public int HttpStatusCode { get; init; } = 400;

    /// <summary>Gets a value indicating whether the sandbox closes the connection instead of answering.</summary>
    public bool CutConnection { get; init; }

    /// <summary>Gets a value indicating whether the sandbox performs the call and then closes the connection without an answer.</summary>
    public bool LoseAnswer { get; init; }

    /// <summary>Gets how many calls are affected, at least 1; null for all until the faults are cleared.</summary>
    public int? Count { get; init; }
}
