using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Writes the result of an audit as warnings.</summary>
internal static class RoleAuditText
{
    /// <summary>Gets the warnings.</summary>
    /// <param name="result">The result of the audit.</param>
    /// <param name="needs">Who needs the permissions, such as <c>the pipeline 'demo' needs</c>.</param>
    /// <param name="remedy">Gets the sentence that says how to add missing permissions.</param>
    public static IEnumerable<string> Warnings(RoleAuditResult result, string needs, Func<IReadOnlyList<PolicyStatement>, string> remedy)
    {
        var role = result.Documents.RoleName;
        if (result.Missing is { Count: > 0 } missing)
        {
            yield return $"The role '{role}' does not have permissions that {needs}: {Joined(missing)}. {remedy(missing)}";
        }

        if (result.Blocked is { Count: > 0 } blocked)
        {
            var parts = blocked.Select(part => $"{Joined(RoleAuditResult.Grouped(part))} ({part.Key})");
            yield return $"The role '{role}' can't use permissions that {needs}: {string.Join("; ", parts)}. Another policy can't add them: change the policy that prevents them.";
        }

        if (result.Unknown is { Count: > 0 } unknown)
        {
            yield return Open(result, needs, unknown);
        }
    }

    /// <summary>Gets the sentences about permissions that are not known, with the reason.</summary>
    public static string Open(RoleAuditResult result, string needs, IReadOnlyList<PolicyStatement> unknown)
    {
        var documents = result.Documents.Unread;
        var reasons = documents.Count > 0 ? string.Join(" ", documents.Select(Describe)) : "They depend on conditions, or on resources that are not known before an execution.";
        return $"It is not known whether the role '{result.Documents.RoleName}' has permissions that {needs}: {Joined(unknown)}. {reasons}";
    }

    /// <summary>Gets the sentence about a document that was not read.</summary>
    public static string Describe(UnreadDocument document) => $"{Capitalized(document.What)} can't be read: {document.Reason}";

    /// <summary>Gets a list of statements, each with its actions and resources.</summary>
    public static string Joined(IEnumerable<PolicyStatement> statements) => string.Join("; ", statements);

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
