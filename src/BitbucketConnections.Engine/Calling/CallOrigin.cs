using System;

namespace BitbucketConnections.Engine.Calling;

/// <summary>The values of one caller of a session, whose clients are shared.</summary>
internal sealed record CallOrigin(IDiagnosticSink Diagnostics, Func<string, string?>? AskMfaCode);
