using System.Net;
using System.Security;

namespace BitbucketConnections.Binding;

/// <summary>Converts secrets to and from a SecureString.</summary>
internal static class Secret
{
    public static SecureString Hide(string text)
    {
        var secret = new NetworkCredential(string.Empty, text).SecurePassword;
        secret.MakeReadOnly();
        return secret;
    }

    public static string? Reveal(SecureString? secret) => secret is null ? null : new NetworkCredential(string.Empty, secret).Password;
}
