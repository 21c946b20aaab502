using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Base of the completers of IAM roles, those that the service can assume first; the tooltip is the services that can assume the role.</summary>
internal abstract class RoleCompleter : LiveCompleter<ServiceRole>
{
    private readonly string _service;

    /// <summary>Initializes a new instance of the <see cref="RoleCompleter"/> class.</summary>
    /// <param name="service">The service principal.</param>
    protected RoleCompleter(string service)
        : base(CompletionLists.Roles) => _service = service;

    /// <summary>Creates the choice of a role.</summary>
    /// <param name="role">The role.</param>
    /// <param name="tip">The tooltip.</param>
    protected virtual Choice Choice(ServiceRole role, string tip) => new(role.RoleArn, $"{tip}, {role.RoleArn}", role.RoleName);

    protected override IEnumerable<Choice> Choose(IReadOnlyList<ServiceRole> items, CompletionLine line) =>
        items.OrderBy(role => role.TrustedServices.Contains(_service) ? 0 : 1).ThenBy(role => role.RoleName, StringComparer.OrdinalIgnoreCase)
            .Select(role => Choice(role, role.TrustedServices.Count == 0 ? "no service can assume it" : "for " + string.Join(", ", role.TrustedServices)));
}
