using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Contracts.Tests;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("a[-c]b", "a-b", true)]
    [InlineData("a[!-c]b", "a-b", false)]
    [InlineData("a[c-]b", "a-b", true)]
    [InlineData("a[*?]b", "a*b", true)]
    [InlineData("a[*?]b", "axb", false)]
    [InlineData("a]b", "a]b", true)]
    [InlineData("a}b,c", "a}b,c", true)]
    [InlineData("{,x}a", "a", true)]
    [InlineData("{,x}a", "xa", true)]
    [InlineData("{a,b}{c,d}", "bd", true)]
    [InlineData("{a,b}{c,d}", "ba", false)]
    [InlineData("{a*,b?}/c", "axy/c", true)]
    [InlineData("***", "a/b", true)]
    [InlineData("**/x", "a/b/x", true)]
    [InlineData(".*", ".github", true)]
    [InlineData("", "", true)]
    [InlineData("ä*", "äöü", true)]
    public void A_pattern_matches_as_in_java_nio(string pattern, string value, bool fits) => Assert.Equal(fits, Parse(pattern).IsMatch(value));

    [Theory]
    [InlineData("a\\", "no character follows the \\")]
    [InlineData("a[bc", "no closing ]")]
    [InlineData("a{b,c", "no closing }")]
    [InlineData("{a,{b,c}}", "can't be nested")]
    [InlineData("[z-a]", "z-a is in reverse order")]
    [InlineData("[a/b]", "can't contain a /")]
    public void An_invalid_pattern_has_a_reason(string pattern, string why)
    {
        var finding = GlobPattern.Parse(pattern, out var parsed);

        Assert.Null(parsed);
        Assert.Equal("MalformedTriggerPattern", finding!.Id);
        Assert.Contains(why, finding.Message, StringComparison.Ordinal);
        Assert.Contains(pattern, finding.Message, StringComparison.Ordinal);
    }

    // With backtracking, the test would never end.
    [Theory]
    [InlineData("**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**b")]
    [InlineData("{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}**b")]
    public void No_pattern_takes_long(string pattern) => Assert.False(Parse(pattern).IsMatch(new string('a', 20_000)));

    [Fact]
    public void Matching_agrees_with_a_regular_expression_on_thousands_of_short_patterns()
    {
        var random = new Random(20261125);
        for (var i = 0; i < 5000; i++)
        {
            var (glob, regex) = Make(random);
            var pattern = Parse(glob);
            var reference = new Regex("^(?:" + regex + ")\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline);
            for (var j = 0; j < 8; j++)
            {
                var value = string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => "abc/."[random.Next(5)]));
                Assert.True(reference.IsMatch(value) == pattern.IsMatch(value), $"'{glob}' on '{value}', by {regex}");
            }
        }
    }

    private static GlobPattern Parse(string text)
    {
        Assert.Null(GlobPattern.Parse(text, out var pattern));
        return pattern!;
    }

    private static (string Glob, string Regex) Make(Random random)
    {
        var glob = new StringBuilder();
        var regex = new StringBuilder();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var (g, r) = random.Next(9) switch
            {
                0 when glob.Length == 0 || glob[^1] != '*' => ("*", "[^/]*"),
                1 when glob.Length == 0 || glob[^1] != '*' => ("**", ".*"),
                2 => ("?", "[^/]"),
                3 => ("[ab]", "[ab]"),
                4 => ("[!ab]", "[^ab/]"),
                5 => ("{a,b*}", "(?:a|b[^/]*)"),
                6 => ("\\*", "\\*"),
                7 => ("/", "/"),
                _ => ("a", "a"),
            };
            glob.Append(g);
            regex.Append(r);
        }

        return (glob.ToString(), regex.ToString());
    }
}
