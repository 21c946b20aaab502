using System.Linq;
using System.Text.Json;
using BitbucketConnections.Engine.Json;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Reads policies of IAM for their evaluation.</summary>
internal static class PolicyText
{
    /// <summary>Reads a policy.</summary>
    /// <param name="document">The JSON text.</param>
    /// <param name="kind">The kind of policy.</param>
    /// <returns>The policy; null if the text is not a policy of this kind.</returns>
    public static IamPolicy? TryRead(string? document, IamPolicyKind kind)
    {
        if (document is null)
        {
            return null;
        }

        try
        {
            using var parsed = CheckedJson.Parse(document);
            return IamPolicyReader.Read(Plain(parsed.RootElement), kind, out _);
        }
        catch (JsonException)
        {
            // IAM stores only valid policies, so the caller treats this as a policy that can't be read.
            return null;
        }
    }

    private static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().GroupBy(member => member.Name).ToDictionary(same => same.Key, same => Plain(same.Last().Value)),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
