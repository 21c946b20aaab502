using System.Management.Automation;
using System.Security;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Reads a value of a configuration. A secret can be a SecureString, and is then hidden in all text that leaves the module.</summary>
internal static class ConfigurationValue
{
    /// <summary>Gets the text for AWS.</summary>
    /// <param name="key">The configuration key.</param>
    /// <param name="value">The value; null is empty text.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: the value has no text, or is a secret that is too short to be hidden.</exception>
    public static string Of(string key, object? value)
    {
        if ((value is PSObject wrapped ? wrapped.BaseObject : value) is not SecureString secret)
        {
            return InvariantText.Of(value, key) ?? string.Empty;
        }

        if (secret.Length < KnownSecrets.MinimumLength)
        {
            throw ServiceException.FromFindings([new Finding(
                "SecretTooShort",
                $"The SecureString for '{key}' has {secret.Length} characters. A secret of fewer than {KnownSecrets.MinimumLength} characters can't be hidden in messages. Specify a longer secret, or specify it as text.")]);
        }

        var text = Secret.Reveal(secret)!;
        KnownSecrets.Remember(text);
        return text;
    }
}
