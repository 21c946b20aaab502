using System.Collections.Generic;

namespace BitbucketConnections.Policies;

/// <summary>The policies that apply to a request.</summary>
public sealed class IamPolicySet
{
    /// <summary>Gets the policies of the user or role, inline and attached.</summary>
    public IReadOnlyList<IamPolicy> Identity { get; init; } = [];

    /// <summary>Gets the permissions boundary; null if there is none.</summary>
    public IamPolicy? Boundary { get; init; }

    /// <summary>Gets the session policies; null if the session has none.</summary>
    public IReadOnlyList<IamPolicy>? Session { get; init; }

    /// <summary>Gets the policy of the resource; null if it has none.</summary>
    public IamPolicy? Resource { get; init; }

    /// <summary>Gets the account of the resource; null for the account of the caller.</summary>
    public string? ResourceAccountId { get; init; }

    /// <summary>Gets a value indicating whether the policy of the resource must allow in the same account too, as for keys and roles.</summary>
    public bool IsResourcePolicyRequired { get; init; }
}
