using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Evaluates trust policies, which define who can assume a role. Ignores conditions.</summary>
internal static class TrustEvaluator
{
    private const string AssumeRole = "sts:AssumeRole";

    /// <summary>Determines whether a service can assume the role.</summary>
    /// <param name="document">The trust policy.</param>
    /// <param name="service">The service principal.</param>
    /// <returns>True if a statement allows it and none denies it; otherwise false.</returns>
    public static bool TrustsService(string document, string service) => Trusts(document, AssumeRole, "Service", value => value == service);

    /// <summary>Determines whether the policy allows a role, or the role's account, to assume the role.</summary>
    /// <param name="document">The trust policy.</param>
    /// <param name="arn">The ARN of the role that assumes it.</param>
    /// <returns>True if a statement allows it and none denies it; otherwise false.</returns>
    public static bool TrustsPrincipal(string document, string arn)
    {
        var account = Arn.TryParse(arn, out var parsed) ? parsed.AccountId : string.Empty;
        return Trusts(document, AssumeRole, "AWS", value => value == arn || value == account || value.EndsWith($":iam::{account}:root", StringComparison.Ordinal));
    }

    /// <summary>Determines whether tokens of an identity provider can assume the role. Ignores which provider, and conditions.</summary>
    /// <param name="document">The trust policy.</param>
    /// <returns>True if a statement allows it and none denies it; otherwise false.</returns>
    public static bool TrustsWebIdentity(string document) => Trusts(document, AssumeRole + "WithWebIdentity", "Federated", _ => true);

    private static bool Trusts(string document, string wanted, string principalType, Func<string, bool> matches)
    {
        var statements = Items(Parse(document)?["Statement"])
            .OfType<JsonObject>()
            .Where(statement => Texts(statement["Action"]).Any(action => action == wanted || action is "sts:*" or "*"))
            .Where(statement => Covers(statement["Principal"], principalType, matches))
            .Select(statement => Texts(statement["Effect"]).FirstOrDefault())
            .ToList();
        return statements.Contains("Allow") && !statements.Contains("Deny");
    }

    private static bool Covers(JsonNode? principal, string type, Func<string, bool> matches) => principal switch
    {
        JsonObject typed => Texts(typed[type]).Any(value => value == "*" || matches(value)),
        JsonValue => Texts(principal).Contains("*"),
        _ => false,
    };

    private static JsonObject? Parse(string document)
    {
        try
        {
            return StrictJson.Parse(document) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Texts(JsonNode? node) =>
        Items(node).Where(item => item?.GetValueKind() == JsonValueKind.String).Select(item => item!.GetValue<string>());

    /// <summary>Reads an element that can be one item or a list.</summary>
    private static IEnumerable<JsonNode?> Items(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                yield return item;
            }
        }
        else if (node is not null)
        {
            yield return node;
        }
    }
}
