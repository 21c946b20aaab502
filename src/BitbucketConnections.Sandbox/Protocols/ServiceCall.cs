using System;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Regions;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Protocols;

/// <summary>A call, with its request, caller and state.</summary>
/// <param name="Request">The request.</param>
/// <param name="Operation">The API operation.</param>
/// <param name="RequestId">The request id, a UUID.</param>
/// <param name="Account">The caller's account.</param>
/// <param name="Region">The Region of the call, from the signature's scope.</param>
/// <param name="State">The state.</param>
internal sealed record ServiceCall(
    SandboxRequest Request,
    string Operation,
    string RequestId,
    AccountState Account,
    string Region,
    SandboxState State)
{
    /// <summary>Gets the partition of the Region.</summary>
    public string Partition => RegionPartition.Of(Region);

    /// <summary>Gets the role that the caller assumed; null for a user.</summary>
    public RoleSessionToken? AssumedRole { get; init; }

    /// <summary>Gets the IAM user; null for a role session and for the account's administrator.</summary>
    public CallerUser? User { get; init; }

    /// <summary>Gets a value indicating whether the caller uses the account's own key, which has all rights in its account.</summary>
    public bool IsAdministrator => AssumedRole is null && User is null;

    /// <summary>Gets the check of the caller's rights; null if callers have all rights.</summary>
    public ICallerAuthorizer? Authorizer { get; init; }

    /// <summary>Gets the caller's ARN, which is a user or the session of a role.</summary>
    public string CallerArn => Callers.CallerArn.Of(Partition, AccountId, AssumedRole, User);

    /// <summary>Gets the caller as policies name it.</summary>
    public IamPrincipal Caller => AssumedRole is { } session
        ? IamPrincipal.Identity(session.RoleArn, session.Arn, session.RoleId)
        : IamPrincipal.Identity(CallerArn, id: User?.Id);

    /// <summary>Gets the caller's 12-digit account.</summary>
    public string AccountId => Account.AccountId;

    /// <summary>Gets the state of the caller's account in the Region of the call.</summary>
    public RegionState RegionState => Account.Region(Region);

    /// <summary>Gets the current time of the sandbox.</summary>
    public DateTimeOffset Now => State.Now;
}
