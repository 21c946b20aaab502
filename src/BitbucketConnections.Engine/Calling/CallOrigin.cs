using System;

namespace BitbucketConnections.Engine.Calling;

/// <summary>What belongs to one caller of a session, while its clients are shared.</summary>
internal sealed record CallOrigin(IDiagnosticSink Diagnostics, Func<string, string?>? AskMfaCode);
