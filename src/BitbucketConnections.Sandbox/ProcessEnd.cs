using System;
#if NET
using System.Runtime.InteropServices;
#endif

namespace BitbucketConnections.Sandbox;

/// <summary>Calls an action when the process ends, also by SIGTERM. It does not call it if the process is killed in another way.</summary>
internal sealed class ProcessEnd : IDisposable
{
    private readonly Action _action;
#if NET
    private readonly PosixSignalRegistration _terminate;
#endif

    /// <summary>Initializes a new instance of the <see cref="ProcessEnd"/> class.</summary>
    /// <param name="action">The action.</param>
    public ProcessEnd(Action action)
    {
        _action = action;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
#if NET
        // Since .NET 10, the runtime does not end a process itself at SIGTERM. After this handler, the default follows: the process ends.
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => _action());
#endif
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
#if NET
        _terminate.Dispose();
#endif
    }

    private void OnExit(object? sender, EventArgs e) => _action();
}
