using System;
using System.Threading;

namespace BitbucketConnections.Engine.Calling;

/// <summary>
/// Leads what belongs to one call to the credentials it is signed with: those are shared and know no caller, and the
/// SDK hands them no token.
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

    /// <summary>Gets the scope of the call that is made; null outside of any.</summary>
    public static CallScope? Current => s_current.Value;

    /// <summary>Gets what asks a person for the code of an MFA device; null where nobody can be asked.</summary>
    public Func<string, string?>? AskMfaCode { get; }

    /// <summary>Gets what ends the call.</summary>
    public CancellationToken Stop { get; }

    public static CallScope Begin(Func<string, string?>? askMfaCode, CancellationToken stop) => new(askMfaCode, stop);

    public void Dispose() => s_current.Value = _before;
}
