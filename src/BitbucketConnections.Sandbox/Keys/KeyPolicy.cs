using System.Text.Json.Nodes;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>The policy of a key.</summary>
/// <param name="Document">The policy as it was sent.</param>
/// <param name="Policy">The policy.</param>
internal sealed record KeyPolicy(string Document, IamPolicy Policy)
{
    /// <summary>The only name of a key policy.</summary>
    public const string Name = "default";

    /// <summary>Reads a policy.</summary>
    /// <param name="state">The state.</param>
    /// <param name="document">The policy.</param>
    /// <returns>The policy, with the ids of users and roles.</returns>
    /// <exception cref="AwsErrorException">The policy is malformed, or a user or role does not exist.</exception>
    public static KeyPolicy Read(SandboxState state, string document) => PolicyDocumentChecks.TryReadResource(document, out var problem) is { } policy
        ? new KeyPolicy(document, PrincipalIds.Store(state, policy, _ => Malformed("Policy contains a statement with one or more invalid principals.")))
        : throw Malformed(problem is null ? PolicyProblemTexts.Syntax : PolicyProblemTexts.Of(problem));

    /// <summary>Reads the policy that a caller gives to a key. Without a bypass, it must let the caller change it again.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">Its input.</param>
    /// <param name="document">The policy.</param>
    /// <returns>The policy, with the ids of users and roles.</returns>
    /// <exception cref="AwsErrorException">The policy is malformed, a user or role does not exist, or the caller could not change it again.</exception>
    public static KeyPolicy Given(ServiceCall call, JsonObject input, string document)
    {
        var policy = Read(call.State, document);
        var isChecked = input["BypassPolicyLockoutSafetyCheck"]?.GetValue<bool>() != true;
        return isChecked && !CallerAuthorizer.CanStillCall(call, "kms:PutKeyPolicy", policy.Policy)
            ? throw Malformed("The new key policy will not allow you to update the key policy in the future.")
            : policy;
    }

    /// <summary>Makes the policy of a key that was created without one, as recorded: the account's own policies decide.</summary>
    /// <param name="state">The state.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="accountId">The account.</param>
    /// <returns>The policy.</returns>
    public static KeyPolicy Default(SandboxState state, string partition, string accountId) => Read(
        state,
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

    private static AwsErrorException Malformed(string message) => new("MalformedPolicyDocumentException", message);
}
