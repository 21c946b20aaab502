using System;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>
/// Replaces the users and roles in the policy of a resource by their ids when it is stored, as AWS does: so a user or role that is deleted and
/// created again is not the one that the policy names.
/// </summary>
internal static class PrincipalIds
{
    /// <summary>Gets the policy to store.</summary>
    /// <param name="state">The state.</param>
    /// <param name="policy">The policy as it was sent.</param>
    /// <param name="missing">Creates the error for a user or role that does not exist, from its ARN.</param>
    /// <returns>The policy with ids. Principals of accounts that the sandbox does not have are unchanged.</returns>
    /// <exception cref="AwsErrorException">A user or role does not exist.</exception>
    public static IamPolicy Store(SandboxState state, IamPolicy policy, Func<string, AwsErrorException> missing) =>
        policy.WithPrincipals(value => Arn.TryParse(value, out var arn) && arn.Service == "iam" && state.FindAccount(arn.AccountId) is { } account
            ? IdOf(account, arn) ?? throw missing(value)
            : value);

    private static string? IdOf(AccountState account, Arn arn)
    {
        var text = arn.ToString();
        var name = text.Substring(text.LastIndexOf('/') + 1);

        // The account itself and its administrator have no id.
        return arn.Resource is "root" or "user/" + SandboxCredentials.UserName ? text
            : arn.Resource.StartsWith("role/", StringComparison.Ordinal)
                ? account.Part<RoleStore>().ByName.TryGetValue(name, out var role) && role.Arn == text ? role.Id : null
                : account.Part<UserStore>().ByName.TryGetValue(name, out var user) && user.Arn == text ? user.Id : null;
    }
}
