using BitbucketConnections.Policies;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>IAM's messages for problems in policy documents.</summary>
internal static class PolicyProblemTexts
{
    /// <summary>The message for a syntax error.</summary>
    public const string Syntax = "Syntax errors in policy.";

    /// <summary>Gets the message for a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The message.</returns>
    public static string Of(IamPolicyProblem problem) => problem.Kind switch
    {
        IamPolicyProblemKind.Legacy => "The policy failed legacy parsing",
        IamPolicyProblemKind.SidCharacters => "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
        IamPolicyProblemKind.SidDuplicate => "Statement IDs (SID) in a single policy must be unique.",
        IamPolicyProblemKind.PrincipalProhibited => "Policy document should not specify a principal.",
        IamPolicyProblemKind.PrincipalMissing => "Missing required field Principal",
        IamPolicyProblemKind.NotPrincipalProhibited => "Has prohibited field NotPrincipal",
        IamPolicyProblemKind.NotPrincipalAllows => "Allow with NotPrincipal is not allowed.",
        IamPolicyProblemKind.PrincipalInvalid => $"Invalid principal in policy: {problem.Value}",
        IamPolicyProblemKind.ResourceProhibited => "Has prohibited field Resource",
        IamPolicyProblemKind.ActionMissing => "Policy statement must contain actions.",
        IamPolicyProblemKind.ResourceNotArn => $"Resource {problem.Value} must be in ARN format or \"*\".",
        IamPolicyProblemKind.ResourcePartition => $"Partition \"{problem.Value}\" is not valid for resource \"{problem.Detail}\".",
        IamPolicyProblemKind.ResourceService => "Resource vendor must be fully qualified and cannot contain regexes.",
        IamPolicyProblemKind.ResourceRegion => problem.Detail == "iam"
            ? $"IAM resource {problem.Value} cannot contain region information."
            : $"Resource {problem.Value} can not contain region information.",
        IamPolicyProblemKind.ResourcePath => $"IAM resource path must either be \"*\" or start with {problem.Detail}.",
        IamPolicyProblemKind.ActionWithoutService => "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        IamPolicyProblemKind.ActionColons => "Actions/Condition can contain only one colon.",
        IamPolicyProblemKind.ActionService => $"Vendor {problem.Value} is not valid",
        IamPolicyProblemKind.ActionNotAssume => "AssumeRole policy may only specify STS AssumeRole actions.",
        IamPolicyProblemKind.ResourceMissing => "Policy statement must contain resources.",
        _ => Syntax,
    };
}
