using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>
/// The one exception of the module: a refusal of AWS, a failure to reach it, or a local condition. The SDK's own
/// exception, where there is one, is the <see cref="Exception.InnerException"/>.
/// </summary>
public class ServiceException : Exception
{
    private const string SeveralFindings = "InvalidPipelineDefinition";

    // One value holds every member, so that a copy cannot forget one.
    private Facts _facts;

    /// <summary>Initializes a new instance of the <see cref="ServiceException"/> class.</summary>
    /// <param name="kind">The kind of failure.</param>
    /// <param name="message">What failed, on what, and why; named secrets in it are redacted.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ServiceException(ServiceErrorKind kind, string message, Exception? innerException = null)
        : this(new Facts { Kind = kind, Text = Redaction.Message(message) }, innerException)
    {
    }

    private ServiceException(Facts facts, Exception? innerException)
        : base(facts.Text, RedactedException.Of(innerException)) => _facts = facts;

    /// <summary>Gets what failed, on what, and why, and what was created before the failure.</summary>
    public override string Message => Created.Count == 0 ? _facts.Text : $"{TextSentence} Already created: {string.Join(", ", Created)}.";

    /// <summary>Gets the message with a full stop, so that another sentence can follow.</summary>
    /// <returns>The sentence.</returns>
    public string ToSentence() => WithStop(Message);

    /// <summary>Gets the kind of failure.</summary>
    public ServiceErrorKind Kind => _facts.Kind;

    /// <summary>Gets the error code that AWS answered, such as <c>ResourceNotFoundException</c>; null when AWS did not refuse.</summary>
    public string? ErrorCode
    {
        get => _facts.ErrorCode;
        init => _facts = _facts with { ErrorCode = value };
    }

    /// <summary>
    /// Gets this module's own name of a local condition or rule, such as <c>RegionNotSearched</c> or <c>InvalidConnectionName</c>. A
    /// condition without a name of its own has that of its <see cref="Kind"/>. Null when AWS refused.
    /// </summary>
    public string? Condition
    {
        get => _facts.Condition ?? (Kind == ServiceErrorKind.Service ? null : Kind.ToString());
        init => _facts = _facts with { Condition = value };
    }

    /// <summary>Gets a value indicating whether AWS refused because an identity is missing a right.</summary>
    public bool IsAccessDenied => IsRefusal && RefusalCodes.AccessDenied.Has(ErrorCode);

    /// <summary>Gets a value indicating whether AWS answered that a resource does not exist.</summary>
    public bool IsNotFound => IsRefusal && RefusalCodes.NotFound.Has(ErrorCode);

    /// <summary>Gets a value indicating whether AWS answered that an execution does not exist; its pipeline may exist.</summary>
    public bool IsExecutionNotFound => IsRefusal && RefusalCodes.IsExecutionNotFound(ErrorCode);

    /// <summary>Gets a value indicating whether AWS refused because of too many calls.</summary>
    public bool IsThrottled => IsRefusal && RefusalCodes.Throttled.Has(ErrorCode);

    /// <summary>Gets a value indicating whether AWS did not accept the credentials: unknown, wrong or expired.</summary>
    public bool IsCredentialsInvalid => IsRefusal && RefusalCodes.InvalidCredentials.Has(ErrorCode);

    /// <summary>Gets a value indicating whether AWS answered as it does to valid credentials in a Region that is not enabled for the account.</summary>
    public bool IsRegionNotEnabled => IsRefusal && RefusalCodes.RegionNotEnabled.Has(ErrorCode);

    /// <summary>
    /// Gets a value indicating whether AWS refused a pipeline because one of its roles can't be assumed; a new role can be some seconds later.
    /// </summary>
    public bool IsRoleNotAssumable => IsRefusal && RefusalCodes.IsRoleNotAssumable(ErrorCode, ServiceMessage ?? _facts.Text);

    /// <summary>Determines whether AWS refused with one of some codes.</summary>
    /// <param name="codes">The codes. Codes that have a property of their own, such as <see cref="IsNotFound"/>, are not compared this way.</param>
    /// <returns>True when it did.</returns>
    public bool IsRefusedWith(params string[] codes) => IsRefusal && codes.Contains(ErrorCode, StringComparer.Ordinal);

    /// <summary>Gets the HTTP status of the answer; null when there was none.</summary>
    public int? HttpStatusCode
    {
        get => _facts.HttpStatusCode;
        init => _facts = _facts with { HttpStatusCode = value };
    }

    /// <summary>Gets the request id that AWS support asks for; null when there was none.</summary>
    public string? RequestId
    {
        get => _facts.RequestId;
        init => _facts = _facts with { RequestId = value };
    }

    /// <summary>Gets the API operation, such as <c>GetConnection</c>.</summary>
    public string? Operation
    {
        get => _facts.Operation;
        init => _facts = _facts with { Operation = value };
    }

    /// <summary>Gets the service, such as <c>codestar-connections</c>.</summary>
    public string? ServiceName
    {
        get => _facts.ServiceName;
        init => _facts = _facts with { ServiceName = value };
    }

    /// <summary>Gets the Region the call went to.</summary>
    public string? Region
    {
        get => _facts.Region;
        init => _facts = _facts with { Region = value };
    }

    /// <summary>Gets a value indicating whether the same call may work later without a change.</summary>
    public bool IsRetryable
    {
        get => _facts.IsRetryable;
        init => _facts = _facts with { IsRetryable = value };
    }

    /// <summary>
    /// Gets a value indicating whether the call, or a first try of it, was or may have been carried out although this is a
    /// failure.
    /// </summary>
    public bool MayHaveTakenEffect
    {
        get => _facts.MayHaveTakenEffect;
        init => _facts = _facts with { MayHaveTakenEffect = value };
    }

    /// <summary>Gets the message of the service alone, without what this module adds around it.</summary>
    public string? ServiceMessage
    {
        get => _facts.ServiceMessage;
        init => _facts = _facts with { ServiceMessage = value is null ? null : Redaction.Message(value) };
    }

    /// <summary>Gets what was created before the failure, by ARN or name, so that nothing is lost.</summary>
    public IReadOnlyList<string> Created
    {
        get => _facts.Created;
        init => _facts = _facts with { Created = value };
    }

    /// <summary>Gets every finding of the local check; empty for other kinds.</summary>
    public IReadOnlyList<Finding> Findings
    {
        get => _facts.Findings;
        init => _facts = _facts with { Findings = value };
    }

    /// <summary>Makes a copy that names more of what was created.</summary>
    /// <param name="created">What was created before the failure, by ARN or name.</param>
    /// <returns>The copy, with this failure as its cause; this failure when there is nothing to add.</returns>
    public ServiceException WithCreated(IEnumerable<string> created)
    {
        var all = created.Concat(Created).Distinct(StringComparer.Ordinal).ToList();
        return all.Count == Created.Count ? this : new ServiceException(_facts with { Created = all }, this);
    }

    /// <summary>Makes a copy whose message says more.</summary>
    /// <param name="sentence">What to add, a whole sentence.</param>
    /// <param name="mayHaveTakenEffect">Whether the failure leaves it open if the call was carried out, if that was not known before.</param>
    /// <returns>The copy, with this failure as its cause.</returns>
    public ServiceException WithSentence(string sentence, bool mayHaveTakenEffect = false) =>
        new(_facts with { Text = Redaction.Message(TextSentence + " " + sentence), MayHaveTakenEffect = MayHaveTakenEffect || mayHaveTakenEffect }, this);

    /// <summary>Makes a copy that says what this failure means for the command. What the service answered stays.</summary>
    /// <param name="kind">The kind of failure.</param>
    /// <param name="condition">The local condition, such as <c>RegionNotSearched</c>.</param>
    /// <param name="message">What failed, on what, and why; named secrets in it are redacted.</param>
    /// <param name="region">The Region it is about; null for the one that the call went to.</param>
    /// <returns>The copy, with this failure as its cause.</returns>
    public ServiceException WithMeaning(ServiceErrorKind kind, string condition, string message, string? region = null) =>
        new(_facts with { Kind = kind, Condition = condition, Text = Redaction.Message(message), Region = region ?? Region }, this);

    /// <summary>Makes the exception of a local check.</summary>
    /// <param name="findings">The findings, at least one.</param>
    /// <returns>The exception; one finding gives its own text and id, several are listed.</returns>
    public static ServiceException FromFindings(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 1)
        {
            return new ServiceException(ServiceErrorKind.InvalidInput, findings[0].Message)
            {
                Condition = findings[0].Id,
                Findings = findings,
            };
        }

        var lines = new List<string> { $"{findings.Count} values are not valid. Nothing was created:" };
        foreach (var finding in findings)
        {
            lines.Add("- " + finding.Message);
        }

        return new ServiceException(ServiceErrorKind.InvalidInput, string.Join(Environment.NewLine, lines))
        {
            Condition = SeveralFindings,
            Findings = findings,
        };
    }

    // A refusal that got another meaning is a condition of the command: what AWS answered to one call does not decide about it.
    private bool IsRefusal => Kind == ServiceErrorKind.Service;

    private string TextSentence => WithStop(_facts.Text);

    private static string WithStop(string text) => text.EndsWith(".", StringComparison.Ordinal) ? text : text + ".";

    private sealed record Facts
    {
        public ServiceErrorKind Kind { get; init; }

        public string Text { get; init; } = string.Empty;

        public string? ErrorCode { get; init; }

        public string? Condition { get; init; }

        public int? HttpStatusCode { get; init; }

        public string? RequestId { get; init; }

        public string? Operation { get; init; }

        public string? ServiceName { get; init; }

        public string? Region { get; init; }

        public bool IsRetryable { get; init; }

        public bool MayHaveTakenEffect { get; init; }

        public string? ServiceMessage { get; init; }

        public IReadOnlyList<string> Created { get; init; } = Array.Empty<string>();

        public IReadOnlyList<Finding> Findings { get; init; } = Array.Empty<Finding>();
    }
}
