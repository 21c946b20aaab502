using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;

namespace BitbucketConnections.Benchmarks;

/// <summary>Counts the calls since the last <see cref="Take"/>: all, by operation, the throttled ones, and the most at the same time.</summary>
internal sealed class CallCounts
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _operations = [];
    private int _throttled;
    private int _running;
    private int _most;

    /// <summary>Counts the start of a call.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _running++;
            _most = _running > _most ? _running : _most;
        }
    }

    /// <summary>Counts the end of a call.</summary>
    public void End()
    {
        lock (_lock)
        {
            _running--;
        }
    }

    /// <summary>Counts a call by its operation.</summary>
    public void Add(string operation, bool isThrottled)
    {
        lock (_lock)
        {
            _operations[operation] = _operations.GetValueOrDefault(operation) + 1;
            _throttled += isThrottled ? 1 : 0;
        }
    }

    /// <summary>Returns the counts as JSON, and starts again.</summary>
    public string Take()
    {
        lock (_lock)
        {
            var counts = new JsonObject
            {
                ["calls"] = _operations.Values.Sum(),
                ["throttled"] = _throttled,
                ["mostAtOnce"] = _most,
                ["operations"] = new JsonObject(_operations.OrderBy(entry => entry.Key).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
            };
            _operations.Clear();
            _throttled = _most = 0;
            return counts.ToJsonString();
        }
    }
}
