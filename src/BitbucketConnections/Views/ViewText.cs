using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Hosting;
using BitbucketConnections.Views;

namespace BitbucketConnections;

/// <summary>
/// Texts of the table and list views. The format file calls these methods, also for objects that came from a job or a file and have only their properties.
/// Properties keep the values of AWS and UTC; only the views have local times, ages and colors.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ViewText
{
    // The first characters of a commit, as Git abbreviates it.
    private const int ShortCommit = 7;
    private static readonly string[] s_gates = ["BeforeEntry", "OnSuccess", "OnFailure"];

    /// <summary>Gets or sets the replacement for the time in tests.</summary>
    internal static DateTime? NowOverride { get; set; }

    private static DateTime Now => NowOverride ?? DateTime.UtcNow;

    /// <summary>Gets a status in the color of its kind, if the host shows colors.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The text.</returns>
    public static string? Status(object? status) => Text(status) is { } text ? ViewColor.Of(text) : null;

    /// <summary>Gets a UTC time as local time with its offset and its age.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The text; null for no time.</returns>
    public static string? Time(object? time) => Utc(time) is { } utc
        ? $"{utc.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)} ({Age(time)} ago)"
        : null;

    /// <summary>Gets the time since a UTC time in its largest unit.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The text, such as <c>12 min</c>; null for no time.</returns>
    public static string? Age(object? time) => Utc(time) is { } utc ? Describe(Now - utc) : null;

    /// <summary>Gets how long an execution of a pipeline or an action took, or takes until now.</summary>
    /// <param name="execution">The execution.</param>
    /// <returns>Minutes and seconds, and hours if there are any; null if it is not known.</returns>
    public static string? Duration(object execution)
    {
        var end = Text(Get(execution, "Status")) is "InProgress" or "Stopping" ? Now : Utc(Get(execution, "LastUpdateTime"));
        if (Utc(Get(execution, "StartTime")) is not { } start || end is not { } known)
        {
            return null;
        }

        var took = known > start ? known - start : TimeSpan.Zero;
        return took < TimeSpan.FromHours(1)
            ? took.ToString(@"m\:ss", CultureInfo.InvariantCulture)
            : ((int)took.TotalHours).ToString(CultureInfo.InvariantCulture) + took.ToString(@"\:mm\:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>Gets the start of the id of an execution, which the console shows.</summary>
    /// <param name="id">The id.</param>
    /// <returns>Eight characters.</returns>
    public static string? Abbreviate(object? id) => Text(id) is { } text ? ShortId.Of(text) : null;

    /// <summary>Gets the commits of an execution with their messages.</summary>
    /// <param name="execution">The execution.</param>
    /// <returns>The text; null if there is none yet.</returns>
    public static string? Revision(object execution)
    {
        var revisions = Items(Get(execution, "SourceRevisions")).Select(Revised).Where(text => text.Length > 0).ToList();
        return revisions.Count == 0 ? null : string.Join("; ", revisions);
    }

    /// <summary>Gets the pipeline of a row, with its Region.</summary>
    /// <param name="item">An execution or a stage.</param>
    /// <returns>The heading of the rows of the pipeline.</returns>
    public static string Group(object item) => $"{Get(item, "PipelineName")} ({Get(item, "Region")})";

    /// <summary>Gets the execution of a row, with its pipeline and Region.</summary>
    /// <param name="item">The execution of an action or a rule.</param>
    /// <returns>The heading of the rows of the execution.</returns>
    public static string ExecutionGroup(object item) => $"{Get(item, "PipelineExecutionId")} of {Group(item)}";

    /// <summary>Gets why an action or a rule failed, what it waits for, or its summary.</summary>
    /// <param name="item">The state or the execution of an action or a rule.</param>
    /// <returns>The text; null if there is none.</returns>
    public static string? Detail(object item)
    {
        if (Get(item, "IsWaitingForApproval") is true)
        {
            return "waits for approval";
        }

        if (Text(Get(item, "ErrorMessage")) is { Length: > 0 } message)
        {
            return message;
        }

        var percent = Get(item, "PercentComplete") is int done and > 0 && Text(Get(item, "Status")) == "InProgress" ? $"{done} %" : null;
        return percent ?? Text(Get(item, "ErrorCode")) ?? Line(CommitSummary.MessageOf(Text(Get(item, "Summary"))));
    }

    /// <summary>Gets the actions that a stage is about: those that failed, else those in progress, else all.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>Their names.</returns>
    public static string? StageAction(object stage) => string.Join(", ", Relevant(stage).Select(action => Text(Get(action, "ActionName")) ?? Text(action)));

    /// <summary>Gets the time since the last change of these actions.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>The text; null if it is not known.</returns>
    public static string? StageAge(object stage)
    {
        var times = Relevant(stage).Select(action => Utc(Get(action, "LastStatusChange"))).OfType<DateTime>().ToList();
        return times.Count == 0 ? null : Age(times.Max());
    }

    /// <summary>Gets what a person wants to know about a stage: why it failed, what it waits for, or its summary.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>The text; null if there is none.</returns>
    public static string? StageDetail(object stage)
    {
        var actions = Relevant(stage);
        var details = actions.Select(action => (Name: Text(Get(action, "ActionName")), Detail: Detail(action))).Where(entry => entry.Detail is not null)
            .Select(entry => actions.Count == 1 ? entry.Detail! : $"{entry.Name}: {entry.Detail}").ToList();
        var waiting = Items(Get(stage, "InboundExecutions")).Count;
        List<string?> parts =
        [
            .. details,
            .. s_gates.Select(gate => Condition(stage, gate)),
            Get(stage, "InboundTransitionEnabled") is false ? $"transition disabled: {Text(Get(stage, "InboundTransitionDisabledReason")) ?? "no reason given"}" : null,
            waiting == 0 ? null : waiting == 1 ? "1 execution waits" : $"{waiting} executions wait",
        ];
        parts.RemoveAll(string.IsNullOrEmpty);
        return parts.Count > 0 ? string.Join("; ", parts) : null;
    }

    /// <summary>Gets each action of a stage with its status.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>A text for each action.</returns>
    public static string[] StageActions(object stage) => Items(Get(stage, "Actions")).Select(action => string.Join(
        ", ",
        new[] { $"{Text(Get(action, "ActionName")) ?? Text(action)}: {Text(Get(action, "Status")) ?? "not started"}", Age(Get(action, "LastStatusChange")) is { } age ? age + " ago" : null, Detail(action) }
            .Where(part => part is not null))).ToArray();

    private static List<object> Relevant(object stage)
    {
        var actions = Items(Get(stage, "Actions"));
        var failed = actions.FindAll(action => Text(Get(action, "Status")) is "Failed" or "Abandoned");
        var running = actions.FindAll(action => Text(Get(action, "Status")) == "InProgress");
        return Text(Get(stage, "Status")) == "InProgress" && running.Count > 0 ? running : failed.Count > 0 ? failed : running.Count > 0 ? running : actions;
    }

    // A condition that failed, or the rules that a condition still checks.
    private static string? Condition(object stage, string gate)
    {
        if (Get(stage, gate) is not { } condition)
        {
            return null;
        }

        var status = Text(Get(stage, "Status"));
        if (Text(Get(condition, "Status")) == "InProgress")
        {
            return string.Join(", ", Items(Get(condition, "Rules")).Where(rule => Text(Get(rule, "Status")) == "InProgress").Select(rule => "rule " + Text(Get(rule, "RuleName"))));
        }

        // A stage that ended in another way than the condition causes is newer than the condition.
        var isInEffect = Get(condition, "IsFailed") is true && (gate == "OnSuccess" || (gate == "OnFailure" ? status == "Failed" : status != "Succeeded"));
        return isInEffect ? $"{gate} failed{(Text(Get(condition, "FailureReason")) is { } why ? $": {why}" : string.Empty)}" : null;
    }

    private static string Revised(object revision)
    {
        var id = Text(Get(revision, "RevisionId"));
        id = id is { Length: 40 } ? id.Substring(0, ShortCommit) : id;
        return string.Join(" ", new[] { id, Line(CommitSummary.MessageOf(Text(Get(revision, "RevisionSummary")))) }.Where(part => part is { Length: > 0 }));
    }

    private static string Describe(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)age.TotalSeconds)} s",
        { TotalMinutes: < 60 } => $"{(int)age.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} d",
    };

    private static string? Line(string? text) => text?.Split('\r', '\n')[0];

    private static DateTime? Utc(object? time) => Base(time) switch
    {
        DateTime { Kind: DateTimeKind.Unspecified } unmarked => DateTime.SpecifyKind(unmarked, DateTimeKind.Utc),
        DateTime known => known.ToUniversalTime(),
        _ => null,
    };

    private static string? Text(object? value) => Base(value)?.ToString();

    private static object? Get(object item, string property) => Base(PSObject.AsPSObject(item).Properties[property]?.Value);

    private static object? Base(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static List<object> Items(object? list) => list switch
    {
        null => [],
        string text => [text],
        IEnumerable items => items.Cast<object>().ToList(),
        _ => [list],
    };
}
