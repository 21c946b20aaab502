using System;
using System.Globalization;
using BitbucketConnections.Sandbox.Signing;

namespace BitbucketConnections.Sandbox.Callers;

/// <summary>
/// The session token of an assumed role. It holds the role, session and expiry in plain text: it protects nothing, and
/// the sandbox does not need to store it.
/// </summary>
/// <param name="RoleName">The role.</param>
/// <param name="RolePath">The path of the role, such as <c>/service-role/</c>.</param>
/// <param name="SessionName">The name of the session.</param>
/// <param name="Expires">The time when it expires.</param>
internal sealed record RoleSessionToken(string RoleName, string RolePath, string SessionName, DateTimeOffset Expires)
{
    private const string Prefix = SandboxCredentials.SessionToken + "/";
    private const string PolicyPrefix = "policy=";

    /// <summary>Gets the session policy as it was sent, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>Reads a token.</summary>
    /// <param name="text">The text, or null.</param>
    /// <returns>The token; null if the text is not one.</returns>
    public static RoleSessionToken? Read(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        // None of the parts can contain a slash; the path and the policy are escaped.
        var parts = text.Substring(Prefix.Length).Split('/');
        var isForm = parts.Length == 4 || (parts.Length == 5 && parts[4].StartsWith(PolicyPrefix, StringComparison.Ordinal));
        return isForm && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253402300799
            ? new RoleSessionToken(parts[1], Uri.UnescapeDataString(parts[2]), parts[3], DateTimeOffset.FromUnixTimeSeconds(seconds))
            {
                Policy = parts.Length == 5 ? Uri.UnescapeDataString(parts[4].Substring(PolicyPrefix.Length)) : null,
            }
            : null;
    }

    /// <summary>Checks a session token.</summary>
    /// <param name="text">The token of a request.</param>
    /// <param name="now">The current time.</param>
    /// <returns>Null for a valid token; otherwise the problem.</returns>
    public static SignatureProblemKind? Judge(string text, DateTimeOffset now) =>
        text == SandboxCredentials.SessionToken ? null
        : Read(text) is not { } token ? SignatureProblemKind.UnknownKey
        : token.Expires <= now ? SignatureProblemKind.ExpiredToken : null;

    /// <inheritdoc/>
    public override string ToString() =>
        Prefix + string.Join("/", Expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), RoleName, Uri.EscapeDataString(RolePath), SessionName)
        + (Policy is null ? string.Empty : "/" + PolicyPrefix + Uri.EscapeDataString(Policy));
}
