using System.Collections.Concurrent;
using System.Collections.Generic;

namespace BitbucketConnections.Hosting.Inputs;

/// <summary>What the services reported and created for one input, or for all inputs that are processed one after another.</summary>
internal sealed class InputState
{
    private readonly Stack<int> _outer = new();

    /// <summary>Gets what was created and not reported yet. Only the pipeline thread uses it.</summary>
    public CreatedLog Created { get; } = new();

    /// <summary>Gets what the services reported and the cmdlet did not write yet.</summary>
    public ConcurrentQueue<DiagnosticEvent> Diagnostics { get; } = new();

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
        while (Diagnostics.TryDequeue(out var diagnostic))
        {
            Note(diagnostic);
        }
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
    }
}
