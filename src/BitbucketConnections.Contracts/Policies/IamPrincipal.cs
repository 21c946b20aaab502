using System;

namespace BitbucketConnections.Policies;

/// <summary>A caller: a user, a role or a role session of an account, an AWS service, or a federated identity.</summary>
public sealed class IamPrincipal
{
    private IamPrincipal(string type, string value)
    {
        Type = type;
        Value = value;
    }

    /// <summary>Gets the type in policies: <c>AWS</c>, <c>Service</c> or <c>Federated</c>.</summary>
    public string Type { get; }

    /// <summary>Gets the ARN of the user or role, the service principal, or the identity provider.</summary>
    public string Value { get; }

    /// <summary>Gets the ARN of the user or role; null for a service or a federated identity.</summary>
    public string? Arn => Type == "AWS" ? Value : null;

    /// <summary>Gets the ARN of the role session, if the caller is one; otherwise null.</summary>
    public string? SessionArn { get; private init; }

    /// <summary>Gets the id of the user or role, such as <c>AROA…</c>, which a policy can have instead of the ARN; null if it is not known.</summary>
    public string? Id { get; private init; }

    /// <summary>Gets the account of the user or role; null for a service or a federated identity.</summary>
    public string? AccountId => BitbucketConnections.Arn.TryParse(Arn, out var arn) ? arn.AccountId : null;

    /// <summary>Gets the partition of the user or role; null for a service or a federated identity.</summary>
    public string? Partition => BitbucketConnections.Arn.TryParse(Arn, out var arn) ? arn.Partition : null;

    /// <summary>Gets a value indicating whether it is a role or a session of one.</summary>
    public bool IsRole => BitbucketConnections.Arn.TryParse(Arn, out var arn) && arn.Resource.StartsWith("role/", StringComparison.Ordinal);

    /// <summary>Makes a user or role.</summary>
    /// <param name="arn">The ARN of the user or role.</param>
    /// <param name="sessionArn">The ARN of the role session, if the caller is one.</param>
    /// <param name="id">The id of the user or role, if it is known.</param>
    /// <returns>The principal.</returns>
    public static IamPrincipal Identity(string arn, string? sessionArn = null, string? id = null) => new("AWS", arn) { SessionArn = sessionArn, Id = id };

    /// <summary>Makes a service.</summary>
    /// <param name="name">The service principal, such as <c>codepipeline.amazonaws.com</c>.</param>
    /// <returns>The principal.</returns>
    public static IamPrincipal Service(string name) => new("Service", name);

    /// <summary>Makes a federated identity.</summary>
    /// <param name="provider">The identity provider.</param>
    /// <returns>The principal.</returns>
    public static IamPrincipal Federated(string provider) => new("Federated", provider);

    /// <inheritdoc/>
    public override string ToString() => SessionArn ?? Value;
}
