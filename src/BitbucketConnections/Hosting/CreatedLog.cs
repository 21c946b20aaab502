using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Hosting;

/// <summary>
/// What a command created and did not hand out yet. It is named when the command fails, is stopped, or is ended by a
/// preference such as <c>-WarningAction Stop</c>. Used on the pipeline thread only.
/// </summary>
internal sealed class CreatedLog
{
    private readonly List<Entry> _entries = [];
    private readonly List<string> _doubts = [];

    /// <summary>Gets a mark: what is added later is of the input that begins now.</summary>
    public int Mark => _entries.Count;

    /// <summary>Gets the calls that were stopped while they were under way.</summary>
    public IReadOnlyList<string> Doubts => _doubts;

    public void Add(string what) => _entries.Add(new Entry(what));

    public void AddDoubt(string call) => _doubts.Add(call);

    /// <summary>Gets what was created since a mark and not handed out.</summary>
    public IReadOnlyList<string> Since(int mark) => _entries.Skip(mark).Where(entry => !entry.IsSettled).Select(entry => entry.What).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>Notes that what was created since a mark was handed out, or named. What is held stays open.</summary>
    public void Settle(int mark) => _entries.Skip(mark).Where(entry => !entry.IsHeld).ToList().ForEach(entry => entry.IsSettled = true);

    /// <summary>Keeps what has an id in its name open although its input is done: it is handed out at the end.</summary>
    public void Hold(string id) => Find(id).ForEach(entry => entry.IsHeld = true);

    /// <summary>Notes that what has an id in its name was handed out, or named.</summary>
    public void Release(string id) => Find(id).ForEach(entry => entry.IsSettled = true);

    private List<Entry> Find(string id) => _entries.FindAll(entry => entry.What.Contains(id));

    private sealed class Entry(string what)
    {
        public string What => what;

        public bool IsSettled { get; set; }

        public bool IsHeld { get; set; }
    }
}
