using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Checks the grammar and the size of policy documents.</summary>
internal static class PolicyDocumentChecks
{
    /// <summary>The maximum number of characters of a trust policy. IAM quota, adjustable.</summary>
    public const int MaximumTrustSize = 2048;

    /// <summary>The maximum number of characters of a managed policy. IAM quota, fixed.</summary>
    public const int MaximumManagedSize = 6144;

    /// <summary>Checks a managed policy.</summary>
    /// <param name="document">The policy.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="AwsErrorException">The policy is malformed or too large.</exception>
    public static IamPolicy Managed(string document)
    {
        var policy = Identity(document);
        if (!policy.HasVariables)
        {
            throw Malformed("Policy document must be version 2012-10-17 or greater.");
        }

        return Size(document) <= MaximumManagedSize ? policy : throw Limit($"Cannot exceed quota for PolicySize: {MaximumManagedSize}");
    }

    /// <summary>Checks a trust policy.</summary>
    /// <param name="state">The state.</param>
    /// <param name="document">The policy.</param>
    /// <returns>The policy, with the ids of users and roles.</returns>
    /// <exception cref="AwsErrorException">The policy is malformed or too large, or a user or role does not exist.</exception>
    public static IamPolicy Trust(SandboxState state, string document)
    {
        var policy = Read(document, IamPolicyKind.Trust, "This policy contains invalid Json");
        policy = PrincipalIds.Store(state, policy, arn => Malformed(PolicyProblemTexts.Of(new IamPolicyProblem(IamPolicyProblemKind.PrincipalInvalid, $"\"AWS\":\"{arn}\""))));
        return Size(document) <= MaximumTrustSize ? policy : throw Limit($"Cannot exceed quota for ACLSizePerRole: {MaximumTrustSize}");
    }

    /// <summary>Checks a session policy.</summary>
    /// <param name="document">The policy.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="AwsErrorException">The policy is malformed.</exception>
    public static IamPolicy Session(string document) => Read(document, IamPolicyKind.Session, PolicyProblemTexts.Syntax);

    /// <summary>Checks an inline policy without its size.</summary>
    /// <param name="document">The policy.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="AwsErrorException">The policy is malformed.</exception>
    public static IamPolicy Identity(string document) => Read(document, IamPolicyKind.Identity, PolicyProblemTexts.Syntax);

    /// <summary>Checks an inline policy.</summary>
    /// <param name="document">The policy.</param>
    /// <param name="others">The other inline policies of the role or user.</param>
    /// <param name="kind">Roles or users.</param>
    /// <param name="name">The role or user.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="AwsErrorException">The policy is malformed, or all policies together are too large.</exception>
    public static IamPolicy Inline(string document, IEnumerable<string> others, IdentityKind kind, string name)
    {
        var policy = Identity(document);
        return Size(document) + others.Sum(Size) <= kind.MaximumInlineSize
            ? policy
            : throw Limit($"Maximum policy size of {kind.MaximumInlineSize} bytes exceeded for {kind.MessageName} {name}");
    }

    /// <summary>Reads the policy of a resource. Its service has its own errors.</summary>
    /// <param name="document">The policy.</param>
    /// <param name="problem">The first problem; null if the policy is valid or not a JSON object.</param>
    /// <returns>The policy; null if it is not valid.</returns>
    public static IamPolicy? TryReadResource(string document, out IamPolicyProblem? problem) => TryRead(document, IamPolicyKind.Resource, out problem);

    /// <summary>Reads a policy for an operation with its own errors.</summary>
    /// <param name="document">The policy.</param>
    /// <param name="kind">The kind of policy.</param>
    /// <param name="problem">The first problem; null if the policy is valid or not a JSON object.</param>
    /// <returns>The policy; null if it is not valid.</returns>
    public static IamPolicy? TryRead(string document, IamPolicyKind kind, out IamPolicyProblem? problem)
    {
        problem = null;
        return Parse(document) is { } json ? IamPolicyReader.Read(PlainJson.Of(json), kind, out problem) : null;
    }

    /// <summary>Creates the error for an exceeded quota.</summary>
    /// <param name="message">The error message.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException Limit(string message) => new("LimitExceeded", message, 409);

    private static IamPolicy Read(string document, IamPolicyKind kind, string notJson) =>
        TryRead(document, kind, out var problem) ?? throw Malformed(problem is null ? notJson : PolicyProblemTexts.Of(problem));

    private static JsonObject? Parse(string document)
    {
        try
        {
            return StrictJson.Parse(document) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Counts the characters. IAM does not count white space.</summary>
    private static int Size(string document) => document.Count(c => !char.IsWhiteSpace(c));

    private static AwsErrorException Malformed(string message) => new("MalformedPolicyDocument", message);
}
