using System;
using System.Collections.Generic;

namespace BitbucketConnections.Policies;

/// <summary>
/// A text of a policy after its variables were resolved. <c>*</c> matches any characters and <c>?</c> matches one UTF-16 unit, but not
/// in the value of a variable.
/// </summary>
internal sealed class IamPattern
{
    private const int Many = -1;
    private const int One = -2;

    private readonly int[] _tokens;

    private IamPattern(int[] tokens) => _tokens = tokens;

    /// <summary>Gets a value indicating whether the pattern is a single <c>*</c>.</summary>
    public bool IsEverything => _tokens.Length == 1 && _tokens[0] == Many;

    /// <summary>Gets the pattern as a text, with its wildcards.</summary>
    public string Text => string.Concat(Array.ConvertAll(_tokens, token => token == Many ? "*" : token == One ? "?" : ((char)token).ToString()));

    /// <summary>Reads a text without variables.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The pattern.</returns>
    public static IamPattern Of(string text) => new(Array.ConvertAll(text.ToCharArray(), Token));

    /// <summary>Reads a text and resolves its variables: <c>${key}</c>, <c>${key, 'default'}</c>, and <c>${*}</c>, <c>${?}</c>, <c>${$}</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="request">The request, which has the values.</param>
    /// <returns>The pattern; null if the request does not have the value, or the key can have several values.</returns>
    public static IamPattern? Resolve(string text, IamRequest request)
    {
        if (text.IndexOf("${", StringComparison.Ordinal) < 0)
        {
            return Of(text);
        }

        var tokens = new List<int>();
        for (var at = 0; at < text.Length; at++)
        {
            var end = text[at] == '$' && at + 1 < text.Length && text[at + 1] == '{' ? text.IndexOf('}', at) : -1;
            if (end < 0)
            {
                tokens.Add(Token(text[at]));
                continue;
            }

            if (Value(text.Substring(at + 2, end - at - 2), request) is not { } value)
            {
                return null;
            }

            foreach (var literal in value)
            {
                tokens.Add(literal);
            }

            at = end;
        }

        return new IamPattern([.. tokens]);
    }

    /// <summary>Splits the pattern at its first colons.</summary>
    /// <param name="count">The maximum number of parts.</param>
    /// <returns>The parts.</returns>
    public IReadOnlyList<IamPattern> Split(int count)
    {
        var parts = new List<IamPattern>();
        var start = 0;
        while (parts.Count < count - 1 && Array.IndexOf(_tokens, ':', start) is >= 0 and var colon)
        {
            parts.Add(Part(start, colon));
            start = colon + 1;
        }

        parts.Add(Part(start, _tokens.Length));
        return parts;
    }

    /// <summary>Determines whether a text matches the whole pattern.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ignoresCase">True to ignore the case of ASCII letters; otherwise false.</param>
    /// <returns>True if it matches.</returns>
    public bool Matches(string text, bool ignoresCase = false)
    {
        var (at, token, resumeAt, resumeToken) = (0, 0, 0, -1);
        while (at < text.Length)
        {
            if (token < _tokens.Length && (_tokens[token] == One || IsSame(_tokens[token], text[at], ignoresCase)))
            {
                (at, token) = (at + 1, token + 1);
            }
            else if (token < _tokens.Length && _tokens[token] == Many)
            {
                (resumeAt, resumeToken) = (at, token++);
            }
            else if (resumeToken >= 0)
            {
                (at, token) = (++resumeAt, resumeToken + 1);
            }
            else
            {
                return false;
            }
        }

        while (token < _tokens.Length && _tokens[token] == Many)
        {
            token++;
        }

        return token == _tokens.Length;
    }

    private static string? Value(string variable, IamRequest request)
    {
        if (variable is "*" or "?" or "$")
        {
            return variable;
        }

        var comma = variable.IndexOf(',');
        var key = (comma < 0 ? variable : variable.Substring(0, comma)).Trim();
        if (request.Find(key) is { } found)
        {
            return found.IsList ? null : found.Values[0];
        }

        var fallback = comma < 0 ? string.Empty : variable.Substring(comma + 1).Trim();

        // Recorded: a key that can have several values has no value here, and its default is not used either.
        return !key.Equals("aws:TagKeys", StringComparison.OrdinalIgnoreCase) && fallback.Length >= 2 && fallback[0] == '\'' && fallback[fallback.Length - 1] == '\''
            ? fallback.Substring(1, fallback.Length - 2)
            : null;
    }

    private static bool IsSame(int token, char c, bool ignoresCase) => token == c || (ignoresCase && token >= 0 && Lower((char)token) == Lower(c));

    private static char Lower(char c) => c is >= 'A' and <= 'Z' ? (char)(c + 32) : c;

    private static int Token(char c) => c switch
    {
        '*' => Many,
        '?' => One,
        _ => c,
    };

    private IamPattern Part(int start, int end)
    {
        var part = new int[end - start];
        Array.Copy(_tokens, start, part, 0, part.Length);
        return new IamPattern(part);
    }
}
