using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BitbucketConnections.Engine.Json;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Reads which services can assume a role.</summary>
internal static class TrustPolicy
{
    /// <summary>Gets the services that a trust policy allows; empty if the policy can't be read.</summary>
    public static IReadOnlyList<string> Services(string? document)
    {
        if (document is null)
        {
            return [];
        }

        try
        {
            using var parsed = CheckedJson.Parse(document);
            return Statements(parsed.RootElement).Where(IsAllow).SelectMany(Principals).Distinct(StringComparer.Ordinal).ToList();
        }
        catch (JsonException)
        {
            // IAM stores only valid policies. A policy that can't be read allows no known service.
            return [];
        }
    }

    private static IEnumerable<JsonElement> Statements(JsonElement root) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("Statement", out var statement)
        ? Items(statement).Where(item => item.ValueKind == JsonValueKind.Object)
        : [];

    private static bool IsAllow(JsonElement statement) =>
        statement.TryGetProperty("Effect", out var effect) && effect.ValueKind == JsonValueKind.String && effect.GetString() == "Allow"
        && statement.TryGetProperty("Action", out var action) && Texts(action).Any(text => text is "sts:AssumeRole" or "sts:*" or "*");

    private static IEnumerable<string> Principals(JsonElement statement)
    {
        if (!statement.TryGetProperty("Principal", out var principal) || principal.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        return principal.TryGetProperty("Service", out var services) ? Texts(services) : [];
    }

    private static IEnumerable<string> Texts(JsonElement element) =>
        Items(element).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);

    // IAM writes one value as a string and several values as a list.
    private static List<JsonElement> Items(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().ToList() : [element];
}
