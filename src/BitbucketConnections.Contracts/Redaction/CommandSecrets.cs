using System;
using System.Linq;

namespace BitbucketConnections;

/// <summary>Determines which names in a command have secret values, and which values are only references.</summary>
internal static class CommandSecrets
{
    private static readonly string[] s_constants = ["true", "false", "null", "~"];

    private static readonly char[] s_separators = ['_', '-', '.', ':', '/'];

    private static readonly string[] s_endings =
    [
        "token", "secret", "password", "passwd", "pwd", "passphrase", "passcode", "pass", "auth", "credential", "credentials", "creds", "authorization",
        "apikey", "accesskey", "secretkey", "privatekey", "connectionstring", "signature",
    ];

    // Words that only end like the name of a secret.
    private static readonly string[] s_harmless = ["bypass", "compass", "trespass", "surpass", "overpass"];

    // Tokens of lists and requests.
    private static readonly string[] s_harmlessTokens = ["next", "starting", "start", "page", "continuation", "request", "idempotency", "cancellation", "pagination"];

    // The words before KEY in the names of secret keys. Other keys are names of objects, columns, caches or files.
    private static readonly string[] s_secretKeys =
    [
        "api", "access", "secret", "private", "encryption", "signing", "auth", "account", "master", "license", "subscription", "shared", "storage", "client",
        "session", "app", "application", "deploy", "admin", "user", "webhook", "integration", "ingest", "write", "routing",
    ];

    private static readonly string[] s_publicKeys =
    [
        "public", "pub", "cache", "sort", "partition", "primary", "foreign", "s3", "object", "host", "path", "hash", "range", "kms", "tag", "row", "state", "bucket",
        "lock", "artifact", "group", "index", "map", "file", "config",
    ];

    /// <summary>Determines whether a character can be part of a name.</summary>
    public static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    /// <summary>Determines whether the value of an option is secret.</summary>
    /// <param name="name">The name without the dashes before it.</param>
    public static bool IsOption(string name) =>
        !name.StartsWith("no-", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("with-", StringComparison.OrdinalIgnoreCase)
        && (IsSecret(name, isAnyKey: false) || Normal(name) is "passin" or "passout" or "oauth2bearer" or "secretstring" or "secretbinary" or "cookie");

    /// <summary>Determines whether an option makes a program read a secret from its standard input.</summary>
    /// <param name="word">The option with its dashes.</param>
    public static bool IsInputOption(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) && (word.EndsWith("-stdin", StringComparison.Ordinal) || word is "--with-token");

    /// <summary>Determines whether the value of a setting, such as an environment variable, is secret.</summary>
    public static bool IsSetting(string name) => IsSecret(name, isAnyKey: name.IndexOf('_') >= 0 && !name.Any(char.IsLower)) || name is "KEY" or "sig";

    /// <summary>Determines whether the value of a header is secret.</summary>
    public static bool IsHeader(string name) => IsSecret(name, isAnyKey: name.StartsWith("X-", StringComparison.OrdinalIgnoreCase)) || name.Equals("Cookie", StringComparison.OrdinalIgnoreCase);

    /// <summary>Determines whether a name is one of a key, which can also be the path of a file.</summary>
    public static bool IsKey(string name) => name.EndsWith("key", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets the last name of a word such as <c>//registry.example.org/:_authToken</c>.</summary>
    public static string LastName(string word) => word.Substring(word.LastIndexOfAny([':', '/']) + 1);

    /// <summary>Determines whether a value is a constant of YAML, which reveals nothing, or only refers to a value: <c>$NAME</c>, <c>${NAME}</c>, <c>$(command)</c>, <c>#{namespace.variable}</c>, or a source such as <c>env:NAME</c>.</summary>
    public static bool IsReference(string text, int start, int end, bool isLiteral)
    {
        var length = end - start;
        if (IsConstant(text, start, length) || StartsWith(text, start, length, "{{resolve:"))
        {
            return true;
        }

        if (text[start] == '#')
        {
            return length > 3 && text[start + 1] == '{' && text.IndexOf('}', start, length) == end - 1;
        }

        if (text[start] != '$')
        {
            return IsSource(text, start, length);
        }

        // In '...', $ is a normal character.
        if (isLiteral)
        {
            return false;
        }

        if (length == 1)
        {
            return end < text.Length && text[end] == '(';
        }

        if (text[start + 1] == '(')
        {
            return text[end - 1] == ')';
        }

        var isBraced = text[start + 1] == '{';
        var first = start + (isBraced ? 2 : 1);
        var last = isBraced ? end - 1 : end;
        return last > first && !char.IsDigit(text[first]) && (!isBraced || text[last] == '}') && All(text, first, last, c => char.IsLetterOrDigit(c) || c == '_');
    }

    /// <summary>Determines whether a value is the path of a file.</summary>
    public static bool IsPath(string text, int start, int end) =>
        text[start] is '/' or '~' or '@' || StartsWith(text, start, end - start, "./") || StartsWith(text, start, end - start, "../")
        || EndsWith(text, start, end, ".pem") || EndsWith(text, start, end, ".key") || EndsWith(text, start, end, ".json") || EndsWith(text, start, end, ".pub");

    private static bool IsSecret(string name, bool isAnyKey)
    {
        var parts = name.Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
        {
            return false;
        }

        var last = parts[parts.Length - 1].ToLowerInvariant();
        var before = parts.Length > 1 ? parts[parts.Length - 2].ToLowerInvariant() : string.Empty;
        if (last == "key")
        {
            return isAnyKey ? !s_publicKeys.Contains(before) : s_secretKeys.Contains(before);
        }

        return Array.Exists(s_endings, ending => last.EndsWith(ending, StringComparison.Ordinal))
            && !s_harmless.Contains(last) && !(last == "token" && s_harmlessTokens.Contains(before));
    }

    private static bool IsConstant(string text, int start, int length) =>
        Array.Exists(s_constants, constant => constant.Length == length && string.Compare(text, start, constant, 0, length, StringComparison.OrdinalIgnoreCase) == 0);

    private static string Normal(string name) => name.Replace("-", string.Empty).ToLowerInvariant();

    private static bool IsSource(string text, int start, int length) =>
        StartsWith(text, start, length, "env:") || StartsWith(text, start, length, "file:") || StartsWith(text, start, length, "fileb:") || StartsWith(text, start, length, "id=");

    private static bool StartsWith(string text, int start, int length, string prefix) => length >= prefix.Length && string.CompareOrdinal(text, start, prefix, 0, prefix.Length) == 0;

    private static bool EndsWith(string text, int start, int end, string suffix) =>
        end - start >= suffix.Length && string.CompareOrdinal(text, end - suffix.Length, suffix, 0, suffix.Length) == 0;

    private static bool All(string text, int start, int end, Func<char, bool> test)
    {
        for (var i = start; i < end; i++)
        {
            if (!test(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
