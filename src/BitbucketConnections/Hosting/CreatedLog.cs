using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Hosting;

/// <summary>
/// Keeps what a command created or changed and did not report yet. It is named if the command fails, is stopped, or is ended by a preference such as
/// <c>-WarningAction Stop</c>. Only the pipeline thread uses it.
/// </summary>
internal sealed class CreatedLog
{
    private readonly List<Entry> _entries = [];
    private readonly List<string> _doubts = [];

    /// <summary>Gets a mark for the start of an input: entries that are added later belong to it.</summary>
    public int Mark => _entries.Count;

    /// <summary>Gets the calls that were stopped while they were in progress.</summary>
    public IReadOnlyList<string> Doubts => _doubts;

    public void Add(string what) => _entries.Add(new Entry(what, IsCall: false));

    /// <summary>Adds a completed call that created nothing.</summary>
    public void AddCall(string call) => _entries.Add(new Entry(call, IsCall: true));

    public void AddDoubt(string call) => _doubts.Add(call);

    /// <summary>Gets what was created since a mark and not reported.</summary>
    public IReadOnlyList<string> Since(int mark) => Since(mark, isCall: false);

    /// <summary>Gets the calls that created nothing, were completed since a mark and not reported.</summary>
    public IReadOnlyList<string> CallsSince(int mark) => Since(mark, isCall: true);

    /// <summary>Marks the entries since a mark as reported, except held entries.</summary>
    public void Settle(int mark)
    {
        if (_entries.Count > mark)
        {
            _entries.Skip(mark).Where(entry => !entry.IsHeld).ToList().ForEach(entry => entry.IsSettled = true);
        }
    }

    /// <summary>Removes what was created and then removed again.</summary>
    public void Withdraw(string what) => _entries.FindAll(entry => entry.What == what).ForEach(entry => entry.IsSettled = true);

    /// <summary>Holds the entries with an id in their name after their input is processed, because they are reported at the end.</summary>
    public void Hold(string id) => Find(id).ForEach(entry => entry.IsHeld = true);

    /// <summary>Marks the entries with an id in their name as reported.</summary>
    public void Release(string id) => Find(id).ForEach(entry => entry.IsSettled = true);

    /// <summary>Marks all entries as reported and returns those that were not.</summary>
    /// <returns>The entries.</returns>
    public IReadOnlyList<string> TakeAll()
    {
        var left = Since(0);
        _entries.ForEach(entry => entry.IsSettled = true);
        return left;
    }

    /// <summary>Takes over the entries of another log that were not reported.</summary>
    /// <param name="other">The log.</param>
    public void Adopt(CreatedLog other)
    {
        _entries.AddRange(other._entries.Where(entry => !entry.IsSettled));
        _doubts.AddRange(other._doubts);
    }

    private List<string> Since(int mark, bool isCall) =>
        _entries.Skip(mark).Where(entry => !entry.IsSettled && entry.IsCall == isCall).Select(entry => entry.What).Distinct(StringComparer.Ordinal).ToList();

    private List<Entry> Find(string id) => _entries.FindAll(entry => entry.What.Contains(id));

    private sealed record Entry(string What, bool IsCall)
    {
        public bool IsSettled { get; set; }

        public bool IsHeld { get; set; }
    }
}
