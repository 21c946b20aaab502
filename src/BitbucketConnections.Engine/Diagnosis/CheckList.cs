using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>Collects the results of the checks of one pipeline, definition or connection.</summary>
internal sealed class CheckList
{
    private readonly List<CheckResult> _results;
    private readonly List<CheckResult> _known;
    private readonly CheckResult _blank;

    private CheckList(CheckResult blank, List<CheckResult>? results = null, List<CheckResult>? known = null)
    {
        _blank = blank;
        _results = results ?? [];
        _known = known ?? [];
    }

    /// <summary>Gets the results.</summary>
    public IReadOnlyList<CheckResult> Results => _results;

    /// <summary>Gets the results, and those of other lists that are known.</summary>
    public IEnumerable<CheckResult> Known => _known.Concat(_results);

    /// <summary>Creates the list of a pipeline or definition.</summary>
    public static CheckList Of(Pipeline pipeline) => new(new CheckResult
    {
        Check = string.Empty, Status = CheckStatus.Unknown, Detail = string.Empty,
        Subject = $"{(pipeline.PipelineArn is null ? "definition" : "pipeline")} {pipeline.Name} ({pipeline.Region})",
        PipelineName = pipeline.Name, PipelineArn = pipeline.PipelineArn, Region = pipeline.Region,
    });

    /// <summary>Creates the list of a connection.</summary>
    public static CheckList Of(string connectionArn, string region) => new(new CheckResult
    {
        Check = string.Empty, Status = CheckStatus.Unknown, Detail = string.Empty,
        Subject = $"connection {connectionArn.Substring(connectionArn.LastIndexOf('/') + 1)} ({region})", ConnectionArn = connectionArn, Region = region,
    });

    /// <summary>Gets the list for the checks of one connection of the pipeline. It adds to the same results.</summary>
    public CheckList About(string connectionArn) => new(_blank with { ConnectionArn = connectionArn }, _results, _known);

    /// <summary>Adds results of other checks that conclusions can use.</summary>
    public void Know(IEnumerable<CheckResult> results) => _known.AddRange(results);

    public void Passed(string check, string detail) => Add(check, CheckStatus.Passed, detail, null, null);

    public void Warning(string check, string detail, string? remedy = null, string? command = null) => Add(check, CheckStatus.Warning, detail, remedy, command);

    public void Failed(string check, string detail, string? remedy = null, string? command = null) => Add(check, CheckStatus.Failed, detail, remedy, command);

    /// <summary>Adds a check that was not made.</summary>
    /// <param name="check">The check.</param>
    /// <param name="detail">What is not known and why.</param>
    /// <param name="remedy">How it can be known; null if it can't.</param>
    /// <param name="command">The command that shows it, or null.</param>
    public void Unknown(string check, string detail, string? remedy = null, string? command = null) => Add(check, CheckStatus.Unknown, detail, remedy, command);

    /// <summary>Adds a check that was not made because a call failed.</summary>
    /// <param name="check">The check.</param>
    /// <param name="what">What is not known, as the start of a sentence.</param>
    /// <param name="action">The IAM action of the call.</param>
    /// <param name="failure">The failure.</param>
    public void Unknown(string check, string what, string action, ServiceException failure) => Unknown(
        check,
        $"{what}: {failure.ToSentence()}",
        failure.IsAccessDenied ? $"To make this check, allow {action} for your own identity." : "Run the test again.");

    /// <summary>Determines whether a failure only leaves one check open. Without credentials, Region or network, nothing can be checked.</summary>
    public static bool IsOpen(ServiceException failure) => RoleDocumentReader.IsUnreadable(failure) || failure.Kind == ServiceErrorKind.NotFound;

    /// <summary>Determines whether a check has a result of a status.</summary>
    public bool Has(string check, CheckStatus status) => Known.Any(result => result.Check == check && result.Status == status);

    private void Add(string check, CheckStatus status, string detail, string? remedy, string? command) => _results.Add(_blank with
    {
        Check = check, Status = status, Detail = Redaction.Message(detail), Remedy = remedy is null ? null : Redaction.Message(remedy), Command = command,
    });
}
