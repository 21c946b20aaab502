using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Checks the syntax and size of policy documents, not the permissions.</summary>
internal static class PolicyDocumentChecks
{
    /// <summary>The maximum number of characters of a trust policy. IAM quota, adjustable.</summary>
    public const int MaximumTrustSize = 2048;

    /// <summary>The maximum number of characters of all inline policies of a role together. IAM quota, fixed.</summary>
    public const int MaximumInlineSize = 10240;

    /// <summary>Checks a trust policy.</summary>
    /// <param name="document">The policy.</param>
    /// <exception cref="AwsErrorException">The policy is malformed or too large.</exception>
    public static void CheckTrust(string document)
    {
        foreach (var statement in Statements(document, "This policy contains invalid Json"))
        {
            Require(statement, "Principal", "Missing required field Principal");
            Require(statement, "Action", "Missing required field Action");
            if (statement.ContainsKey("Resource") || statement.ContainsKey("NotResource"))
            {
                throw Malformed("Has prohibited field Resource");
            }

            if (Texts(statement["Action"]).Any(action => action != "*" && !action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase)))
            {
                throw Malformed("AssumeRole policy may only specify STS AssumeRole actions.");
            }
        }

        if (Size(document) > MaximumTrustSize)
        {
            throw Limit($"Cannot exceed quota for ACLSizePerRole: {MaximumTrustSize}");
        }
    }

    /// <summary>Checks an inline policy.</summary>
    /// <param name="document">The policy.</param>
    /// <param name="others">The other inline policies of the role.</param>
    /// <param name="roleName">The role.</param>
    /// <exception cref="AwsErrorException">The policy is malformed, or all policies together are too large.</exception>
    public static void CheckInline(string document, IEnumerable<string> others, string roleName)
    {
        foreach (var statement in Statements(document, "The policy is not in the valid JSON format."))
        {
            if (statement.ContainsKey("Principal") || statement.ContainsKey("NotPrincipal"))
            {
                throw Malformed("Policy document should not specify a principal.");
            }

            Require(statement, "Action", "Policy statement must contain actions.");
            Require(statement, "Resource", "Policy statement must contain resources.");
        }

        if (Size(document) + others.Sum(Size) > MaximumInlineSize)
        {
            throw Limit($"Maximum policy size of {MaximumInlineSize} bytes exceeded for role {roleName}");
        }
    }

    /// <summary>Creates the error for an exceeded quota.</summary>
    /// <param name="message">The error message.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Limit(string message) => new("LimitExceeded", message, 409);

    private static List<JsonObject> Statements(string document, string notJson)
    {
        var policy = Parse(document) ?? throw Malformed(notJson);
        var node = policy["Statement"];
        var statements = node is JsonArray list ? list.ToList() : [node];
        if (statements.Any(statement => !IsStatement(statement)))
        {
            throw Malformed("Syntax errors in policy.");
        }

        return [.. statements.OfType<JsonObject>()];
    }

    private static bool IsStatement(JsonNode? node) => node is JsonObject statement && Texts(statement["Effect"]).FirstOrDefault() is "Allow" or "Deny";

    private static void Require(JsonObject statement, string name, string message)
    {
        if (!statement.ContainsKey(name) && !statement.ContainsKey("Not" + name))
        {
            throw Malformed(message);
        }
    }

    private static IEnumerable<string> Texts(JsonNode? node) =>
        (node is JsonArray list ? list : Enumerable.Repeat(node, 1))
            .Where(item => item?.GetValueKind() == JsonValueKind.String)
            .Select(item => item!.GetValue<string>());

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

    /// <summary>Counts the characters. IAM does not count white space.</summary>
    private static int Size(string document) => document.Count(c => !char.IsWhiteSpace(c));

    private static AwsErrorException Malformed(string message) => new("MalformedPolicyDocument", message);
}
