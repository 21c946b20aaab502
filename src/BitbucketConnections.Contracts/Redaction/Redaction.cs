using System;
using System.Linq;

namespace BitbucketConnections;

/// <summary>
/// Removes secrets from everything that leaves the module: messages, errors, reviews and the wire trace. Each takes time linear in the length of
/// the text, changes no structure, and leaves a redacted text as it is.
/// </summary>
public static class Redaction
{
    // Parts of names, without separators and in lower case, whose values are secrets.
    private static readonly string[] s_secretParts =
    [
        "secret", "token", "password", "passwd", "pwd", "passphrase", "oauth", "signature", "privatekey", "accesskey", "apikey", "credential", "authorization", "connectionstring",
    ];

    private const int MaximumPasses = 8;

    private static readonly char[] s_separators = ['_', '-', '.', ' '];

    /// <summary>Determines whether a member, key or variable of a name holds a secret.</summary>
    /// <param name="name">The name, such as <c>DB_PASSWORD</c> or <c>OAuthToken</c>.</param>
    /// <returns>Whether its value is a secret.</returns>
    public static bool IsSecretName(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return false;
        }

        var plain = name!.IndexOfAny(s_separators) < 0 ? name : new string(name.Where(c => Array.IndexOf(s_separators, c) < 0).ToArray());
        return s_secretParts.Any(part => plain.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);
    }

    /// <summary>Redacts a text for people: named secrets in JSON, XML and <c>name=value</c>, and user information in URLs.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text with <c>****</c> in place of each secret.</returns>
    public static string Message(string? text) => Redact(text, isWire: false);

    /// <summary>
    /// Redacts a request or answer: also every value of an environment or pipeline variable, whatever its name, and user parameters. They often hold
    /// secrets in plain text.
    /// </summary>
    /// <param name="text">The body.</param>
    /// <returns>The body with <c>****</c> in place of each of them.</returns>
    public static string Wire(string? text) => Redact(text, isWire: true);

    /// <summary>Gets the value of a name as it may be shown.</summary>
    /// <param name="name">The name of the configuration key, variable or tag.</param>
    /// <param name="value">The value; null where there is none.</param>
    /// <returns><c>****</c> for a secret, the redacted value for anything else, null for null.</returns>
    public static string? Value(string name, string? value) =>
        string.IsNullOrEmpty(value) ? value : IsSecretName(name) ? HiddenSecret.Text : Message(value);

    // What is hidden may end a token or a string earlier than before, in a text that is neither JSON nor prose: looked at again until nothing changes.
    private static string Redact(string? text, bool isWire)
    {
        var result = text ?? string.Empty;
        for (var pass = 0; pass < MaximumPasses; pass++)
        {
            var redacted = new RedactionScanner(result, isWire).Redact();
            if (redacted == result)
            {
                break;
            }

            result = redacted;
        }

        return result;
    }
}
