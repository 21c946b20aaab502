using System;
using System.Threading;

namespace BitbucketConnections.Engine.Calling;

/// <summary>
/// Ambient MFA prompt and cancellation for the current call. The shared credentials that sign it do not know the caller, and the
/// SDK passes them no token.
/// </summary>
internal sealed class CallScope : IDisposable
{
    private static readonly AsyncLocal<CallScope?> s_current = new();
    private readonly CallScope? _before;

    private CallScope(Func<string, string?>? askMfaCode, CancellationToken stop)
    {
        AskMfaCode = askMfaCode;
        Stop = stop;
        _before = s_current.Value;
        s_current.Value = this;
    }

    /// <summary>Gets the scope of the current call; null outside a call.</summary>
    public static CallScope? Current => s_current.Value;

    /// <summary>Gets the prompt for an MFA code; null if the session can't prompt.</summary>
    public Func<string, string?>? AskMfaCode { get; }

    /// <summary>Gets the token that cancels the call.</summary>
    public CancellationToken Stop { get; }

    public static CallScope Begin(Func<string, string?>? askMfaCode, CancellationToken stop) => new(askMfaCode, stop);

    public void Dispose() => s_current.Value = _before;
}
