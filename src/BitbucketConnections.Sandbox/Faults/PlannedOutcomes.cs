using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Faults;

/// <summary>The planned outcomes of actions. Used with the state locked.</summary>
internal sealed class PlannedOutcomes : ISandboxPart
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(7);
    private readonly List<Entry> _entries = [];

    /// <summary>Adds an outcome; it comes before those added earlier.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <exception cref="ServiceException">Kind Sandbox: a value is out of its range.</exception>
    public void Add(SandboxActionOutcome outcome)
    {
        if (outcome.Duration is { } duration && (duration < TimeSpan.Zero || duration > s_longest))
        {
            throw Invalid($"has the duration {duration}; give zero to 7 days");
        }

        if (outcome.Count < 1)
        {
            throw Invalid($"has the count {outcome.Count}; give at least 1, or none for all runs");
        }

        if (!outcome.IsFailure && (outcome.ErrorCode ?? outcome.Message) is not null)
        {
            throw Invalid("has an error and no failure; give one or the other");
        }

        _entries.Insert(0, new Entry(outcome));
    }

    /// <summary>Ends all outcomes.</summary>
    public void Clear() => _entries.Clear();

    /// <summary>Takes the outcome of an action that starts.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="action">The action.</param>
    /// <returns>The outcome; null for success.</returns>
    public SandboxActionOutcome? Take(string pipeline, string stage, string action)
    {
        var index = _entries.FindIndex(entry => entry.Matches(pipeline, stage, action));
        if (index < 0)
        {
            return null;
        }

        var found = _entries[index];
        if (found.IsLastUse())
        {
            _entries.RemoveAt(index);
        }

        return found.Outcome;
    }

    private static ServiceException Invalid(string what) => new(ServiceErrorKind.Sandbox, $"The outcome of an action {what}.");

    private sealed class Entry(SandboxActionOutcome outcome)
    {
        private int? _left = outcome.Count;

        public SandboxActionOutcome Outcome { get; } = outcome;

        // Names of CodePipeline differ by case.
        public bool Matches(string pipeline, string stage, string action) =>
            Fits(Outcome.PipelineName, pipeline) && Fits(Outcome.StageName, stage) && Fits(Outcome.ActionName, action);

        public bool IsLastUse() => _left is not null && --_left == 0;

        private static bool Fits(string? wanted, string name) => wanted is null || wanted == name;
    }
}
