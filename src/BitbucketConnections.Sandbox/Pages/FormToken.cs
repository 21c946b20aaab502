using System;
using System.Security.Cryptography;
using System.Text;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Pages;

/// <summary>
/// Proves that a form was sent from the sandbox's own page: another site can make a browser post to loopback, but
/// it can't read the token.
/// </summary>
internal sealed class FormToken
{
    private readonly byte[] _key = new byte[32];

    /// <summary>Initializes a new instance of the <see cref="FormToken"/> class.</summary>
    public FormToken()
    {
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(_key);
    }

    /// <summary>Gets the token of a page.</summary>
    /// <param name="path">The page's path.</param>
    /// <returns>The token.</returns>
    public string TokenOf(string path)
    {
        using var hmac = new HMACSHA256(_key);
        return Hex.Lower(hmac.ComputeHash(Encoding.UTF8.GetBytes(path)));
    }

    /// <summary>Determines whether a token belongs to a page.</summary>
    /// <param name="path">The page's path.</param>
    /// <param name="token">The token that was sent, or null.</param>
    /// <returns>True if it is; otherwise false.</returns>
    public bool Accepts(string path, string? token) => token is not null && string.Equals(TokenOf(path), token, StringComparison.Ordinal);
}
