using System;
using System.Linq;

namespace BitbucketConnections;

/// <summary>
/// Removes secrets from all text that leaves the module: messages, errors, reviews and the wire trace. A secret is found by its name, its place, or as
/// one of the <see cref="KnownSecrets"/>. The time is linear in the length of the text.
/// The structure stays the same, and redacted text does not change again.
/// </summary>
public static class Redaction
{
    // A name that contains one of these parts has a secret value. Parts are in lower case, without separators.
    private static readonly string[] s_secretParts =
    [
        "secret", "token", "password", "passwd", "pwd", "passphrase", "oauth", "signature", "privatekey", "accesskey", "apikey", "credential", "authorization", "connectionstring",
        "passcode", "jwt", "bearer", "cookie", "masterkey", "signingkey", "sshkey", "accountkey", "sharedkey", WebhookUrl,
    ];

    // A name whose last word, without a number, is one of these has a secret value: DB_PASS, DB_PASS2, NPM_AUTH.
    private static readonly string[] s_secretEndings = ["pass", "auth", "creds"];

    // A name whose last word is one of these says where a secret is, or how to get it: AWS_WEB_IDENTITY_TOKEN_FILE, credential_process.
    private static readonly string[] s_placeEndings =
    [
        "file", "path", "uri", "url", "endpoint", "arn", "process", "source", "name", "ttl", "length", "policy", "type", "limit", "expiry", "version", "enabled", "required", "region",
    ];

    // The URL of a webhook contains its secret.
    private const string WebhookUrl = "webhookurl";

    // Numbers of tokens, not tokens: maxTokens, max_tokens, token_count.
    private static readonly string[] s_counted = ["max", "min", "num", "total", "input", "output", "prompt", "completion"];

    private const int MaximumPasses = 8;

    private static readonly char[] s_digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

    private static readonly char[] s_separators = ['_', '-', '.', ' '];

    /// <summary>Determines whether a member, key or variable with this name contains a secret.</summary>
    /// <param name="name">The name, such as <c>DB_PASSWORD</c> or <c>OAuthToken</c>.</param>
    /// <returns>True if the value is a secret.</returns>
    public static bool IsSecretName(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return false;
        }

        var last = name!.Substring(name.LastIndexOfAny(s_separators) + 1).TrimEnd(s_digits);
        var plain = Harmless(name.IndexOfAny(s_separators) < 0 ? name : new string(name.Where(c => Array.IndexOf(s_separators, c) < 0).ToArray()));
        return Contains(plain, WebhookUrl)
            || (!s_placeEndings.Any(ending => IsLastWord(name, ending)) && !IsCount(plain)
                && (s_secretParts.Any(part => Contains(plain, part)) || s_secretEndings.Contains(last, StringComparer.OrdinalIgnoreCase) || IsAccessToken(name.TrimEnd(s_digits), last)));
    }

    // A personal access token: PAT, GITHUB_PAT, githubPat. Pat alone is also the name of a person.
    private static bool IsAccessToken(string name, string last) =>
        last == "PAT" || (last.Length < name.Length && last.Equals("pat", StringComparison.OrdinalIgnoreCase)) || IsLastWord(name, "Pat");

    // A tokenizer divides text.
    private static string Harmless(string plain) => plain.IndexOf("tokeniz", StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? plain.Remove(at, "tokeniz".Length) : plain;

    private static bool Contains(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsCount(string plain) =>
        plain.EndsWith("tokens", StringComparison.OrdinalIgnoreCase) && s_counted.Any(word => plain.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    // The last word of DB_SECRET_ARN and dbSecretArn is Arn.
    private static bool IsLastWord(string name, string word)
    {
        var at = name.Length - word.Length;
        return at > 0 && name.EndsWith(word, StringComparison.OrdinalIgnoreCase)
            && (Array.IndexOf(s_separators, name[at - 1]) >= 0 || (char.IsUpper(name[at]) && char.IsLower(name[at - 1])));
    }

    /// <summary>Redacts text that people read: named secrets in JSON, XML and <c>name=value</c>, and user information in URLs.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text with <c>****</c> instead of each secret.</returns>
    public static string Message(string? text) => Redact(text, static text => new RedactionScanner(TokenShapes.Hide(RefusedValues.Hide(text), alsoAccessKeyIds: false), RedactedText.Message).Redact());

    /// <summary>
    /// Redacts a request or answer. Also hides user parameters and the value of every environment or pipeline variable, because they often contain
    /// secrets in plain text.
    /// </summary>
    /// <param name="text">The body.</param>
    /// <returns>The body with <c>****</c> instead of each of them.</returns>
    public static string Wire(string? text) => Redact(text, static text => new RedactionScanner(TokenShapes.Hide(RefusedValues.Hide(text), alsoAccessKeyIds: false), RedactedText.Wire).Redact());

    /// <summary>
    /// Redacts a shell command of an action. Also hides the values of options, settings and headers whose names are those of secrets, and tokens of known
    /// forms, and what a command such as <c>docker login --password-stdin</c> reads. A secret without any of these can't be found.
    /// </summary>
    /// <param name="text">The command.</param>
    /// <returns>The command with <c>****</c> instead of each secret.</returns>
    public static string Command(string? text) =>
        Redact(text, static text => new RedactionScanner(TokenShapes.Hide(new CommandScanner(text).Redact(), alsoAccessKeyIds: true), RedactedText.Message).Redact());

    /// <summary>Gets the value of a named item in a form that can be shown.</summary>
    /// <param name="name">The name of the configuration key, variable or tag.</param>
    /// <param name="value">The value; null if there is none.</param>
    /// <returns>
    /// <c>****</c> for a secret, null for null. In any other value, secrets are hidden as in <see cref="Message"/>, and as in YAML and in a shell command.
    /// </returns>
    public static string? Value(string name, string? value) =>
        string.IsNullOrEmpty(value) ? value : IsSecretName(name) ? HiddenSecret.Text
            : Redact(value, static text => new RedactionScanner(TokenShapes.Hide(ValueSecrets.Hide(RefusedValues.Hide(text)), alsoAccessKeyIds: false), RedactedText.Value).Redact());

    // In text that is neither JSON nor prose, hiding a value can end a token or string earlier. So the text is scanned again until nothing changes.
    private static string Redact(string? text, Func<string, string> redactOnce)
    {
        var result = KnownSecrets.Hide(text ?? string.Empty);
        for (var pass = 0; pass < MaximumPasses; pass++)
        {
            var redacted = redactOnce(result);
            if (redacted == result)
            {
                break;
            }

            result = redacted;
        }

        return result;
    }
}
