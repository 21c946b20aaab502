using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Signing;

namespace BitbucketConnections.Sandbox.Callers;

/// <summary>
/// The session token of an assumed role. It holds everything about the session as JSON in Base64: it protects nothing, and the sandbox does not
/// need to store it.
/// </summary>
/// <param name="RoleArn">The role.</param>
/// <param name="RoleId">The id of the role: a role that was deleted and created again is another role.</param>
/// <param name="SessionName">The name of the session.</param>
/// <param name="Issued">The time when the role was assumed.</param>
/// <param name="Expires">The time when it expires.</param>
internal sealed record RoleSessionToken(string RoleArn, string RoleId, string SessionName, DateTimeOffset Issued, DateTimeOffset Expires)
{
    private const string Prefix = SandboxCredentials.SessionToken + "/";

    /// <summary>Gets the session policy as it was sent, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>Gets the ARNs of the managed session policies.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>Gets the tags of the session.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Gets the keys of the tags that the next session of a role chain gets too.</summary>
    public IReadOnlyList<string> TransitiveKeys { get; init; } = [];

    /// <summary>Gets the source identity, or null.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>Gets a value indicating whether the role was assumed with an MFA device.</summary>
    public bool HasMfa { get; init; }

    /// <summary>Gets the account of the role.</summary>
    public string AccountId => Role.AccountId;

    /// <summary>Gets the partition of the role.</summary>
    public string Partition => Role.Partition;

    /// <summary>Gets the name of the role.</summary>
    public string RoleName => RoleArn.Substring(RoleArn.LastIndexOf('/') + 1);

    /// <summary>Gets the ARN of the session.</summary>
    public string Arn => $"arn:{Partition}:sts::{AccountId}:assumed-role/{RoleName}/{SessionName}";

    /// <summary>Gets the id of the session as callers see it.</summary>
    public string UserId => $"{RoleId}:{SessionName}";

    private Arn Role => BitbucketConnections.Arn.TryParse(RoleArn, out var arn) ? arn : throw new InvalidOperationException(RoleArn);

    /// <summary>Reads a token.</summary>
    /// <param name="text">The text, or null.</param>
    /// <returns>The token; null if the text is not one.</returns>
    public static RoleSessionToken? Read(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var json = StrictJson.Parse(Convert.FromBase64String(text.Substring(Prefix.Length)));
            return BitbucketConnections.Arn.TryParse(json?.Text("role"), out _) ? Read(json!) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            // Not a token of the sandbox.
            return null;
        }
    }

    /// <summary>Checks the session token of a request.</summary>
    /// <param name="keyId">The access key id of the request.</param>
    /// <param name="text">The token; null if the request has none.</param>
    /// <param name="now">The current time.</param>
    /// <returns>Null for a valid token; otherwise the problem.</returns>
    public static SignatureProblemKind? Judge(string keyId, string? text, DateTimeOffset now)
    {
        // The key of a session is valid only with the token of this session, and no other key is valid with it.
        if (!SandboxCredentials.IsSessionKey(keyId))
        {
            return text is null or SandboxCredentials.SessionToken ? null : SignatureProblemKind.UnknownKey;
        }

        return Read(text) is not { } token || SandboxCredentials.SessionKeyOf(text!) != keyId ? SignatureProblemKind.UnknownKey
            : token.Expires <= now ? SignatureProblemKind.ExpiredToken : null;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var json = new JsonObject
        {
            ["role"] = RoleArn,
            ["id"] = RoleId,
            ["session"] = SessionName,
            ["issued"] = Issued.ToUnixTimeSeconds(),
            ["expires"] = Expires.ToUnixTimeSeconds(),
            ["policy"] = Policy,
            ["policyArns"] = new JsonArray([.. PolicyArns.Select(arn => (JsonNode)arn)]),
            ["tags"] = new JsonArray([.. Tags.Select(tag => (JsonNode)new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]),
            ["transitive"] = new JsonArray([.. TransitiveKeys.Select(key => (JsonNode)key)]),
            ["source"] = SourceIdentity,
            ["mfa"] = HasMfa,
        };
        return Prefix + Convert.ToBase64String(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static RoleSessionToken Read(JsonNode json) => new(
        json.Text("role")!,
        json.Text("id") ?? string.Empty,
        json.Text("session") ?? string.Empty,
        Time(json, "issued"),
        Time(json, "expires"))
    {
        Policy = json.Text("policy"),
        PolicyArns = [.. json.Texts("policyArns")],
        Tags = [.. json.Objects("tags").Select(tag => new KeyValuePair<string, string>(tag.Text("key") ?? string.Empty, tag.Text("value") ?? string.Empty))],
        TransitiveKeys = [.. json.Texts("transitive")],
        SourceIdentity = json.Text("source"),
        HasMfa = json["mfa"]?.GetValue<bool>() == true,
    };

    private static DateTimeOffset Time(JsonNode json, string name) =>
        json[name] is JsonValue value ? DateTimeOffset.FromUnixTimeSeconds(value.GetValue<long>()) : throw new FormatException(name);
}
