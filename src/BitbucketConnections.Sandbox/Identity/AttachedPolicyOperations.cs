using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles the managed policies of roles. Only their ARNs are stored: policies can't be created.</summary>
internal static class AttachedPolicyOperations
{
    /// <summary>The maximum number of managed policies of a role. IAM quota, adjustable.</summary>
    public const int Quota = 10;

    private const string Policy = "policy/";

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<QueryOperation> All() =>
    [
        new("AttachRolePolicy", IamShapes.ByPolicyArn, Attach),
        new("DetachRolePolicy", IamShapes.ByPolicyArn, Detach),
        new("ListAttachedRolePolicies", IamShapes.ListOfRole, List),
    ];

    private static object[]? Attach(ServiceCall call, JsonObject input)
    {
        var role = RequestedRole.Find(call, input);
        var arn = input.Text("PolicyArn")!;
        CheckExists(call, arn);
        if (role.AttachedPolicies.Count >= Quota && !role.AttachedPolicies.Contains(arn))
        {
            throw PolicyDocumentChecks.Limit($"Cannot exceed quota for PoliciesPerRole: {Quota}");
        }

        role.Attach(arn, PolicyTime.Of(call));
        return null;
    }

    private static object[]? Detach(ServiceCall call, JsonObject input)
    {
        var arn = input.Text("PolicyArn")!;
        return RequestedRole.Find(call, input).Detach(arn, PolicyTime.Of(call))
            ? null
            : throw new AwsErrorException("NoSuchEntity", $"Policy {arn} was not found.", 404);
    }

    private static object[] List(ServiceCall call, JsonObject input)
    {
        var prefix = input.Text("PathPrefix") ?? "/";
        var policies = RequestedRole.Find(call, input).AttachedPolicies
            .Where(arn => PathOf(arn).StartsWith(prefix, StringComparison.Ordinal));
        return IamListPage.Write(call, input, "AttachedPolicies", policies, arn => arn, arn => Element(
            "member",
            Element("PolicyName", arn.Substring(arn.LastIndexOf('/') + 1)),
            Element("PolicyArn", arn)));
    }

    private static void CheckExists(ServiceCall call, string arn)
    {
        // The account in the ARN of AWS managed policies is "aws", not twelve digits, so it is not parsed as other ARNs.
        var parts = arn.Split([':'], 6);
        if (parts.Length != 6 || parts[0] != "arn" || parts[2] != "iam" || !parts[5].StartsWith(Policy, StringComparison.Ordinal))
        {
            throw new AwsErrorException("ValidationException", $"ARN {arn} is not valid.");
        }

        if (parts[1] != call.Partition || (parts[4] != "aws" && parts[4] != call.AccountId))
        {
            throw new AwsErrorException("NoSuchEntity", $"Policy {arn} does not exist or is not attachable.", 404);
        }
    }

    private static string PathOf(string arn)
    {
        var start = arn.IndexOf(Policy, StringComparison.Ordinal) + Policy.Length - 1;
        return arn.Substring(start, arn.LastIndexOf('/') - start + 1);
    }
}
