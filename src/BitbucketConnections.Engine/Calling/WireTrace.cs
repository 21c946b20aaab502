using System;
using System.Threading;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Leads what goes over the wire to the sink of the call it belongs to; clients are shared, sinks are not.</summary>
internal sealed class WireTrace : IDisposable
{
    private static readonly AsyncLocal<IDiagnosticSink?> s_current = new();
    private readonly IDiagnosticSink? _before;

    private WireTrace(IDiagnosticSink? sink)
    {
        _before = s_current.Value;
        s_current.Value = sink;
    }

    /// <summary>Gets the sink that wants the wire, or null.</summary>
    public static IDiagnosticSink? Current => s_current.Value;

    public static WireTrace Begin(IDiagnosticSink sink) => new(sink.IsDebugWanted ? sink : null);

    public void Dispose() => s_current.Value = _before;
}
