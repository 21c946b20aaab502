using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>
/// Represents a pattern of a trigger. <c>*</c> matches within a path segment, <c>**</c> across segments, <c>?</c> one character of a segment,
/// <c>[abc]</c>, <c>[a-z]</c> and <c>[!abc]</c> one character of a set, and <c>{a,b}</c> one of several alternatives. <c>\</c> escapes the next
/// character. Patterns are case-sensitive. Source: CodePipeline guide, glob patterns (those of java.nio).
/// </summary>
public sealed class GlobPattern
{
    private readonly GlobProgram _program;

    private GlobPattern(string text, GlobProgram program)
    {
        Text = text;
        _program = program;
    }

    // The name of a branch has at most 255 characters, and a pattern of it can have a backslash before each. A match takes time for each character of the pattern.
    private const int MaximumLength = 512;

    /// <summary>Gets the text of the pattern.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern, 1–255 characters.</param>
    /// <param name="pattern">The pattern; null if there is a finding.</param>
    /// <returns>The finding, or null.</returns>
    public static Finding? Parse(string text, out GlobPattern? pattern)
    {
        if (text.Length > MaximumLength)
        {
            pattern = null;
            return new Finding("MalformedTriggerPattern", $"The pattern '{text.Remove(MaximumLength)}…' has {text.Length} characters. AWS accepts 1 to 255.");
        }

        var compiler = new GlobCompiler(text);
        pattern = compiler.TryCompile(out var program) ? new GlobPattern(text, program!) : null;
        return pattern is null ? new Finding("MalformedTriggerPattern", $"The pattern '{text}' is not valid: {compiler.Problem}.") : null;
    }

    /// <summary>Determines whether the pattern matches a whole text. The time is proportional to both lengths, for every pattern.</summary>
    /// <param name="value">A branch, tag or path.</param>
    /// <returns>True if it matches.</returns>
    public bool IsMatch(string value) => _program.IsMatch(value);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A step of a compiled pattern: consumes a character, or jumps to other steps.</summary>
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

    /// <summary>Gets the next step of a jump or fork.</summary>
    public int First { get; }

    /// <summary>Gets the second next step of a fork.</summary>
    public int Second { get; }

    private char Character { get; }

    private GlobSet? Set { get; }

    public static GlobStep Of(char character) => new(GlobStepKind.Character, character: character);

    public static GlobStep Of(GlobSet set) => new(GlobStepKind.Set, set: set);

    public static GlobStep Of(GlobStepKind kind) => new(kind);

    public static GlobStep Jump(int to) => new(GlobStepKind.Jump, to);

    public static GlobStep Fork(int one, int other) => new(GlobStepKind.Fork, one, other);

    /// <summary>Determines whether the step consumes a character.</summary>
    public bool Takes(char c) => Kind switch
    {
        GlobStepKind.Character => c == Character,
        GlobStepKind.AnyOfSegment => c != '/',
        GlobStepKind.Any => true,
        GlobStepKind.Set => c != '/' && Set!.Has(c),
        _ => false,
    };
}

/// <summary>The kinds of steps.</summary>
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
