using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>
/// Writes a state once as a document in which each object has a number, and from then on only what changed. The caller holds the lock of the state.
/// </summary>
internal sealed class StateWriter
{
    private readonly SandboxState _state;
    private readonly Dictionary<object, string> _numbers = new(SameObject.Comparer);
    private readonly StateChanges _changes = new();
    private List<object> _places = [];
    private (TimeSpan Clock, long Sequence) _counters;

    /// <summary>Initializes a new instance of the <see cref="StateWriter"/> class.</summary>
    /// <param name="state">The state.</param>
    public StateWriter(SandboxState state) => _state = state;

    /// <summary>Writes the whole state. It is called once.</summary>
    /// <param name="clockOffset">How far its clock is ahead of the system's.</param>
    /// <param name="journal">The name of the journal that has the later changes.</param>
    /// <returns>The document.</returns>
    public string WriteAll(TimeSpan clockOffset, string journal)
    {
        _changes.Look(StateDocument.PartsOf(_state));
        _places = StateDocument.PlacesOf(_state);
        _counters = (clockOffset, _state.LastSequence);
        return StateDocument.Write(_state, clockOffset, new GraphWriter(_numbers), journal);
    }

    /// <summary>Writes what changed since the last call.</summary>
    /// <param name="clockOffset">How far its clock is ahead of the system's.</param>
    /// <returns>One line; null if nothing changed.</returns>
    public string? WriteChanges(TimeSpan clockOffset)
    {
        var changed = _changes.Look(StateDocument.PartsOf(_state));
        var places = StateDocument.PlacesOf(_state);
        var hasNewPlaces = !places.SequenceEqual(_places, new PlaceComparer());
        var counters = (clockOffset, _state.LastSequence);
        if (changed.Count == 0 && !hasNewPlaces && counters == _counters)
        {
            return null;
        }

        _places = places;
        _counters = counters;
        return StateDocument.WriteChanges(_state, clockOffset, new GraphWriter(_numbers), changed, hasNewPlaces);
    }

    // Names of accounts and Regions are compared by value, parts by reference.
    private sealed class PlaceComparer : IEqualityComparer<object>
    {
        public new bool Equals(object? x, object? y) => x is string text ? text.Equals(y) : ReferenceEquals(x, y);

        public int GetHashCode(object obj) => SameObject.Comparer.GetHashCode(obj);
    }
}
