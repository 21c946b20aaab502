namespace BitbucketConnections.Policies;

/// <summary>The outcomes of an evaluation.</summary>
public enum IamOutcome
{
    /// <summary>No statement allows the request.</summary>
    ImplicitDeny,

    /// <summary>A statement allows the request and none denies it.</summary>
    Allowed,

    /// <summary>A statement denies the request.</summary>
    ExplicitDeny,
}

/// <summary>The kinds of policies in an evaluation, as AWS's error messages name them.</summary>
public enum IamPolicySource
{
    /// <summary>The policies of the user or role.</summary>
    IdentityBased,

    /// <summary>The permissions boundary of the user or role.</summary>
    PermissionsBoundary,

    /// <summary>The policy of the resource.</summary>
    ResourceBased,

    /// <summary>The policy of the role session.</summary>
    Session,
}

/// <summary>The result of an evaluation.</summary>
public sealed class IamDecision
{
    internal IamDecision(IamOutcome outcome, IamPolicySource source, IamStatement? statement)
    {
        Outcome = outcome;
        Source = source;
        Statement = statement;
    }

    /// <summary>Gets the outcome.</summary>
    public IamOutcome Outcome { get; }

    /// <summary>Gets a value indicating whether the request is allowed.</summary>
    public bool IsAllowed => Outcome == IamOutcome.Allowed;

    /// <summary>Gets the kind of policy that decided: the one that allows, that denies, or that has no statement that allows.</summary>
    public IamPolicySource Source { get; }

    /// <summary>Gets the statement that decided; null for an implicit deny.</summary>
    public IamStatement? Statement { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Outcome} ({Source})";
}
