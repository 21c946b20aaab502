using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace BitbucketConnections.Fuzz;

/// <summary>The figures of a target.</summary>
internal sealed record FuzzFigures(FuzzTarget Target, long Inputs, long Accepted, TimeSpan Slowest, long SlowestIndex, IReadOnlyList<FuzzFind> Finds);

/// <summary>Gives inputs to targets on several threads, each with the stack of a thread of Windows PowerShell.</summary>
internal sealed class FuzzRun
{
    /// <summary>The number of inputs that a parser with a state gets before it starts again.</summary>
    public const int ChunkLength = 250;

    private const int StackSize = 1024 * 1024;
    private const int MaximumFinds = 20;
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(1);

    private readonly ulong _seed;
    private readonly InProgress? _progress;

    /// <summary>Initializes a new instance of the <see cref="FuzzRun"/> class.</summary>
    /// <param name="seed">The seed of the inputs.</param>
    /// <param name="progress">Notes the input of each thread; null if nobody needs it after a crash.</param>
    public FuzzRun(ulong seed, InProgress? progress = null)
    {
        _seed = seed;
        _progress = progress;
    }

    /// <summary>Runs the targets.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="inputs">The number of inputs of all together. Each gets a share by its weight.</param>
    /// <param name="threads">The number of threads.</param>
    /// <returns>The figures, in the order of the targets.</returns>
    public IReadOnlyList<FuzzFigures> Run(IReadOnlyList<FuzzTarget> targets, long inputs, int threads)
    {
        var tallies = targets.Select((target, i) => new Tally(target, Share(targets, i, inputs))).ToList();
        var chunks = new ConcurrentQueue<(Tally Tally, long Start)>(
            tallies.SelectMany(tally => Enumerable.Range(0, (int)((tally.Inputs + ChunkLength - 1) / ChunkLength)).Select(chunk => (tally, (long)chunk * ChunkLength))));
        var workers = Enumerable.Range(0, threads).Select(worker => new Thread(() => Work(chunks, worker), StackSize)).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return tallies.ConvertAll(tally => tally.Figures());
    }

    /// <summary>Gives one input to a target.</summary>
    /// <returns>The problem; null if the target handled the input.</returns>
    public static string? Try(FuzzTarget target, string input)
    {
        string? problem = null;
        var thread = new Thread(() => problem = Try(target, target.Open(), input, out _), StackSize);
        thread.Start();
        thread.Join();
        return problem;
    }

    private static long Share(IReadOnlyList<FuzzTarget> targets, int index, long inputs)
    {
        long all = targets.Sum(target => target.Weight);
        long before = targets.Take(index).Sum(target => target.Weight);
        return (inputs * (before + targets[index].Weight) / all) - (inputs * before / all);
    }

    private static string? Try(FuzzTarget target, Action<string> parse, string input, out bool isAccepted)
    {
        isAccepted = false;
        try
        {
            parse(input);
            isAccepted = true;
            return null;
        }
        catch (Exception e) when (target.IsOwn(e))
        {
            return null;
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private void Work(ConcurrentQueue<(Tally Tally, long Start)> chunks, int worker)
    {
        while (chunks.TryDequeue(out var chunk))
        {
            var parse = chunk.Tally.Target.Open();
            for (var index = chunk.Start; index < Math.Min(chunk.Start + ChunkLength, chunk.Tally.Inputs); index++)
            {
                parse = Step(chunk.Tally, parse, index, worker);
            }
        }

        _progress?.End(worker);
    }

    private Action<string> Step(Tally tally, Action<string> parse, long index, int worker)
    {
        var input = FuzzInputs.Create(tally.Target, _seed, index);
        _progress?.Begin(worker, tally.Target.Name, index);
        var start = ThreadClock.Now;
        var problem = Try(tally.Target, parse, input, out var isAccepted);
        var time = ThreadClock.Now - start;

        // A pause of the computer is not slow code: the shortest of three times counts.
        for (var i = 0; problem is null && time > s_slow && i < 2; i++)
        {
            start = ThreadClock.Now;
            problem = Try(tally.Target, tally.Target.Open(), input, out _);
            var again = ThreadClock.Now - start;
            time = again < time ? again : time;
        }

        if (problem is null && time > s_slow)
        {
            problem = FormattableString.Invariant($"The input took {time.TotalSeconds:0.0} s.");
        }

        tally.Add(problem is null ? null : new FuzzFind(tally.Target.Name, input, _seed, index, problem), isAccepted, time, index);

        // After a failure, a parser can have any state.
        return problem is null ? parse : tally.Target.Open();
    }

    private sealed class Tally(FuzzTarget target, long inputs)
    {
        private readonly Lock _lock = new();
        private readonly List<FuzzFind> _finds = [];
        private long _accepted;
        private TimeSpan _slowest;
        private long _slowestIndex;

        public FuzzTarget Target => target;

        public long Inputs => inputs;

        public void Add(FuzzFind? find, bool isAccepted, TimeSpan time, long index)
        {
            lock (_lock)
            {
                _accepted += isAccepted ? 1 : 0;
                (_slowest, _slowestIndex) = time > _slowest ? (time, index) : (_slowest, _slowestIndex);

                // One find of each place in the code is enough.
                if (find is not null && _finds.Count < MaximumFinds && !_finds.Exists(known => Place(known) == Place(find)))
                {
                    _finds.Add(find);
                }
            }
        }

        public FuzzFigures Figures() => new(target, inputs, _accepted, _slowest, _slowestIndex, _finds.OrderBy(find => find.Index).ToList());

        private static string Place(FuzzFind find) => string.Join("\n", find.Problem.Split('\n').Where(line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal)).Take(3)) is { Length: > 0 } place
            ? place
            : find.Problem;
    }
}
