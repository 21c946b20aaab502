using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>
/// The exception of this module: AWS refused a call, AWS could not be reached, or a local condition. The exception of the SDK, if there is one, is
/// the <see cref="Exception.InnerException"/>.
/// </summary>
public class ServiceException : Exception
{
    private const string SeveralFindings = "InvalidPipelineDefinition";

    // A list that does not fit on a few screens is not read.
    private const int MaximumListed = 50;

    // One record has all members, so that a copy cannot miss one.
    private Facts _facts;

    /// <summary>Initializes a new instance of the <see cref="ServiceException"/> class.</summary>
    /// <param name="kind">The kind of failure.</param>
    /// <param name="message">The message: what failed, for which object, and the cause. Named secrets are redacted.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ServiceException(ServiceErrorKind kind, string message, Exception? innerException = null)
        : this(new Facts { Kind = kind, Text = Shown(message) }, innerException)
    {
    }

    private ServiceException(Facts facts, Exception? innerException)
        : base(facts.Text, RedactedException.Of(innerException)) => _facts = facts;

    /// <summary>Gets the message: what failed, for which object, the cause, and what was already created.</summary>
    public override string Message => Created.Count == 0 ? _facts.Text : $"{TextSentence} Already created: {string.Join(", ", Created)}.";

    /// <summary>Returns the message with a full stop, so that another sentence can follow.</summary>
    /// <returns>The sentence.</returns>
    public string ToSentence() => WithStop(Message);

    /// <summary>Gets the kind of failure.</summary>
    public ServiceErrorKind Kind => _facts.Kind;

    /// <summary>Gets the error code that AWS returned, such as <c>ResourceNotFoundException</c>; null if AWS did not refuse the call.</summary>
    public string? ErrorCode
    {
        get => _facts.ErrorCode;
        init => _facts = _facts with { ErrorCode = value };
    }

    /// <summary>
    /// Gets the module's name of a local condition or rule, such as <c>RegionNotSearched</c> or <c>InvalidConnectionName</c>. A condition without its
    /// own name has the name of its <see cref="Kind"/>. Null if AWS refused the call.
    /// </summary>
    public string? Condition
    {
        get => _facts.Condition ?? (Kind == ServiceErrorKind.Service ? null : Kind.ToString());
        init => _facts = _facts with { Condition = value };
    }

    /// <summary>Gets a value indicating whether AWS refused the call because of missing permissions.</summary>
    public bool IsAccessDenied => IsRefusal && RefusalCodes.AccessDenied.Has(ErrorCode);

    /// <summary>Gets a value indicating whether AWS refused the call because a resource does not exist.</summary>
    public bool IsNotFound => IsRefusal && RefusalCodes.NotFound.Has(ErrorCode);

    /// <summary>Gets a value indicating whether AWS refused the call because a pipeline does not exist.</summary>
    public bool IsPipelineNotFound => IsRefusal && RefusalCodes.IsPipelineNotFound(ErrorCode);

    /// <summary>Gets a value indicating whether AWS refused the call because a stage does not exist.</summary>
    public bool IsStageNotFound => IsRefusal && RefusalCodes.IsStageNotFound(ErrorCode);

    /// <summary>Gets a value indicating whether AWS refused the call because an execution does not exist. Its pipeline may exist.</summary>
    public bool IsExecutionNotFound => IsRefusal && RefusalCodes.IsExecutionNotFound(ErrorCode);

    /// <summary>Gets a value indicating whether AWS refused the call because of too many calls.</summary>
    public bool IsThrottled => IsRefusal && RefusalCodes.Throttled.Has(ErrorCode);

    /// <summary>Gets a value indicating whether AWS did not accept the credentials: unknown, wrong or expired.</summary>
    public bool IsCredentialsInvalid => IsRefusal && RefusalCodes.InvalidCredentials.Has(ErrorCode);

    /// <summary>Gets a value indicating whether AWS returned a code that valid credentials get in a Region that is not enabled for the account.</summary>
    public bool IsRegionNotEnabled => IsRefusal && RefusalCodes.RegionNotEnabled.Has(ErrorCode);

    /// <summary>
    /// Gets a value indicating whether AWS refused a pipeline because one of its roles cannot be assumed. A new role can be assumed only after some seconds.
    /// </summary>
    public bool IsRoleNotAssumable => IsRefusal && RefusalCodes.IsRoleNotAssumable(ErrorCode, ServiceMessage ?? _facts.Text);

    /// <summary>
    /// Gets a value indicating whether AWS refused to create a pipeline because the name is in use. AWS has a code for this, and an
    /// <c>InvalidStructureException</c> whose message says that the pipeline already exists.
    /// </summary>
    public bool IsPipelineNameInUse => IsRefusal && RefusalCodes.IsPipelineNameInUse(ErrorCode, ServiceMessage ?? _facts.Text);

    /// <summary>Gets a value indicating whether AWS's message says that the service accepts no new resources.</summary>
    public bool IsClosedToNew => IsRefusal && RefusalCodes.IsClosedToNew(ServiceMessage ?? string.Empty);

    /// <summary>Gets a value indicating whether AWS refused the call because of missing permissions without naming one. It may have another reason.</summary>
    public bool IsAccessDeniedWithoutPermission => IsAccessDenied && !RefusalCodes.NamesPermission(ServiceMessage ?? string.Empty);

    /// <summary>Determines whether AWS refused the call with one of several codes.</summary>
    /// <param name="codes">The codes. For codes with their own property, such as <see cref="IsNotFound"/>, use the property.</param>
    /// <returns>True if AWS refused the call with one of the codes.</returns>
    public bool IsRefusedWith(params string[] codes) => IsRefusal && codes.Contains(ErrorCode, StringComparer.Ordinal);

    /// <summary>Gets the HTTP status of the answer; null if there was no answer.</summary>
    public int? HttpStatusCode
    {
        get => _facts.HttpStatusCode;
        init => _facts = _facts with { HttpStatusCode = value };
    }

    /// <summary>Gets the request id for AWS Support; null if there was no answer.</summary>
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

    /// <summary>Gets the Region of the call.</summary>
    public string? Region
    {
        get => _facts.Region;
        init => _facts = _facts with { Region = value };
    }

    /// <summary>Gets a value indicating whether a retry of the same call may succeed.</summary>
    public bool IsRetryable
    {
        get => _facts.IsRetryable;
        init => _facts = _facts with { IsRetryable = value };
    }

    /// <summary>
    /// Gets a value indicating whether AWS performed, or may have performed, the call or an earlier attempt, despite the failure.
    /// </summary>
    public bool MayHaveTakenEffect
    {
        get => _facts.MayHaveTakenEffect;
        init => _facts = _facts with { MayHaveTakenEffect = value };
    }

    /// <summary>Gets the message of the service, without the text that this module adds.</summary>
    public string? ServiceMessage
    {
        get => _facts.ServiceMessage;
        init => _facts = _facts with { ServiceMessage = value is null ? null : Redaction.Message(value) };
    }

    /// <summary>Gets the ARNs or names of everything that was created before the failure.</summary>
    public IReadOnlyList<string> Created
    {
        get => _facts.Created;
        init => _facts = _facts with { Created = value };
    }

    /// <summary>Gets what removes the cause of this failure, with its command; null for the general advice of the error id.</summary>
    public string? RecommendedAction
    {
        get => _facts.RecommendedAction;
        init => _facts = _facts with { RecommendedAction = value is null ? null : Redaction.Message(value) };
    }

    /// <summary>Gets all findings of the local check; empty for other kinds.</summary>
    public IReadOnlyList<Finding> Findings
    {
        get => _facts.Findings;
        init => _facts = _facts with { Findings = value };
    }

    /// <summary>Creates a copy that names more of the created objects.</summary>
    /// <param name="created">The ARNs or names of everything that was created before the failure.</param>
    /// <returns>The copy, with this failure as its cause; this failure if there is nothing to add.</returns>
    public ServiceException WithCreated(IEnumerable<string> created)
    {
        var all = created.Concat(Created).Distinct(StringComparer.Ordinal).ToList();
        return all.Count == Created.Count ? this : new ServiceException(_facts with { Created = all }, this);
    }

    /// <summary>Creates a copy with one more sentence in the message.</summary>
    /// <param name="sentence">The sentence to add.</param>
    /// <param name="mayHaveTakenEffect">Whether AWS may have performed the call; true adds this to the known facts.</param>
    /// <returns>The copy, with this failure as its cause.</returns>
    public ServiceException WithSentence(string sentence, bool mayHaveTakenEffect = false) =>
        new(_facts with { Text = Shown(TextSentence + " " + sentence), MayHaveTakenEffect = MayHaveTakenEffect || mayHaveTakenEffect }, this);

    /// <summary>Creates a copy whose message starts with the file that the failure is about.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>The copy; this failure if its message has the path.</returns>
    public ServiceException WithFile(string path) =>
        _facts.Text.Contains(path) ? this : new ServiceException(_facts with { Text = Shown($"File '{path}': {_facts.Text}") }, InnerException);

    /// <summary>Creates a copy that describes what this failure means for the command. The copy keeps the answer of the service.</summary>
    /// <param name="kind">The kind of failure.</param>
    /// <param name="condition">The local condition, such as <c>RegionNotSearched</c>.</param>
    /// <param name="message">The message: what failed, for which object, and the cause. Named secrets are redacted.</param>
    /// <param name="region">The affected Region; null for the Region of the call.</param>
    /// <returns>The copy, with this failure as its cause.</returns>
    public ServiceException WithMeaning(ServiceErrorKind kind, string condition, string message, string? region = null) =>
        new(_facts with { Kind = kind, Condition = condition, Text = Shown(message), Region = region ?? Region }, this);

    /// <summary>Creates the exception of a local check.</summary>
    /// <param name="findings">The findings, at least one.</param>
    /// <param name="pipelineName">The pipeline that they are about, because the error of one of many inputs must name it; null for none.</param>
    /// <returns>The exception. A single finding gives it its message and id. Several findings are listed.</returns>
    public static ServiceException FromFindings(IReadOnlyList<Finding> findings, string? pipelineName = null)
    {
        var subject = string.IsNullOrEmpty(pipelineName) ? null : $"pipeline '{pipelineName}'";
        if (findings.Count == 1)
        {
            var only = findings[0].Message;
            return new ServiceException(ServiceErrorKind.InvalidInput, subject is null || only.Contains($"'{pipelineName}'") ? only : $"P{subject.Substring(1)}: {only}")
            {
                Condition = findings[0].Id,
                Findings = findings,
            };
        }

        var lines = new List<string> { $"{findings.Count} problems were found{(subject is null ? null : $" for the {subject}")}. Nothing was changed:" };
        var same = findings.GroupBy(finding => finding.Message, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        lines.AddRange(findings.Take(MaximumListed).Select(finding => same[finding.Message] > 1 && finding.Path is not null ? $"- {finding.Path}: {finding.Message}" : "- " + finding.Message));
        if (findings.Count > MaximumListed)
        {
            lines.Add($"- and {findings.Count - MaximumListed} more");
        }

        return new ServiceException(ServiceErrorKind.InvalidInput, string.Join(Environment.NewLine, lines))
        {
            Condition = SeveralFindings,
            Findings = findings,
        };
    }

    // A refusal with another meaning is a local condition, and the answer of AWS to one call does not decide about it.
    private bool IsRefusal => Kind == ServiceErrorKind.Service;

    private static string Shown(string message) => LongText.ShortenWords(Redaction.Message(message));

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

        public string? RecommendedAction { get; init; }

        public IReadOnlyList<string> Created { get; init; } = Array.Empty<string>();

        public IReadOnlyList<Finding> Findings { get; init; } = Array.Empty<Finding>();
    }
}
