using System.Collections.Generic;

namespace BitbucketConnections.Fuzz;

/// <summary>Generates the same numbers for the same seed on every system and version of .NET (SplitMix64).</summary>
internal sealed class FuzzRandom
{
    private ulong _state;

    /// <summary>Initializes a new instance of the <see cref="FuzzRandom"/> class for one input.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="target">The name of the target.</param>
    /// <param name="index">The number of the input.</param>
    public FuzzRandom(ulong seed, string target, long index)
    {
        _state = seed;
        foreach (var c in target)
        {
            _state = Mix(_state ^ c);
        }

        _state = Mix(_state ^ (ulong)index);
    }

    /// <summary>Gets a number from 0 to below a limit.</summary>
    public int Below(int limit) => limit <= 1 ? 0 : (int)(Next() % (ulong)limit);

    /// <summary>Returns true once in a number of calls, on average.</summary>
    public bool OneIn(int number) => Below(number) == 0;

    /// <summary>Gets one of several items.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
