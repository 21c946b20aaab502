using System;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>An OpenID Connect token. Its signature is not checked, because the sandbox has no identity provider.</summary>
/// <param name="Subject">The subject of the token.</param>
/// <param name="Audience">The intended recipient of the token.</param>
/// <param name="Issuer">The issuer of the token.</param>
internal sealed record WebIdentityToken(string Subject, string Audience, string Issuer)
{
    /// <summary>Reads a token.</summary>
    /// <param name="token">The three parts, separated by dots.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The token.</returns>
    /// <exception cref="AwsErrorException">The token is not valid or has expired.</exception>
    public static WebIdentityToken Read(string token, DateTimeOffset now)
    {
        var claims = Claims(token) ?? throw new AwsErrorException(
            "InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        if (claims["exp"] is JsonValue exp && exp.GetValueKind() == JsonValueKind.Number && exp.GetValue<double>() is var expires && expires <= now.ToUnixTimeSeconds())
        {
            throw new AwsErrorException("ExpiredTokenException", $"Token expired: current date/time {now.ToUnixTimeSeconds()} must be before the expiration date/time {expires}");
        }

        return new WebIdentityToken(Text(claims, "sub"), Text(claims, "aud"), Text(claims, "iss"));
    }

    // A claim can have any JSON type; an audience is often a list.
    private static string Text(JsonObject claims, string name) => claims[name] switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonArray { Count: > 0 } list when list[0]?.GetValueKind() == JsonValueKind.String => list[0]!.GetValue<string>(),
        _ => string.Empty,
    };

    private static JsonObject? Claims(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            var text = parts[1].Replace('-', '+').Replace('_', '/');
            return StrictJson.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')))) as JsonObject;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
