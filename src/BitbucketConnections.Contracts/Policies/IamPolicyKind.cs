namespace BitbucketConnections.Policies;

/// <summary>The kinds of IAM policies. Each kind has elements that it requires and elements that it does not allow.</summary>
public enum IamPolicyKind
{
    /// <summary>A policy of a user or role: no principal, and a resource in each statement.</summary>
    Identity,

    /// <summary>The policy of a session: as a policy of a role, but dates are not checked (recorded from AssumeRole).</summary>
    Session,

    /// <summary>The trust policy of a role: a principal and no resource in each statement.</summary>
    Trust,

    /// <summary>The policy of a resource, such as a bucket or a key: a principal and a resource in each statement.</summary>
    Resource,
}
