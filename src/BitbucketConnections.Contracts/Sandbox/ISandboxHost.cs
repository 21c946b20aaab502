using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Starts local AWS endpoints.</summary>
public interface ISandboxHost
{
    /// <summary>Starts a sandbox on loopback.</summary>
    /// <param name="options">The port, Region and timing.</param>
    /// <returns>The running sandbox. Dispose it to stop it.</returns>
    /// <exception cref="ServiceException">Kind Sandbox: the port is in use.</exception>
    ISandbox Start(SandboxOptions options);

    /// <summary>Gets a sandbox that another process runs.</summary>
    /// <param name="endpoint">Its endpoint, on loopback.</param>
    /// <param name="tokenPath">The file with its control token; null for the file of the port of the endpoint.</param>
    /// <returns>The sandbox. Disposing it does not stop the sandbox. Null if no sandbox with such a file answers at the endpoint.</returns>
    /// <exception cref="ServiceException">Kind Sandbox: the file can't be read, or the sandbox rejects the token.</exception>
    ISandbox? Connect(Uri endpoint, string? tokenPath);

    /// <summary>Writes a state to a file that only the user can read, completely or not at all.</summary>
    /// <param name="state">The document of <see cref="ISandbox.ExportState"/>.</param>
    /// <param name="path">The full path. Its folder is created.</param>
    /// <param name="overwrites">Whether to overwrite an existing file.</param>
    /// <exception cref="ServiceException">Kind InvalidState: the file exists, or can't be written.</exception>
    void Save(string state, string path, bool overwrites);
}

/// <summary>A running sandbox, in this process or in another one.</summary>
public interface ISandbox : IDisposable
{
    /// <summary>Gets the endpoint and the credentials of the sandbox.</summary>
    SandboxInfo Info { get; }

    /// <summary>Gets the time of the sandbox: the time of its executions, sessions and timestamps.</summary>
    DateTimeOffset Time { get; }

    /// <summary>Gets the quotas and the request rate.</summary>
    SandboxLimits Limits { get; }

    /// <summary>Gets the operations that the sandbox has, with their service, such as <c>codepipeline:GetPipeline</c>.</summary>
    IReadOnlyList<string> Operations { get; }

    /// <summary>Completes the handshake of a connection, as a person does on the consent page, and sets up its host. With the ARN of a host, sets up only the host.</summary>
    /// <param name="connectionArn">The ARN of a PENDING connection or a PENDING host of this sandbox.</param>
    /// <exception cref="ServiceException">Kind NotFound, or Sandbox if it is no longer PENDING.</exception>
    void CompleteConnection(string connectionArn);

    /// <summary>Shares a connection with other accounts, as its owner does with AWS RAM. If it is PENDING, its handshake is also completed.</summary>
    /// <param name="connectionArn">The ARN of a connection of this sandbox, with the service <c>codeconnections</c>.</param>
    /// <param name="accountIds">The 12-digit accounts, which replace the ones before; empty to stop sharing.</param>
    /// <exception cref="ServiceException">Kind NotFound, or InvalidInput if the connection can't be shared or an account is not valid. Nothing is changed.</exception>
    void ShareConnection(string connectionArn, IReadOnlyCollection<string> accountIds);

    /// <summary>Delays calls or makes them fail. Faults for the same operation apply one after the other, in the order in which they were added.</summary>
    /// <param name="fault">The fault and its operation.</param>
    /// <exception cref="ServiceException">Kind Sandbox: the sandbox does not have the operation, a value is out of range, or the fault has effects that exclude each other.</exception>
    void AddFault(SandboxFault fault);

    /// <summary>Sets the result of actions. A later outcome takes precedence over earlier ones for the same action.</summary>
    /// <param name="outcome">The actions and their result.</param>
    /// <exception cref="ServiceException">Kind Sandbox: a value of the outcome is out of range.</exception>
    void SetActionOutcome(SandboxActionOutcome outcome);

    /// <summary>Sets the result of rules of stage conditions. A later outcome takes precedence over earlier ones for the same rule.</summary>
    /// <param name="outcome">The rules and their result.</param>
    /// <exception cref="ServiceException">Kind Sandbox: a value of the outcome is out of range.</exception>
    void SetRuleOutcome(SandboxRuleOutcome outcome);

    /// <summary>Sets the state of a CloudWatch alarm, which rules read. Each alarm is OK until it is set.</summary>
    /// <param name="alarmName">The alarm, in all accounts and Regions.</param>
    /// <param name="state">The state, <c>OK</c>, <c>ALARM</c> or <c>INSUFFICIENT_DATA</c>.</param>
    /// <exception cref="ServiceException">Kind InvalidInput for another state.</exception>
    void SetAlarmState(string alarmName, string state);

    /// <summary>Sets the status of a connection, as when its authorization is withdrawn in Bitbucket.</summary>
    /// <param name="connectionArn">The ARN of a connection of this sandbox, or its name if one connection has it.</param>
    /// <param name="status">The status, <c>PENDING</c>, <c>AVAILABLE</c> or <c>ERROR</c>.</param>
    /// <exception cref="ServiceException">Kind NotFound, or InvalidInput for another status.</exception>
    void SetConnectionStatus(string connectionArn, string status);

    /// <summary>Sets how a Region answers, until the faults are cleared.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="status">How it answers.</param>
    void SetRegionStatus(string region, SandboxRegionStatus status);

    /// <summary>
    /// Removes all faults, all outcomes of actions and rules, all states of alarms and all statuses of Regions. The statuses of connections stay.
    /// </summary>
    void ClearFaults();

    /// <summary>Sends a repository event to all pipelines, and starts the pipelines whose triggers match.</summary>
    /// <param name="push">The event.</param>
    /// <returns>One entry for each connection source action of the repository.</returns>
    /// <exception cref="ServiceException">Kind Sandbox: a value of the event is missing or not valid.</exception>
    IReadOnlyList<SandboxPushResult> Push(SandboxPush push);

    /// <summary>
    /// Puts the clock forward. Executions, delays and sessions continue as if the time had passed. Clients sign with their own time, which stays.
    /// </summary>
    /// <param name="by">How far, zero to 3650 days in all.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: the clock can't be put there. The clock can't be put back, except by <see cref="Reset"/>.</exception>
    void PutClockForward(TimeSpan by);

    /// <summary>Sets the quotas and the request rate. Resources that exceed a new quota stay.</summary>
    /// <param name="limits">The limits.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: a value is out of range.</exception>
    void SetLimits(SandboxLimits limits);

    /// <summary>Returns to the state after the start: removes all resources, faults, outcomes and limits, and sets the clock to the time of the system.</summary>
    void Reset();

    /// <summary>Writes all resources, outcomes, limits and the offset of the clock. Faults of calls and statuses of Regions are not part of the state.</summary>
    /// <returns>A JSON document.</returns>
    string ExportState();

    /// <summary>Replaces all resources, outcomes, limits and the offset of the clock. Faults of calls and statuses of Regions stay.</summary>
    /// <param name="state">The document.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: it is not a state of this version. Nothing is changed.</exception>
    void ImportState(string state);

    /// <summary>Stops the sandbox, also if another process runs it.</summary>
    void ShutDown();

    /// <summary>Waits until the sandbox is stopped.</summary>
    /// <param name="cancellationToken">Ends the wait, but does not stop the sandbox.</param>
    /// <returns>A task.</returns>
    Task WaitForStopAsync(CancellationToken cancellationToken);
}

/// <summary>The options of a sandbox.</summary>
public sealed class SandboxOptions
{
    /// <summary>Gets the port, 1–65535; null for a free port.</summary>
    public int? Port { get; init; }

    /// <summary>Gets the Region for programs that the session starts. The sandbox answers for all Regions.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Gets how long a new role cannot be assumed, as on AWS.</summary>
    public TimeSpan RolePropagationDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Gets how long a change of the policies of a role has no effect, as on AWS.</summary>
    public TimeSpan PolicyPropagationDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Gets a value indicating whether an action fails if its role does not have the permissions for it, as on AWS.</summary>
    public bool EnforceRolePolicies { get; init; } = true;

    /// <summary>Gets a value indicating whether a call fails if its caller, a user or a role session, does not have the permissions for it, as on AWS.</summary>
    public bool EnforceCallerPolicies { get; init; }

    /// <summary>Gets how long an action of a pipeline takes; zero to end executions at once.</summary>
    public TimeSpan ActionDuration { get; init; } = TimeSpan.Zero;

    /// <summary>Gets a value indicating whether executions, approvals and stops show their effect as late as on AWS; false to show it at once.</summary>
    public bool UsesAwsTiming { get; init; }

    /// <summary>
    /// Gets the file that keeps the state; null to keep it in memory only. An existing file is read at the start. Each change is written before it is answered.
    /// </summary>
    public string? StatePath { get; init; }

    /// <summary>Gets a value indicating whether CodeGuru Reviewer accepts new associations, as before 7 November 2025; false to refuse them, as AWS does since.</summary>
    public bool AllowsReviewerAssociations { get; init; }
}
