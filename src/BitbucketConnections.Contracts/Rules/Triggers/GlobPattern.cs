using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>
/// A pattern of a trigger: <c>*</c> within a path segment, <c>**</c> across segments, <c>?</c> one character of a segment,
/// <c>[abc]</c>, <c>[a-z]</c> and <c>[!abc]</c> one character of a set, <c>{a,b}</c> either of several, <c>\</c> before a
/// character that is to mean itself (CodePipeline guide, glob patterns: those of java.nio). Case counts.
/// </summary>
public sealed class GlobPattern
{
    private readonly GlobProgram _program;

    private GlobPattern(string text, GlobProgram program)
    {
        Text = text;
        _program = program;
    }

    /// <summary>Gets the pattern as given.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern, 1–255 characters.</param>
    /// <param name="pattern">The pattern; null on a finding.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? Parse(string text, out GlobPattern? pattern)
    {
        var compiler = new GlobCompiler(text);
        pattern = compiler.TryCompile(out var program) ? new GlobPattern(text, program!) : null;
        return pattern is null ? new Finding("MalformedTriggerPattern", $"The pattern '{text}' is not valid: {compiler.Problem}.") : null;
    }

    /// <summary>Tells whether the pattern fits all of a text. Takes time in proportion to the lengths of both, whatever the pattern.</summary>
    /// <param name="value">A branch, tag or path.</param>
    /// <returns>Whether it fits.</returns>
    public bool IsMatch(string value) => _program.IsMatch(value);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>One step of a compiled pattern: takes a character, or goes on elsewhere.</summary>
internal readonly struct GlobStep
{
    private GlobStep(GlobStepKind kind, int first = 0, int second = 0, char character = default, GlobSet? set = null)
    {
        Kind = kind;
        First = first;
        Second = second;
        Character = character;
        Set = set;
    }

    public GlobStepKind Kind { get; }

    /// <summary>Gets where it goes on.</summary>
    public int First { get; }

    /// <summary>Gets where it may go on as well.</summary>
    public int Second { get; }

    private char Character { get; }

    private GlobSet? Set { get; }

    public static GlobStep Of(char character) => new(GlobStepKind.Character, character: character);

    public static GlobStep Of(GlobSet set) => new(GlobStepKind.Set, set: set);

    public static GlobStep Of(GlobStepKind kind) => new(kind);

    public static GlobStep Jump(int to) => new(GlobStepKind.Jump, to);

    public static GlobStep Fork(int one, int other) => new(GlobStepKind.Fork, one, other);

    /// <summary>Tells whether the step takes a character.</summary>
    public bool Takes(char c) => Kind switch
    {
        GlobStepKind.Character => c == Character,
        GlobStepKind.AnyOfSegment => c != '/',
        GlobStepKind.Any => true,
        GlobStepKind.Set => c != '/' && Set!.Has(c),
        _ => false,
    };
}

/// <summary>What a step does.</summary>
internal enum GlobStepKind
{
    Character,
    AnyOfSegment,
    Any,
    Set,
    Jump,
    Fork,
    Match,
}

/// <summary>The characters of a <c>[…]</c>.</summary>
internal sealed class GlobSet(bool isNegated, IReadOnlyList<(char From, char To)> ranges)
{
    public bool Has(char c)
    {
        foreach (var (from, to) in ranges)
        {
            if (c >= from && c <= to)
            {
                return !isNegated;
            }
        }

        return isNegated;
    }
}
