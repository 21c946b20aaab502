using System;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Reviews;

/// <summary>An association of a repository with CodeGuru Reviewer.</summary>
internal sealed class AssociationRecord
{
    /// <summary>Gets the sequence number. Later associations have higher numbers.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets the id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets the repository.</summary>
    public required AssociatedRepository Repository { get; init; }

    /// <summary>Gets the key of the customer, or null for a key of AWS.</summary>
    public string? KeyId { get; init; }

    /// <summary>Gets the time of the creation.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Gets the time of the last change of the state.</summary>
    public DateTimeOffset Updated { get; private set; }

    /// <summary>Gets the state.</summary>
    public string State { get; private set; } = AssociationStates.Associating;

    /// <summary>Gets the tags.</summary>
    public TagSet Tags { get; } = new();

    /// <summary>Gets the state after the current one, or null; empty if the association will be gone.</summary>
    private string? Next { get; set; }

    private DateTimeOffset Due { get; set; }

    /// <summary>Gets a value indicating whether the association is gone.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Changes the state, and plans the next one.</summary>
    /// <param name="state">The state.</param>
    /// <param name="next">The next state; empty if the association will be gone.</param>
    /// <param name="now">The current time.</param>
    /// <param name="duration">The time until the next state.</param>
    public void Change(string state, string next, DateTimeOffset now, TimeSpan duration)
    {
        State = state;
        Updated = now;
        Next = next;
        Due = now + duration;
    }

    /// <summary>Applies the planned state when its time has come.</summary>
    /// <param name="now">The current time.</param>
    public void Advance(DateTimeOffset now)
    {
        if (Next is not { } next || now < Due)
        {
            return;
        }

        Next = null;
        IsGone = next.Length == 0;
        State = IsGone ? State : next;
        Updated = Due;
    }
}
