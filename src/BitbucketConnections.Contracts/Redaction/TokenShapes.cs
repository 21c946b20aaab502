using System;
using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>Hides tokens that are known by their form, without a name: those of GitHub, GitLab, Slack, Atlassian and others.</summary>
internal static class TokenShapes
{
    private static readonly (string Prefix, int Minimum, string Also)[] s_tokens =
    [
        ("ghp_", 10, ""), ("gho_", 10, ""), ("ghu_", 10, ""), ("ghs_", 10, ""), ("ghr_", 10, ""), ("github_pat_", 10, "_"),
        ("glpat-", 10, "_-."), ("gldt-", 10, "_-."), ("glrt-", 10, "_-."),
        ("xoxb-", 8, "-"), ("xoxp-", 8, "-"), ("xoxa-", 8, "-"), ("xoxr-", 8, "-"), ("xoxs-", 8, "-"), ("xoxe-", 8, "-"), ("xapp-", 8, "-"),
        ("BBDC-", 16, "+/="), ("ATBB", 16, ""), ("ATATT", 16, "_-="), ("ATCTT", 16, "_-="),
        ("npm_", 30, ""), ("pypi-", 30, "_-"), ("sk_live_", 10, ""), ("rk_live_", 10, ""), ("dop_v1_", 20, ""), ("hvs.", 20, "_-"), ("SG.", 30, "_-."), ("AIza", 30, "_-"),
        ("dckr_pat_", 10, "_-"), ("sk-ant-", 20, "_-"), ("sk-proj-", 20, "_-"), ("hf_", 30, ""), ("shpat_", 20, ""), ("ya29.", 20, "_-"), ("glcbt-", 10, "_-."),
        ("eyJ", 24, "_-."), ("Bearer ", 20, "_-.~+/="), ("bearer ", 20, "_-.~+/="),
        ("hooks.slack.com/services/", 1, UrlCharacters), ("hooks.slack.com/workflows/", 1, UrlCharacters), ("hooks.slack.com/triggers/", 1, UrlCharacters),
        ("discord.com/api/webhooks/", 1, UrlCharacters), ("discordapp.com/api/webhooks/", 1, UrlCharacters), ("webhook.office.com/", 1, UrlCharacters),
    ];

    // An id of an access key is not secret itself, so it is hidden only where a person writes the key.
    private static readonly (string Prefix, int Minimum, string Also)[] s_accessKeys = [("AKIA", 12, ""), ("ASIA", 12, "")];

    private const string KeyStart = "-----BEGIN ";
    private const string KeyName = "PRIVATE KEY-----";
    private const string KeyEnd = "-----END ";

    // The longest name is "ENCRYPTED PRIVATE KEY".
    private const int LongestKeyStart = 48;

    // The length of \u0027
    private const int CodeLength = 6;

    private const string UrlCharacters = "_-./%@=?&+*";

    /// <summary>Hides the tokens of a text. The beginning, which names the kind, stays.</summary>
    /// <param name="text">The text.</param>
    /// <param name="alsoAccessKeyIds">Whether to hide the ids of AWS access keys.</param>
    public static string Hide(string text, bool alsoAccessKeyIds)
    {
        var ranges = new List<(int Start, int End)>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '-' && PrivateKey(text, i) is var (first, last))
            {
                ranges.Add((first, last));
                i = Math.Max(last, i + 1) - 1;
            }
            else if (IsStart(text, i) && (End(text, i, s_tokens) ?? (alsoAccessKeyIds ? End(text, i, s_accessKeys) : null)) is var (start, end))
            {
                ranges.Add((start, end));
                i = end - 1;
            }
        }

        return TextRanges.Hide(text, ranges);
    }

    // A key without its end is hidden to the end of the text.
    private static (int Start, int End)? PrivateKey(string text, int i)
    {
        if (string.CompareOrdinal(text, i, KeyStart, 0, KeyStart.Length) != 0)
        {
            return null;
        }

        var name = text.IndexOf(KeyName, i, Math.Min(LongestKeyStart, text.Length - i), StringComparison.Ordinal);
        if (name < 0)
        {
            return null;
        }

        var start = name + KeyName.Length;
        var end = text.IndexOf(KeyEnd, start, StringComparison.Ordinal);
        end = end < 0 ? EndOfJson(text, start) : end;
        return end > start ? (start, end) : null;
    }

    // In a truncated key, a quotation mark ends the string that contains it.
    private static int EndOfJson(string text, int start) => text.IndexOf('"', start) is >= 0 and var quote ? quote : text.Length;

    // Letters after a backslash are an escape of JSON: "\nghp_...", "\u0027ghp_..."
    private static bool IsStart(string text, int i) =>
        i == 0 || !char.IsLetterOrDigit(text[i - 1]) || (i > 1 && text[i - 2] == '\\') || (i >= CodeLength && text[i - CodeLength] == '\\' && text[i - CodeLength + 1] == 'u');

    private static (int Start, int End)? End(string text, int i, (string Prefix, int Minimum, string Also)[] tokens)
    {
        foreach (var (prefix, minimum, also) in tokens)
        {
            if (text[i] == prefix[0] && string.CompareOrdinal(text, i, prefix, 0, prefix.Length) == 0)
            {
                var start = i + prefix.Length;
                var end = start;
                while (end < text.Length && (text[end] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || also.IndexOf(text[end]) >= 0))
                {
                    end++;
                }

                return end - start >= minimum ? (start, end) : null;
            }
        }

        return null;
    }
}
