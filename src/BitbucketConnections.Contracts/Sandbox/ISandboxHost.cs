using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Starts local AWS endpoints.</summary>
public interface ISandboxHost
{
    /// <summary>Starts a sandbox on loopback.</summary>
    /// <param name="options">Port, Region and timing.</param>
    /// <returns>The running sandbox; disposing stops it.</returns>
    /// <exception cref="ServiceException">Kind Sandbox: the port is taken.</exception>
    ISandbox Start(SandboxOptions options);
}

/// <summary>A running sandbox.</summary>
public interface ISandbox : IDisposable
{
    /// <summary>Gets where it is and what it accepts.</summary>
    SandboxInfo Info { get; }

    /// <summary>Completes the handshake of a connection as a person would on the consent page.</summary>
    /// <param name="connectionArn">The ARN of a PENDING connection of this sandbox.</param>
    /// <exception cref="ServiceException">Kind NotFound, or Sandbox when it is no longer pending.</exception>
    void CompleteConnection(string connectionArn);

    /// <summary>Makes calls slow or fail. Faults for the same operation happen one after the other, in the order added.</summary>
    /// <param name="fault">What happens, and to which operation.</param>
    /// <exception cref="ServiceException">Kind Sandbox: a value of the fault is out of its range.</exception>
    void AddFault(SandboxFault fault);

    /// <summary>Says how actions go from now on. Later outcomes come before earlier ones that fit the same action.</summary>
    /// <param name="outcome">Which actions, and how they go.</param>
    /// <exception cref="ServiceException">Kind Sandbox: a value of the outcome is out of its range.</exception>
    void SetActionOutcome(SandboxActionOutcome outcome);

    /// <summary>Ends all faults, and all outcomes of actions.</summary>
    void ClearFaults();

    /// <summary>Tells every pipeline of an event in a repository, and starts those whose triggers match.</summary>
    /// <param name="push">The event.</param>
    /// <returns>One entry for each connection source action of the repository.</returns>
    /// <exception cref="ServiceException">Kind Sandbox: a value of the event is missing or wrong.</exception>
    IReadOnlyList<SandboxPushResult> Push(SandboxPush push);

    /// <summary>Waits until the sandbox is stopped.</summary>
    /// <param name="cancellationToken">Ends the wait, not the sandbox.</param>
    /// <returns>A task.</returns>
    Task WaitForStopAsync(CancellationToken cancellationToken);
}

/// <summary>How to start a sandbox.</summary>
public sealed class SandboxOptions
{
    /// <summary>Gets the port, 1–65535; null for a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Gets the Region that clients started from the session use. The sandbox answers for every Region.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Gets how long a new role can't be assumed, as in life.</summary>
    public TimeSpan RolePropagationDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Gets how long an action of a pipeline takes; zero to have runs end at once.</summary>
    public TimeSpan ActionDuration { get; init; } = TimeSpan.Zero;
}
