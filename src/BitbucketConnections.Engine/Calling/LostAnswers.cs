using System;
using System.Threading;

namespace BitbucketConnections.Engine.Calling;

/// <summary>
/// Notes whether a request was sent whose answer never came. The SDK sends such a request again, and the second answer
/// may be a refusal because the first was carried out.
/// </summary>
internal sealed class LostAnswers : IDisposable
{
    private static readonly AsyncLocal<LostAnswers?> s_current = new();
    private readonly LostAnswers? _before;

    private LostAnswers()
    {
        _before = s_current.Value;
        s_current.Value = this;
    }

    /// <summary>Gets a value indicating whether an answer was lost since the watch began.</summary>
    public bool Any { get; private set; }

    public static LostAnswers Watch() => new();

    public static void Note()
    {
        for (var watch = s_current.Value; watch is not null; watch = watch._before)
        {
            watch.Any = true;
        }
    }

    /// <summary>Tells a refusal that only says that the first try of the call was carried out.</summary>
    /// <param name="refusal">The failure.</param>
    /// <param name="codes">The error codes of a call that comes a second time.</param>
    public static bool Explain(ServiceException refusal, params string[] codes) => refusal.MayHaveTakenEffect && refusal.IsRefusedWith(codes);

    public void Dispose() => s_current.Value = _before;
}
