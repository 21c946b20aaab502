using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The instance profiles of an account.</summary>
internal sealed class InstanceProfileStore : IAccountPart
{
    /// <summary>Gets the instance profiles by name. Names are not case-sensitive.</summary>
    public SortedDictionary<string, InstanceProfileRecord> ByName { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the instance profiles that contain a role.</summary>
    /// <param name="role">The role.</param>
    /// <returns>The instance profiles.</returns>
    public IEnumerable<InstanceProfileRecord> Of(RoleRecord role) => ByName.Values.Where(profile => profile.Role == role);
}
