using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Adds connections to the policy that an earlier grant wrote; what it held stays.</summary>
internal static class ConnectionGrant
{
    public static string Merge(string? present, PolicyStatement added, string? repository)
    {
        var statements = Read(present);

        // A restricted and an unrestricted grant are two statements: one condition would hold for both.
        var same = statements.Find(s => SameCondition(s, added));
        if (same is not null)
        {
            statements.Remove(same);
            added = PolicyStatement.Merge([same, new PolicyStatement(same.Sid, added.Actions, added.Resources, added.Conditions.ToArray())]).Single();
        }
        else if (repository is not null)
        {
            added = new PolicyStatement(added.Sid + "Of" + PolicyStatement.SidOf(repository), added.Actions, added.Resources, added.Conditions.ToArray());
        }

        statements.Add(added);
        return PolicyJson.Write(statements.OrderBy(s => s.Sid, StringComparer.Ordinal));
    }

    private static bool SameCondition(PolicyStatement one, PolicyStatement other) =>
        one.Conditions.Select(Text).OrderBy(t => t, StringComparer.Ordinal).SequenceEqual(other.Conditions.Select(Text).OrderBy(t => t, StringComparer.Ordinal), StringComparer.Ordinal);

    private static string Text(PolicyCondition condition) => $"{condition.Operator}|{condition.Key}|{string.Join("|", condition.Values)}";

    /// <exception cref="ServiceException">The policy of this module's name is not of its form: adding to it would change what it means.</exception>
    private static List<PolicyStatement> Read(string? document)
    {
        if (document is null)
        {
            return [];
        }

        try
        {
            using var parsed = JsonDocument.Parse(document);
            return parsed.RootElement.GetProperty("Statement").EnumerateArray().Select(Read).ToList();
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ServiceException(
                ServiceErrorKind.InvalidInput,
                $"The role has an inline policy '{ServiceRoleService.ConnectionPolicyName}' that this module did not write; rename it, or add the right to it by hand.",
                other)
            {
                ErrorCode = "ForeignConnectionPolicy",
            };
        }
    }

    private static PolicyStatement Read(JsonElement statement) => statement.GetProperty("Effect").GetString() == "Allow"
        ? new PolicyStatement(
            statement.GetProperty("Sid").GetString()!,
            Texts(statement.GetProperty("Action")),
            Texts(statement.GetProperty("Resource")),
            Conditions(statement).ToArray())
        : throw new InvalidOperationException("A statement that denies is not of this module.");

    private static IEnumerable<PolicyCondition> Conditions(JsonElement statement) => !statement.TryGetProperty("Condition", out var condition)
        ? []
        : from test in condition.EnumerateObject()
          from key in test.Value.EnumerateObject()
          select new PolicyCondition(test.Name, key.Name, Texts(key.Value).ToArray());

    private static List<string> Texts(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().Select(item => item.GetString()!).ToList() : [element.GetString()!];
}
