using System;
using System.Linq;
using System.Text.Json;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Contracts.Tests.Policies;

/// <summary>Reads policy documents for the tests.</summary>
internal static class PlainJson
{
    public static IamPolicy Policy(string json, IamPolicyKind kind = IamPolicyKind.Identity) =>
        IamPolicyReader.Read(Of(json), kind, out var problem) ?? throw new ArgumentException($"{problem} in {json}");

    public static object? Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    private static object? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(member => member.Name, member => Of(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Select(Of).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDecimal(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
