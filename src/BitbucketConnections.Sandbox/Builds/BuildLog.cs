using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BitbucketConnections.Sandbox.Logs;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>The log of a build or of the commands of an action, in the form of CodeBuild: a line for each phase, and the output of the commands between them.</summary>
internal sealed class BuildLog : ILogContent
{
    private const string Build = "BUILD";
    private readonly DateTimeOffset _started;
    private readonly DateTimeOffset _ends;
    private readonly IReadOnlyList<string> _lines;
    private readonly string _failedPhase;
    private (bool IsSuccess, string? Message, DateTimeOffset At)? _end;

    /// <summary>Initializes a new instance of the <see cref="BuildLog"/> class.</summary>
    /// <param name="started">The start.</param>
    /// <param name="ends">The planned end. The lines appear evenly until then.</param>
    /// <param name="lines">The lines of the phase BUILD.</param>
    /// <param name="failedPhase">The phase that fails if the build fails.</param>
    public BuildLog(DateTimeOffset started, DateTimeOffset ends, IReadOnlyList<string> lines, string failedPhase = Build)
    {
        _started = started;
        _ends = ends;
        _lines = lines;
        _failedPhase = failedPhase;
    }

    /// <summary>Gets the lines for commands that have no planned log.</summary>
    /// <param name="commands">The commands.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> Of(IEnumerable<string> commands) => [.. commands.Select(command => "Running command " + command), "The sandbox runs no commands."];

    /// <summary>Ends the log.</summary>
    /// <param name="isSuccess">True for a success.</param>
    /// <param name="message">The message of a failure, or null.</param>
    /// <param name="at">The time of the event.</param>
    public void End(bool isSuccess, string? message, DateTimeOffset at) => _end = (isSuccess, message, at);

    /// <inheritdoc/>
    public IReadOnlyList<LogEventRecord> Read(DateTimeOffset now)
    {
        var until = _end is { } end && end.At < now ? end.At : now;
        return [.. Running().TakeWhile(entry => entry.Time <= until), .. Ending()];
    }

    private IEnumerable<LogEventRecord> Running()
    {
        yield return Line(_started, "Running on CodeBuild On-demand");
        yield return Line(_started, "Waiting for agent ping");
        yield return Line(_started, "Waiting for DOWNLOAD_SOURCE");
        if (_failedPhase != Build)
        {
            yield break;
        }

        yield return Line(_started, "Phase is DOWNLOAD_SOURCE");
        yield return Line(_started, "Processing environment variables");
        foreach (var phase in new[] { "INSTALL", "PRE_BUILD" })
        {
            yield return Line(_started, "Entering phase " + phase);
            yield return Line(_started, $"Phase complete: {phase} State: SUCCEEDED");
            yield return Line(_started, "Phase context status code:  Message: ");
        }

        yield return Line(_started, "Entering phase " + Build);
        for (var index = 0; index < _lines.Count; index++)
        {
            // The command itself has the form of CodeBuild, its output none.
            var time = _started + TimeSpan.FromTicks((_ends - _started).Ticks / (_lines.Count + 1) * (index + 1));
            yield return _lines[index].StartsWith("Running command ", StringComparison.Ordinal) ? Line(time, _lines[index]) : new LogEventRecord(time, _lines[index] + "\n");
        }
    }

    private IEnumerable<LogEventRecord> Ending()
    {
        if (_end is not { } end)
        {
            yield break;
        }

        if (!end.IsSuccess)
        {
            yield return Line(end.At, $"Phase complete: {_failedPhase} State: FAILED");
            yield return Line(end.At, $"Phase context status code: {(_failedPhase == Build ? "COMMAND_EXECUTION_ERROR" : "CLIENT_ERROR")} Message: {end.Message ?? "The build was stopped."}");
            yield break;
        }

        yield return Line(end.At, $"Phase complete: {Build} State: SUCCEEDED");
        yield return Line(end.At, "Phase context status code:  Message: ");
        yield return Line(end.At, "Entering phase POST_BUILD");
        yield return Line(end.At, "Phase complete: POST_BUILD State: SUCCEEDED");
        yield return Line(end.At, "Phase context status code:  Message: ");
    }

    private static LogEventRecord Line(DateTimeOffset time, string text) =>
        new(time, $"[Container] {time.UtcDateTime.ToString("yyyy/MM/dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)} {text}\n");
}
