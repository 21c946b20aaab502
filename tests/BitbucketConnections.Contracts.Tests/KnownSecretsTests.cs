using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BitbucketConnections.Contracts.Tests;

/// <summary>Tests that a remembered value is hidden in any text, in every form in which it can be written.</summary>
public sealed class KnownSecretsTests
{
    private static readonly JsonSerializerOptions s_relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("known-Secret-1")]
    [InlineData("known\"Secret\\2")]
    [InlineData("known<Secret>&'3+/é")]
    [InlineData("known\nSecret\t4 \U0001F511")]
    [InlineData("\\known\\\\Secret\\n5\\")]
    [InlineData("\"known Secret 6\"")]
    [InlineData("https://known-7:secret@host/{a}")]
    public void A_value_is_hidden_in_every_form(string secret)
    {
        KnownSecrets.Remember(secret);

        Assert.Equal("The project '****' was not found.", Redaction.Message($"The project '{secret}' was not found."));
        Assert.Equal("****", Redaction.Value("ProjectName", secret));
        Assert.Equal("x****y****", Redaction.Message($"x{secret}y{secret}"));
        foreach (var options in new[] { JsonSerializerOptions.Default, s_relaxed })
        {
            var text = secret;
            for (var level = 0; level < 4; level++)
            {
                text = JsonSerializer.Serialize(new { project = text, level }, options);
                var hidden = Redaction.Wire(text);
                Assert.True(hidden.Contains("****", StringComparison.Ordinal) && !hidden.Contains("nown", StringComparison.Ordinal), text + "\n" + hidden);
                Assert.Equal(hidden, Redaction.Wire(hidden));
                Assert.Equal("{\"project\":", hidden[..11]);
                Assert.EndsWith($",\"level\":{level}}}", hidden, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("a-b/c-escapes", "a-b\\/c-escapes", true)]
    [InlineData("a-b\rc-escapes", "a-b\\rc-escapes", true)]
    [InlineData("a-b\bc-escapes", "a-b\\bc-escapes", true)]
    [InlineData("a-b\fc-escapes", "a-b\\fc-escapes", true)]
    [InlineData("a-b\fc-escapes", "a-b\\u000cc-escapes", true)]
    [InlineData("a-b\fc-escapes", "a-b\\u000Cc-escapes", true)]
    [InlineData("a-b+c-escapes", "a-b\\u002d", false)]
    [InlineData("a-b+c-escapes", "a-b\\u00", false)]
    [InlineData("a-b+c-escapes", "a-b\\", false)]
    [InlineData("a-b+c-escapes", "a-b\\tc-escapes", false)]
    [InlineData("a-b\\c-escapes", "a-b\\xc-escapes", false)]
    public void Each_escape_of_JSON_is_known_and_another_character_is_not_the_value(string secret, string text, bool isHidden)
    {
        KnownSecrets.Remember(secret);

        Assert.Equal(isHidden ? "x****y" : $"x{text}y", Redaction.Message($"x{text}y"));
    }

    [Fact]
    public void A_value_that_contains_another_one_is_hidden_as_a_whole()
    {
        KnownSecrets.Remember("inner-of-two");
        KnownSecrets.Remember("outer inner-of-two outer");

        Assert.Equal("[****] [****]", Redaction.Message("[outer inner-of-two outer] [inner-of-two]"));
    }

    [Fact]
    public void A_value_that_would_hide_parts_of_other_words_is_refused() => Assert.Throws<ArgumentException>(() => KnownSecrets.Remember("abc"));

    [Theory]
    [InlineData("\\")]
    [InlineData("\"")]
    [InlineData("\\\\\"")]
    [InlineData("\\u0022")]
    [InlineData("linear ")]
    public void Time_is_linear(string unit)
    {
        KnownSecrets.Remember("\"\\linear secret\\\"");
        KnownSecrets.Remember(string.Concat(Enumerable.Repeat("\\\"", 40)) + " linear secret");
        var text = string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length));

        TimeBound.Within(10, () => Redaction.Message(text));
    }

    [Fact]
    public void A_configuration_shows_a_known_secret_in_no_member_and_its_copies_have_it_for_AWS()
    {
        KnownSecrets.Remember("kn0wn-to-a-map");
        var action = new PipelineAction
        {
            Name = "a", ActionTypeId = new ActionTypeId { Category = "Build", Owner = "AWS", Provider = "CodeBuild", Version = "1" },
            Configuration = new Dictionary<string, string> { ["Key"] = "kn0wn-to-a-map", ["Plain"] = "text" },
        };
        var copy = action with { Configuration = action.Configuration!.ToDictionary(entry => entry.Key, entry => entry.Value) };

        var shown = (IDictionary)copy.Configuration!;
        shown["Added"] = "kn0wn-to-a-map";
        Assert.Equal("kn0wn-to-a-map", copy.Configuration!["Key"]);
        Assert.Equal("kn0wn-to-a-map", copy.Configuration["Added"]);
        Assert.Equal("****", shown["Key"]);
        Assert.Equal("text", shown["Plain"]);
        Assert.Equal(["****", "text", "****"], shown.Values.Cast<string>());
        Assert.Equal(["[Key, ****]", "[Plain, text]", "[Added, ****]"], shown.Cast<object>().Select(entry => entry.ToString()!));
        Assert.DoesNotContain("kn0wn", string.Concat(shown.Cast<object>()), StringComparison.Ordinal);
        shown.Remove("Added");
        Assert.Equal(2, copy.Configuration.Count);
    }
}
