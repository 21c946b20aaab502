using System;
using System.Collections.Generic;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Keys;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Authorization;

/// <summary>Decides whether a role can use a key: by its own policies and the policy of the key.</summary>
internal sealed class KeyAuthorizer
{
    private const string AwsAlias = "alias/aws/";
    private const string AnyPart = "sandbox";

    private readonly SandboxState _state;

    /// <summary>Initializes a new instance of the <see cref="KeyAuthorizer"/> class.</summary>
    /// <param name="state">The state.</param>
    public KeyAuthorizer(SandboxState state) => _state = state;

    /// <summary>Finds a key.</summary>
    /// <param name="id">Its id, ARN or alias.</param>
    /// <param name="accountId">The account for an identifier that is not an ARN.</param>
    /// <param name="region">The Region for an identifier that is not an ARN.</param>
    /// <returns>The key; null if the sandbox does not have it.</returns>
    public KeyRecord? Find(string id, string accountId, string region) => KeyDirectory.Find(_state, id, accountId, region);

    /// <summary>Finds the reason why S3 can't use the key of an artifact store.</summary>
    /// <param name="session">The session of the role.</param>
    /// <param name="action">The action.</param>
    /// <param name="id">The id, ARN or alias of the key.</param>
    /// <param name="accountId">The account for an identifier that is not an ARN.</param>
    /// <param name="region">The Region of the bucket.</param>
    /// <param name="addContext">Adds the condition keys of S3.</param>
    /// <returns>The failure; null if the role can use the key. The keys that AWS manages, and those of accounts that the sandbox does not have, can be used.</returns>
    public ActionRefusal? Refusal(ServiceSession session, string action, string id, string accountId, string region, Action<IamRequest> addContext)
    {
        var key = Find(id, accountId, region);
        if (key is null ? IsAwsManaged(id) || !IsKnownAccount(id) : key.IsAwsManaged)
        {
            return null;
        }

        var arn = key?.Arn ?? ArnOf(session, id, accountId, region);
        if (Decide(session, action, arn, region, addContext) is { IsAllowed: false } decision)
        {
            return ActionRefusal.Denied(session, action, arn, decision);
        }

        const string message = "The encryption key of the artifact store can't be used.";
        return key is null ? ActionRefusal.Store(message, $"KMS.NotFoundException:Key '{arn}' does not exist")
            : key.Deletion is not null ? ActionRefusal.Store(message, $"KMS.KMSInvalidStateException:{arn} is pending deletion.")
            : key.IsEnabled ? null : ActionRefusal.Store(message, $"KMS.DisabledException:{arn} is disabled.");
    }

    /// <summary>Evaluates a right on a key.</summary>
    /// <param name="session">The session of the role.</param>
    /// <param name="action">The action.</param>
    /// <param name="arn">The ARN of the key or of an alias. A request has the ARN of the key and its aliases.</param>
    /// <param name="region">The Region of the key.</param>
    /// <param name="addContext">Adds condition keys.</param>
    /// <returns>The decision.</returns>
    public IamDecision Decide(ServiceSession session, string action, string arn, string region, Action<IamRequest>? addContext = null)
    {
        var key = Find(arn, session.AccountId, region);
        var at = arn.LastIndexOf(':') + 1;
        var isAlias = arn.IndexOf("alias/", at, StringComparison.Ordinal) == at;
        IReadOnlyList<string> aliases = key is not null ? KeyDirectory.AliasesOf(_state, key) : isAlias ? [arn.Substring(at)] : [];
        var request = session.Request(action, key?.Arn ?? (isAlias ? arn.Remove(at) + "key/" + AnyPart : arn), region: region)
            .With("kms:CallerAccount", session.AccountId)
            .WithList("kms:ResourceAliases", aliases);
        addContext?.Invoke(request);
        return key is null or { IsAwsManaged: true }
            ? session.Decide(request)
            : session.Decide(request, key.Policy.Policy, key.OwnerAccountId, isResourcePolicyRequired: true);
    }

    private static bool IsAwsManaged(string id) => id.Substring(id.LastIndexOf(':') + 1).StartsWith(AwsAlias, StringComparison.Ordinal);

    private bool IsKnownAccount(string id) => !Arn.TryParse(id, out var arn) || _state.FindAccount(arn.AccountId) is not null;

    private static string ArnOf(ServiceSession session, string id, string accountId, string region) => Arn.TryParse(id, out _) ? id
        : $"arn:{(Arn.TryParse(session.RoleArn, out var role) ? role.Partition : "aws")}:kms:{region}:{accountId}:{(id.StartsWith("alias/", StringComparison.Ordinal) ? id : "key/" + id)}";
}
