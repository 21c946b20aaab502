using System;
using System.Linq;

namespace BitbucketConnections.Policies;

/// <summary>Checks the form of principals, not whether they exist.</summary>
internal static class IamPrincipalCheck
{
    /// <summary>Checks a principal.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The value.</param>
    /// <returns>The problem; null if there is none.</returns>
    public static IamPolicyProblem? Check(string type, string value) =>
        value == "*" || IsValid(type, value) ? null : new IamPolicyProblem(IamPolicyProblemKind.PrincipalInvalid, $"\"{type.ToUpperInvariant()}\":\"{value}\"");

    private static bool IsValid(string type, string value) => type switch
    {
        // A deleted user or role is shown by its id.
        "AWS" => IsAccount(value) || IsId(value) || (Arn.TryParse(value, out var arn) && IsIdentity(arn)),
        "Service" => value.EndsWith(".amazonaws.com", StringComparison.Ordinal) || value.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal) || value.EndsWith(".amazon.com", StringComparison.Ordinal),
        _ => value.Length > 0,
    };

    // Groups and policies are not principals.
    private static bool IsIdentity(Arn arn) => arn.Region.Length == 0 && arn.Resource.IndexOf('*') < 0 && arn.Service switch
    {
        "iam" => arn.Resource == "root" || HasName(arn.Resource, "user/") || HasName(arn.Resource, "role/"),
        "sts" => HasName(arn.Resource, "federated-user/") || (HasName(arn.Resource, "assumed-role/") && arn.Resource.Split('/').Length == 3),
        _ => false,
    };

    private static bool HasName(string resource, string type) =>
        resource.StartsWith(type, StringComparison.Ordinal) && !resource.EndsWith("/", StringComparison.Ordinal);

    private static bool IsAccount(string value) => value.Length == 12 && value.All(c => c is >= '0' and <= '9');

    private static bool IsId(string value) => value.Length is >= 16 and <= 128 && value.StartsWith("A", StringComparison.Ordinal) && value.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9'));
}
