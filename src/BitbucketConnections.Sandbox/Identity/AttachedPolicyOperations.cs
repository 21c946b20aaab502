using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles the managed policies of roles or users.</summary>
internal sealed class AttachedPolicyOperations
{
    /// <summary>The maximum number of managed policies of a role or user. IAM quota, adjustable.</summary>
    public const int Quota = 10;

    private readonly IdentityKind _kind;

    /// <summary>Initializes a new instance of the <see cref="AttachedPolicyOperations"/> class.</summary>
    /// <param name="kind">Roles or users.</param>
    public AttachedPolicyOperations(IdentityKind kind) => _kind = kind;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public IEnumerable<QueryOperation> All() =>
    [
        new($"Attach{_kind.Name}Policy", _kind.Shapes.ByArn, Attach),
        new($"Detach{_kind.Name}Policy", _kind.Shapes.ByArn, Detach),
        new($"ListAttached{_kind.Name}Policies", _kind.Shapes.ListAttached, List),
    ];

    private object[]? Attach(ServiceCall call, JsonObject input)
    {
        var owner = _kind.Find(call, input);
        var arn = input.Text("PolicyArn")!;
        var policy = ManagedPolicyStore.Attachable(call, arn);
        if (owner.AttachedPolicies.Count >= Quota && !owner.AttachedPolicies.Contains(arn))
        {
            throw PolicyDocumentChecks.Limit($"Cannot exceed quota for PoliciesPer{_kind.Name}: {Quota}");
        }

        owner.Attach(arn, policy, PolicyTime.Of(call));
        return null;
    }

    private object[]? Detach(ServiceCall call, JsonObject input)
    {
        var arn = input.Text("PolicyArn")!;
        return _kind.Find(call, input).Detach(arn, PolicyTime.Of(call))
            ? null
            : throw new AwsErrorException("NoSuchEntity", $"Policy {arn} was not found.", 404);
    }

    private object[] List(ServiceCall call, JsonObject input)
    {
        var prefix = input.Text("PathPrefix") ?? "/";
        var policies = _kind.Find(call, input).AttachedPolicies
            .Where(arn => ManagedPolicyStore.PathOf(arn).StartsWith(prefix, StringComparison.Ordinal));
        return IamListPage.Write(call, input, "AttachedPolicies", policies, arn => arn, arn => Element(
            "member",
            Element("PolicyName", arn.Substring(arn.LastIndexOf('/') + 1)),
            Element("PolicyArn", arn)));
    }
}
