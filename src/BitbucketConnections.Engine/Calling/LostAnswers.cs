using System;
using System.Threading;

namespace BitbucketConnections.Engine.Calling;

/// <summary>
/// Records whether a response was lost after its request was sent. The SDK retries such a request, and the second response
/// may be an error because the first attempt succeeded.
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

    /// <summary>Gets a value indicating whether a response was lost since the watch started.</summary>
    public bool Any { get; private set; }

    public static LostAnswers Watch() => new();

    /// <summary>Gets a value indicating whether a response arrived, of any kind, since the watch started.</summary>
    public bool HasAnswer { get; private set; }

    /// <summary>Notes that a response arrived.</summary>
    public static void NoteAnswer()
    {
        for (var watch = s_current.Value; watch is not null; watch = watch._before)
        {
            watch.HasAnswer = true;
        }
    }

    public static void Note()
    {
        for (var watch = s_current.Value; watch is not null; watch = watch._before)
        {
            watch.Any = true;
        }
    }

    /// <summary>Determines whether an error only shows that an earlier attempt succeeded.</summary>
    /// <param name="refusal">The error.</param>
    /// <param name="codes">The error codes that AWS returns for a repeated call.</param>
    public static bool Explain(ServiceException refusal, params string[] codes) => refusal.MayHaveTakenEffect && refusal.IsRefusedWith(codes);

    public void Dispose() => s_current.Value = _before;
}
