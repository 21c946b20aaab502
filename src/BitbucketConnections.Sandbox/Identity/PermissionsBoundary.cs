using System;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The permissions boundary of a role or user.</summary>
internal static class PermissionsBoundary
{
    /// <summary>The parameter.</summary>
    public const string Member = "PermissionsBoundary";

    /// <summary>Sets the boundary of an input. Without one, changes nothing.</summary>
    /// <param name="owner">The role or user.</param>
    /// <param name="call">The call.</param>
    /// <param name="input">Its parameters.</param>
    /// <param name="from">The time when the change takes effect.</param>
    /// <exception cref="AwsErrorException">The sandbox does not have the content of the policy, so it could not evaluate it.</exception>
    public static void Set(IdentityRecord owner, ServiceCall call, JsonObject input, DateTimeOffset from)
    {
        if (input.Text(Member) is { } arn)
        {
            var policy = (ManagedPolicyStore.IsOfAws(call, arn) ? ManagedPolicies.Find(arn) : ManagedPolicyStore.Find(call, arn)?.Policy)
                ?? throw new AwsErrorException("NoSuchEntity", $"Scope ARN: {arn} does not exist or is not attachable.", 404);
            owner.SetBoundary(arn, policy, from);
        }
    }

    /// <summary>Writes the boundary of a role or user.</summary>
    /// <param name="owner">The role or user.</param>
    /// <returns>The XML element; null if it has none.</returns>
    public static XElement? Write(IdentityRecord owner) => owner.BoundaryArn is { } arn
        ? Element(Member, Element("PermissionsBoundaryType", "Policy"), Element("PermissionsBoundaryArn", arn))
        : null;
}
