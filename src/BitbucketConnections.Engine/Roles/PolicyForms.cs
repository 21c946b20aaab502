using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>The permissions of one definition, in the forms that its policy can have.</summary>
internal sealed class PolicyForms
{
    private readonly string _accountId;
    private readonly Pipeline _resolved;

    /// <param name="definition">The definition.</param>
    /// <param name="resolved">The same definition with the ARNs of its keys.</param>
    /// <param name="accountId">The account of the role.</param>
    public PolicyForms(Pipeline definition, Pipeline resolved, string accountId)
    {
        _resolved = resolved;
        _accountId = accountId;
        Forms = new[] { resolved, definition }.Distinct().SelectMany(form => new[] { Statements(form, false), Statements(form, true) }.SelectMany(all => all)).ToList();
    }

    /// <summary>Gets the statements of all forms: for the repositories of the definition or all, and with keys by ARN, id or alias.</summary>
    public IReadOnlyList<PolicyStatement> Forms { get; }

    /// <summary>Gets the statements of the policy.</summary>
    /// <param name="allowsAllRepositories">Whether the connections can be used for all repositories.</param>
    public IReadOnlyList<PolicyStatement> Statements(bool allowsAllRepositories) => Statements(_resolved, allowsAllRepositories);

    /// <summary>Gets the warnings of the policy.</summary>
    public IReadOnlyList<string> Notes(bool allowsAllRepositories) => ServiceRolePolicy.Notes(Request(_resolved, allowsAllRepositories));

    /// <summary>Determines whether a policy of this module allows all repositories although the definition has only some: -AllowAllRepositories was used.</summary>
    public bool IsWidened(PolicyContent? own)
    {
        var narrow = PolicyRights.Of(Statements(false));
        return own?.Understood.Any(statement => PolicyStatement.WithoutHash(statement.Sid) == ConnectionPermissions.Sid && ConnectionPermissions.IsForAllRepositories(statement)
            && !PolicyRights.Of([statement]).IsSubsetOf(narrow)) == true;
    }

    private IReadOnlyList<PolicyStatement> Statements(Pipeline definition, bool allowsAllRepositories) => ServiceRolePolicy.Statements(Request(definition, allowsAllRepositories));

    private ServiceRolePolicyRequest Request(Pipeline definition, bool allowsAllRepositories) =>
        new() { Definition = definition, AccountId = _accountId, AllowAllRepositories = allowsAllRepositories };
}
