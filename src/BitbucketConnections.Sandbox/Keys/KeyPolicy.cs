using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>The policy of a key.</summary>
/// <param name="Document">The policy as it was sent.</param>
/// <param name="Policy">The policy.</param>
internal sealed record KeyPolicy(string Document, IamPolicy Policy)
{
    /// <summary>The only name of a key policy.</summary>
    public const string Name = "default";

    /// <summary>Reads a policy.</summary>
    /// <param name="document">The policy.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="AwsErrorException">The policy is malformed.</exception>
    public static KeyPolicy Read(string document) => PolicyDocumentChecks.TryReadResource(document, out var problem) is { } policy
        ? new KeyPolicy(document, policy)
        : throw new AwsErrorException("MalformedPolicyDocumentException", problem is null ? PolicyProblemTexts.Syntax : PolicyProblemTexts.Of(problem));

    /// <summary>Makes the policy of a key that was created without one, as recorded: the account's own policies decide.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="accountId">The account.</param>
    /// <returns>The policy.</returns>
    public static KeyPolicy Default(string partition, string accountId) => Read(
        $$"""
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:{{partition}}:iam::{{accountId}}:root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }
        """.Replace("\r\n", "\n"));
}
