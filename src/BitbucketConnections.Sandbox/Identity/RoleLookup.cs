using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Finds roles by ARN, in any account.</summary>
internal static class RoleLookup
{
    /// <summary>Finds a role.</summary>
    /// <param name="state">The state.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The role, or null.</returns>
    public static RoleRecord? ByArn(SandboxState state, string arn)
    {
        if (!Arn.TryParse(arn, out var parsed) || parsed.Service != "iam")
        {
            return null;
        }

        var name = PipelineNameRules.RoleNameOf(arn);
        return state.FindAccount(parsed.AccountId) is { } account && account.Roles.TryGetValue(name, out var role) && role.Arn == arn ? role : null;
    }
}
