using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Faults;

/// <summary>Keeps the outcomes that actions and rules get on purpose. The caller holds the lock of the state.</summary>
internal sealed class PlannedOutcomes : ISandboxPart
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(7);
    private readonly List<Entry> _entries = [];

    /// <summary>Adds an outcome, which takes precedence over earlier ones.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <exception cref="ServiceException">Kind Sandbox: a value is out of range.</exception>
    public void Add(SandboxOutcome outcome)
    {
        var what = outcome is SandboxRuleOutcome ? "rule" : "action";
        if (outcome.Duration is { } duration && (duration < TimeSpan.Zero || duration > s_longest))
        {
            throw Invalid($"The duration {duration} of the {what} outcome is not valid. Specify zero to 7 days.");
        }

        if (outcome.Count < 1)
        {
            throw Invalid($"The count {outcome.Count} of the {what} outcome is not valid. Specify 1 or more, or omit it for all executions.");
        }

        if (!outcome.IsFailure && (outcome.ErrorCode ?? outcome.Message) is not null)
        {
            throw Invalid($"The {what} outcome has an error but is not a failure. Remove the error, or set the outcome to a failure.");
        }

        _entries.Insert(0, new Entry(outcome));
    }

    /// <summary>Removes all outcomes.</summary>
    public void Clear() => _entries.Clear();

    /// <summary>Returns the outcome of an action or rule that starts, and counts it as used.</summary>
    /// <typeparam name="T">The outcomes of actions or those of rules.</typeparam>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="name">The action or rule.</param>
    /// <returns>The outcome; null if none is planned.</returns>
    public T? Take<T>(string pipeline, string stage, string name)
        where T : SandboxOutcome
    {
        var index = _entries.FindIndex(entry => entry.Outcome is T && entry.Matches(pipeline, stage, name));
        if (index < 0)
        {
            return null;
        }

        var found = _entries[index];
        if (found.IsLastUse())
        {
            _entries.RemoveAt(index);
        }

        return (T)found.Outcome;
    }

    private static ServiceException Invalid(string message) => new(ServiceErrorKind.Sandbox, message);

    private sealed class Entry(SandboxOutcome outcome)
    {
        private int? _left = outcome.Count;

        public SandboxOutcome Outcome { get; } = outcome;

        private string? Name => Outcome is SandboxRuleOutcome rule ? rule.RuleName : ((SandboxActionOutcome)Outcome).ActionName;

        // CodePipeline's names are case-sensitive.
        public bool Matches(string pipeline, string stage, string name) =>
            Fits(Outcome.PipelineName, pipeline) && Fits(Outcome.StageName, stage) && Fits(Name, name);

        public bool IsLastUse() => _left is not null && --_left == 0;

        private static bool Fits(string? wanted, string name) => wanted is null || wanted == name;
    }
}
