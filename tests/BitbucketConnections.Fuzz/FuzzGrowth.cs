using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace BitbucketConnections.Fuzz;

/// <summary>
/// Finds time that grows faster than the input: a part of an input is repeated to a length at which linear code takes milliseconds, and quadratic code takes many
/// seconds. So the limit does not depend on the speed of the computer.
/// </summary>
internal static class FuzzGrowth
{
    /// <summary>The length of the inputs.</summary>
    public const int Length = 100_000;

    /// <summary>The time that no input may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly string[] s_parts =
        ["a", "A.", "0", " ", "\t", "\n", "\"", "\\", "\\\"", "'", "{", "[", "(", "{\"a\":", "[\"", "\"a\":1,", "{},", "[],", "1,", "=", "a=", ":", "//", "://", "@", "a@", ":@", "<", "<a>", "*", "**/", "?", "${", "#{", "{{", "&", "/", "../", "%", "%2f", "-", "--a ", ";", "|", "$(", "\ud800", "\u00e4", "a\n", "a: ", ".git", "token", "token=", "\"token\":"];

    /// <summary>Makes the inputs of a target.</summary>
    public static IEnumerable<string> Inputs(FuzzTarget target)
    {
        var first = target.Seeds[0];
        foreach (var part in s_parts.Concat(target.Words).Where(part => part.Length > 0).Distinct(StringComparer.Ordinal))
        {
            var run = new StringBuilder().Insert(0, part, Length / part.Length).ToString();
            yield return run;
            yield return first + run;
            yield return first.Insert(first.Length / 2, run);
        }
    }

    /// <summary>Finds the slowest input of a target.</summary>
    /// <returns>The time, and the start of the input.</returns>
    public static (TimeSpan Time, string Input) Slowest(FuzzTarget target)
    {
        var slowest = (Time: TimeSpan.Zero, Input: string.Empty);
        foreach (var input in Inputs(target))
        {
            var time = Measure(target, input);

            // A pause of the computer is not slow code.
            if (time > Limit && Measure(target, input) is var again && again < time)
            {
                time = again;
            }

            slowest = time > slowest.Time ? (time, input.Length <= 60 ? input : string.Concat(input.AsSpan(0, 30), "…", input.AsSpan(input.Length - 30))) : slowest;
        }

        return slowest;
    }

    private static TimeSpan Measure(FuzzTarget target, string input)
    {
        var parse = target.Open();
        var start = ThreadClock.Now;
        try
        {
            parse(input);
        }
        catch (Exception e) when (target.IsOwn(e))
        {
            // Most of these inputs are not valid.
        }

        return ThreadClock.Now - start;
    }
}
