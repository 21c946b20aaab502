using System;
using System.Linq;

namespace BitbucketConnections.Policies;

/// <summary>Checks the form of the resources of a policy.</summary>
internal static class IamResourceCheck
{
    private static readonly string[] s_partitions = ["*", "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

    /// <summary>The resource types of IAM, in the order of IAM's message.</summary>
    private static readonly string[] s_iamTypes =
    [
        "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/", "sms-mfa/", "saml-provider/",
        "oidc-provider/", "report/", "access-report/",
    ];

    /// <summary>Gets the resource types of IAM as one text.</summary>
    public static string IamTypes { get; } = string.Join(", ", s_iamTypes);

    /// <summary>Determines whether an ARN has segments of which one in front is empty and too few follow.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>True if IAM's older parser rejects it.</returns>
    public static bool IsTooShort(string resource)
    {
        var segments = resource.Split(':');
        return Check(resource) is null && segments.Length > 2 && (segments[2].Length == 0 || (segments.Length < 6 && resource.IndexOf("::", StringComparison.Ordinal) >= 0));
    }

    /// <summary>Checks a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The problem; null if there is none.</returns>
    public static IamPolicyProblem? Check(string resource)
    {
        if (resource == "*")
        {
            return null;
        }

        var segments = resource.Split([':'], 6);
        if (segments.Length == 1)
        {
            return new IamPolicyProblem(IamPolicyProblemKind.ResourceNotArn, resource);
        }

        if (!s_partitions.Contains(segments[1], StringComparer.Ordinal))
        {
            var rest = Enumerable.Range(2, 4).Select(at => at < segments.Length ? segments[at] : "*");
            return new IamPolicyProblem(IamPolicyProblemKind.ResourcePartition, segments[1], $"arn:{segments[1]}:{string.Join(":", rest)}");
        }

        if (segments.Length == 2)
        {
            return new IamPolicyProblem(IamPolicyProblemKind.ResourceService, resource);
        }

        return segments[2] is "iam" or "s3" ? CheckRegionless(resource, segments) : null;
    }

    private static IamPolicyProblem? CheckRegionless(string resource, string[] segments)
    {
        if (segments.Length > 3 && segments[3].Length > 0 && segments[3] != "*")
        {
            return new IamPolicyProblem(IamPolicyProblemKind.ResourceRegion, resource, segments[2]);
        }

        return segments[2] == "iam" && segments.Length == 6 && !IsIamType(segments[5]) ? new IamPolicyProblem(IamPolicyProblemKind.ResourcePath, resource, IamTypes) : null;
    }

    private static bool IsIamType(string resource) => resource == "*" || s_iamTypes.Any(type => resource.StartsWith(type, StringComparison.Ordinal));
}
