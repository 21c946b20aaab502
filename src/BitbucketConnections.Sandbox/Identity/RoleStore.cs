using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The roles of an account. IAM is global, so all Regions have the same roles.</summary>
internal sealed class RoleStore : IAccountPart
{
    /// <summary>Gets the roles by name. Names are not case-sensitive.</summary>
    public SortedDictionary<string, RoleRecord> ByName { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a role of any account.</summary>
    /// <param name="state">The state.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The role, or null.</returns>
    public static RoleRecord? FindByArn(SandboxState state, string arn)
    {
        if (!Arn.TryParse(arn, out var parsed) || parsed.Service != "iam")
        {
            return null;
        }

        var name = PipelineNameRules.RoleNameOf(arn);
        return state.FindAccount(parsed.AccountId)?.Part<RoleStore>().ByName.TryGetValue(name, out var role) == true && role.Arn == arn ? role : null;
    }
}
