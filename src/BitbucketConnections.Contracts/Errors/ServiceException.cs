using System;
using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>
/// The one exception of the module: a refusal of AWS, a failure to reach it, or a local condition. The SDK's own
/// exception, where there is one, is the <see cref="Exception.InnerException"/>.
/// </summary>
public class ServiceException : Exception
{
    private readonly string? _serviceMessage;

    /// <summary>Initializes a new instance of the <see cref="ServiceException"/> class.</summary>
    /// <param name="kind">The kind of failure.</param>
    /// <param name="message">What failed, on what, and why; named secrets in it are redacted.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ServiceException(ServiceErrorKind kind, string message, Exception? innerException = null)
        : base(Redaction.Message(message), RedactedException.Of(innerException)) => Kind = kind;

    /// <summary>Gets the kind of failure.</summary>
    public ServiceErrorKind Kind { get; }

    /// <summary>Gets the service's error code, such as <c>ResourceNotFoundException</c>; null when the service did not answer.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the HTTP status of the answer; null when there was none.</summary>
    public int? HttpStatusCode { get; init; }

    /// <summary>Gets the request id that AWS support asks for; null when there was none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets the API operation, such as <c>GetConnection</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>Gets the service, such as <c>codestar-connections</c>.</summary>
    public string? ServiceName { get; init; }

    /// <summary>Gets the Region the call went to.</summary>
    public string? Region { get; init; }

    /// <summary>Gets a value indicating whether the same call may work later without a change.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>
    /// Gets a value indicating whether the call, or a first try of it, may have been carried out although this is a
    /// failure: it was sent, and its answer never came.
    /// </summary>
    public bool MayHaveTakenEffect { get; init; }

    /// <summary>Gets the message of the service alone, without what this module adds around it.</summary>
    public string? ServiceMessage
    {
        get => _serviceMessage;
        init => _serviceMessage = value is null ? null : Redaction.Message(value);
    }

    /// <summary>Gets what was created before the failure, by ARN or name, so that nothing is lost.</summary>
    public IReadOnlyList<string> Created { get; init; } = Array.Empty<string>();

    /// <summary>Gets every finding of the local check; empty for other kinds.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = Array.Empty<Finding>();

    /// <summary>Makes the exception of a local check.</summary>
    /// <param name="findings">The findings, at least one.</param>
    /// <returns>The exception; one finding gives its own text and id, several are listed.</returns>
    public static ServiceException FromFindings(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 1)
        {
            return new ServiceException(ServiceErrorKind.InvalidInput, findings[0].Message)
            {
                ErrorCode = findings[0].Id,
                Findings = findings,
            };
        }

        var lines = new List<string> { $"{findings.Count} things are wrong; nothing was created:" };
        foreach (var finding in findings)
        {
            lines.Add("- " + finding.Message);
        }

        return new ServiceException(ServiceErrorKind.InvalidInput, string.Join(Environment.NewLine, lines))
        {
            Findings = findings,
        };
    }
}
