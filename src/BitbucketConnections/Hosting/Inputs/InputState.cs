using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;

namespace BitbucketConnections.Hosting.Inputs;

/// <summary>What the services reported and created for one input, or for all inputs that are processed one after another.</summary>
internal sealed class InputState
{
    private readonly Stack<int> _outer = new();
    private ConcurrentQueue<DiagnosticEvent>? _diagnostics;
    private volatile Action? _tick;
    private long _reported;
    private long _taken;

    /// <summary>Gets what was created and not reported yet. Only the pipeline thread uses it.</summary>
    public CreatedLog Created { get; } = new();

    /// <summary>Gets how much the services have reported.</summary>
    public long Reported => Interlocked.Read(ref _reported);

    /// <summary>Gets a value indicating whether everything that the services reported was taken.</summary>
    public bool IsAllTaken => Volatile.Read(ref _diagnostics) is null or { IsEmpty: true };

    /// <summary>Gets or sets the action that redraws progress each second while a call of the input blocks its thread; null for none.</summary>
    public Action? Tick
    {
        get => _tick;
        set => _tick = value;
    }

    /// <summary>Gets or sets whether an object is being written to the pipeline.</summary>
    public bool IsWritingOutput { get; set; }

    /// <summary>Gets the mark of the log where the current input starts.</summary>
    public int Mark { get; private set; }

    /// <summary>Starts an input, possibly as a part of another one.</summary>
    public void Enter()
    {
        _outer.Push(Mark);
        Mark = Created.Mark;
    }

    /// <summary>Ends the current input.</summary>
    public void Leave() => Mark = _outer.Pop();

    /// <summary>Adds what the services created to the log, without writing what they reported.</summary>
    public void Collect()
    {
        while (TryTake(long.MaxValue, out var diagnostic))
        {
            Note(diagnostic);
        }
    }

    /// <summary>Adds what a service reported. Any thread can call it.</summary>
    /// <param name="diagnostic">What a service reported.</param>
    public void Report(DiagnosticEvent diagnostic)
    {
        // Most commands report nothing.
        LazyInitializer.EnsureInitialized(ref _diagnostics, () => new ConcurrentQueue<DiagnosticEvent>())!.Enqueue(diagnostic);
        Interlocked.Increment(ref _reported);
    }

    /// <summary>Takes the next diagnostic that was reported before a moment. Only the pipeline thread uses it.</summary>
    /// <param name="reported">The value of <see cref="Reported"/> at that moment.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <returns>False if there is none.</returns>
    public bool TryTake(long reported, out DiagnosticEvent diagnostic)
    {
        diagnostic = null!;
        if (_taken >= reported || Volatile.Read(ref _diagnostics)?.TryDequeue(out diagnostic!) != true)
        {
            return false;
        }

        _taken++;
        return true;
    }

    /// <summary>Adds a created object or a call without a known result to the log.</summary>
    /// <param name="diagnostic">What a service reported.</param>
    public void Note(DiagnosticEvent diagnostic)
    {
        if (diagnostic.Level == DiagnosticLevel.Created)
        {
            Created.Add(diagnostic.Message);
        }
        else if (diagnostic.Level == DiagnosticLevel.InDoubt)
        {
            Created.AddDoubt(diagnostic.Message);
        }
        else if (diagnostic.Level == DiagnosticLevel.Completed)
        {
            Created.AddCall(diagnostic.Message);
        }
        else if (diagnostic.Level == DiagnosticLevel.Withdrawn)
        {
            Created.Withdraw(diagnostic.Message);
        }
    }
}
