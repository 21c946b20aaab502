using System;
using System.Linq;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>Handles bucket policies. They apply to the roles of pipelines and builds.</summary>
internal static class BucketPolicyOperations
{
    private const string InvalidPrincipal = "Invalid principal in policy";

    /// <summary>Sets the policy.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket.</param>
    /// <returns>The response.</returns>
    public static SandboxResponse Put(ServiceCall call, string name)
    {
        var bucket = RequestedBucket.Find(call, name);
        var document = call.Request.BodyText;
        var policy = PolicyDocumentChecks.TryReadResource(document, out var problem)
            ?? throw Malformed(problem is null ? "Policies must be valid JSON and the first byte must be '{'" : TextOf(problem));
        if (policy.Statements.Any(statement => !statement.Resources!.Patterns.All(resource => IsOf(resource, name))))
        {
            throw Malformed("Policy has invalid resource");
        }

        bucket.SetPolicy(document, PrincipalIds.Store(call.State, policy, _ => Malformed(InvalidPrincipal)));
        return new SandboxResponse(204);
    }

    /// <summary>Gets the policy.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket.</param>
    /// <returns>The response, with the policy as it was sent.</returns>
    public static SandboxResponse Get(ServiceCall call, string name)
    {
        var policy = RequestedBucket.Find(call, name).Policy
            ?? throw new AwsErrorException("NoSuchBucketPolicy", "The bucket policy does not exist", 404);
        return new SandboxResponse(200, "application/json", policy);
    }

    /// <summary>Removes the policy. A missing policy is not an error.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket.</param>
    /// <returns>The response.</returns>
    public static SandboxResponse Delete(ServiceCall call, string name)
    {
        RequestedBucket.Find(call, name).SetPolicy(null, null);
        return new SandboxResponse(204);
    }

    private static bool IsOf(string resource, string bucket) =>
        resource.Split([':'], 6) is { Length: 6 } parts && parts[2] == "s3" && (parts[5] == bucket || parts[5].StartsWith(bucket + "/", StringComparison.Ordinal));

    private static string TextOf(IamPolicyProblem problem) => problem.Kind switch
    {
        IamPolicyProblemKind.PrincipalMissing => "Missing required field Principal",
        IamPolicyProblemKind.PrincipalInvalid => InvalidPrincipal,
        IamPolicyProblemKind.NotPrincipalAllows => "Allow with NotPrincipal is not allowed.",
        IamPolicyProblemKind.ActionMissing => "Missing required field Action",
        IamPolicyProblemKind.ActionWithoutService or IamPolicyProblemKind.ActionColons or IamPolicyProblemKind.ActionService => "Policy has invalid action",
        IamPolicyProblemKind.ResourceMissing => "Missing required field Resource",
        IamPolicyProblemKind.ResourceNotArn or IamPolicyProblemKind.ResourcePartition or IamPolicyProblemKind.ResourceService
            or IamPolicyProblemKind.ResourceRegion or IamPolicyProblemKind.ResourcePath => "Policy has invalid resource",
        IamPolicyProblemKind.SidDuplicate => "Statement IDs must be unique.",
        _ => "Invalid policy syntax.",
    };

    private static AwsErrorException Malformed(string message) => new("MalformedPolicy", message);
}
