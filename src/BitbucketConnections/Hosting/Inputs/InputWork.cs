using System;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace BitbucketConnections.Hosting.Inputs;

/// <summary>
/// One input of a command that processes several inputs at the same time. The work runs on its own thread. What it writes or asks runs on the
/// pipeline thread when all earlier inputs are complete.
/// </summary>
internal sealed class InputWork
{
    private readonly InputQueue _queue;
    private readonly Action _body;
    private readonly ConcurrentQueue<Action> _actions = new();
    private volatile bool _isEnded;
    private volatile bool _isStarting = true;

    /// <summary>Initializes a new instance of the <see cref="InputWork"/> class.</summary>
    /// <param name="queue">The queue that runs the work.</param>
    /// <param name="target">The input.</param>
    /// <param name="key">Inputs with the same key are processed one after another, in their order; null for none.</param>
    /// <param name="body">The work.</param>
    public InputWork(InputQueue queue, object? target, object? key, Action body)
    {
        _queue = queue;
        _body = body;
        Target = target;
        Key = key;
    }

    public object? Target { get; }

    public object? Key { get; }

    public InputState State { get; } = new();

    /// <summary>Gets or sets whether the work was allowed to change something.</summary>
    public bool IsConfirmed { get; set; }

    /// <summary>Gets a value indicating whether the work and everything that it wrote is complete.</summary>
    public bool IsComplete => _isEnded && _actions.IsEmpty;

    /// <summary>Gets a value indicating whether the work is before its first call of AWS, its first question and its end.</summary>
    public bool IsStarting => _isStarting;

    /// <summary>Gets the number of actions that wait for the pipeline thread.</summary>
    public int PostedCount => _actions.Count;

    /// <summary>Gets the token that ends the work.</summary>
    public CancellationToken Token => _queue.Token;

    /// <summary>Gets the token that ends a wait of the work, because the command ends.</summary>
    public CancellationToken Closing => _queue.Closing;

    /// <summary>Lets the pipeline thread continue with the next input, because this one is now waiting for something else.</summary>
    public void Start()
    {
        if (_isStarting)
        {
            _isStarting = false;
            _queue.Signal();
        }
    }

    /// <summary>Runs an action on the pipeline thread in the order of the inputs. Does not wait for it.</summary>
    /// <param name="action">The action.</param>
    public void Post(Action action)
    {
        _actions.Enqueue(action);
        _queue.Signal();
    }

    /// <summary>Runs an action that shows how far the work is, but only if all earlier inputs are complete.</summary>
    /// <param name="action">The action.</param>
    public void PostIfFirst(Action action)
    {
        if (_queue.IsFirst(this))
        {
            Post(action);
        }
    }

    /// <summary>Runs a question on the pipeline thread when all earlier inputs are complete, and waits for the answer.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="question">The question.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="PipelineStoppedException">The command ends.</exception>
    public T Ask<T>(Func<T> question) => _queue.Wait(question, act =>
    {
        Post(act);
        Start();
    });

    /// <summary>Runs an action on the pipeline thread as soon as possible, and waits for its result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="action">The action.</param>
    /// <returns>The result.</returns>
    /// <exception cref="PipelineStoppedException">The command ends.</exception>
    public T Call<T>(Func<T> action) => _queue.Wait(action, act => _queue.Call(this, act));

    /// <summary>Gets the next action for the pipeline thread.</summary>
    /// <param name="action">The action.</param>
    /// <returns>False if there is none now.</returns>
    public bool TryTake(out Action? action) => _actions.TryDequeue(out action);

    /// <summary>Runs the work on the current thread.</summary>
    public void Run()
    {
        try
        {
            _body();
        }
        catch (PipelineStoppedException)
        {
            // The pipeline thread ends the command, for the same reason.
        }
        catch (Exception unexpected)
        {
            var captured = ExceptionDispatchInfo.Capture(unexpected);
            Post(captured.Throw);
        }
        finally
        {
            _isEnded = true;
            _isStarting = false;
            _queue.Signal();
        }
    }
}
