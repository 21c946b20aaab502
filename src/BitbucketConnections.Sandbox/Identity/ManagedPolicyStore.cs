using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The customer managed policies of an account.</summary>
internal sealed class ManagedPolicyStore : IAccountPart
{
    private const string Policy = "policy/";

    /// <summary>Gets the policies by name. Names are not case-sensitive.</summary>
    public SortedDictionary<string, ManagedPolicyRecord> ByName { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a customer managed policy of the caller's account.</summary>
    /// <param name="call">The call.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The policy, or null.</returns>
    public static ManagedPolicyRecord? Find(ServiceCall call, string arn) =>
        call.Account.Part<ManagedPolicyStore>().ByName.Values.FirstOrDefault(policy => policy.Arn == arn);

    /// <summary>Finds the content of a managed policy, of AWS or of any account.</summary>
    /// <param name="state">The state.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The content; null if the policy does not exist or the sandbox does not have its content.</returns>
    public static IamPolicy? ContentOf(SandboxState state, string arn) => ManagedPolicies.Find(arn)
        ?? (Arn.TryParse(arn, out var parsed) ? state.FindAccount(parsed.AccountId)?.Part<ManagedPolicyStore>().ByName.Values.FirstOrDefault(policy => policy.Arn == arn)?.Policy : null);

    /// <summary>Finds the content of a managed policy to attach, of AWS or of the account.</summary>
    /// <param name="call">The call.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>The content; null for a policy of AWS whose content the sandbox does not have.</returns>
    /// <exception cref="AwsErrorException">The ARN is not valid, or the policy does not exist.</exception>
    public static IamPolicy? Attachable(ServiceCall call, string arn)
    {
        Check(arn);
        return IsOfAws(call, arn) ? ManagedPolicies.Find(arn)
            : Find(call, arn)?.Policy ?? throw new AwsErrorException("NoSuchEntity", $"Policy {arn} does not exist or is not attachable.", 404);
    }

    /// <summary>Checks the form of an ARN.</summary>
    /// <param name="arn">The ARN.</param>
    /// <exception cref="AwsErrorException">The ARN is not valid.</exception>
    public static void Check(string arn)
    {
        // The account in the ARN of AWS managed policies is "aws", not twelve digits, so it is not parsed as other ARNs.
        var parts = arn.Split([':'], 6);
        if (parts.Length != 6 || parts[0] != "arn" || parts[2] != "iam" || !parts[5].StartsWith(Policy, StringComparison.Ordinal))
        {
            throw new AwsErrorException("ValidationException", $"ARN {arn} is not valid.");
        }
    }

    /// <summary>Determines whether a policy is one of AWS.</summary>
    /// <param name="call">The call, for its partition.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>True if AWS manages the policy.</returns>
    public static bool IsOfAws(ServiceCall call, string arn) => arn.StartsWith($"arn:{call.Partition}:iam::aws:{Policy}", StringComparison.Ordinal);

    /// <summary>Gets the path of a policy.</summary>
    /// <param name="arn">The ARN.</param>
    /// <returns>The path.</returns>
    public static string PathOf(string arn)
    {
        var start = arn.IndexOf(Policy, StringComparison.Ordinal) + Policy.Length - 1;
        return arn.Substring(start, arn.LastIndexOf('/') - start + 1);
    }
}
