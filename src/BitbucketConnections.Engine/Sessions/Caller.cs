using System;

namespace BitbucketConnections.Engine.Sessions;

/// <summary>What belongs to one caller of a session, while its clients are shared.</summary>
internal sealed record Caller(IDiagnosticSink Diagnostics, Func<string, string?>? AskMfaCode);
