using System;
using System.Threading;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Ambient debug sink of the current call. Clients are shared, but sinks are not.</summary>
internal sealed class WireTrace : IDisposable
{
    private static readonly AsyncLocal<IDiagnosticSink?> s_current = new();
    private readonly IDiagnosticSink? _before;

    private WireTrace(IDiagnosticSink? sink)
    {
        _before = s_current.Value;
        s_current.Value = sink;
    }

    /// <summary>Gets the sink for the debug trace; null for no trace.</summary>
    public static IDiagnosticSink? Current => s_current.Value;

    public static WireTrace Begin(IDiagnosticSink sink) => new(sink.IsDebugWanted ? sink : null);

    public void Dispose() => s_current.Value = _before;
}
