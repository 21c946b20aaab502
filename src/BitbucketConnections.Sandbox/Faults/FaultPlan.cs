using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Faults;

/// <summary>The planned faults of calls. Safe to use from any thread.</summary>
internal sealed class FaultPlan
{
    private readonly object _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly SandboxClock _clock;

    /// <summary>Initializes a new instance of the <see cref="FaultPlan"/> class.</summary>
    /// <param name="clock">Waits where a fault delays a call.</param>
    public FaultPlan(SandboxClock clock) => _clock = clock;

    /// <summary>Adds a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ServiceException">Kind Sandbox: a value is out of its range.</exception>
    public void Add(SandboxFault fault)
    {
        if (string.IsNullOrWhiteSpace(fault.Operation))
        {
            throw Invalid("names no operation; give one such as GetConnection, or * for all");
        }

        if (fault.Delay < TimeSpan.Zero || fault.Delay > TimeSpan.FromHours(1))
        {
            throw Invalid($"has the delay {fault.Delay}; give zero to one hour");
        }

        if (fault.HttpStatusCode is < 400 or > 599)
        {
            throw Invalid($"has the HTTP status {fault.HttpStatusCode}; give 400 to 599");
        }

        if (fault.Count < 1)
        {
            throw Invalid($"has the count {fault.Count}; give at least 1, or none for all calls");
        }

        lock (_gate)
        {
            _entries.Add(new Entry(fault));
        }
    }

    /// <summary>Ends all faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }

    /// <summary>Applies the fault that is planned for a call.</summary>
    /// <param name="service">The service's signing name.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="region">The Region of the call.</param>
    /// <param name="cancellationToken">Ends the delay when the sandbox stops.</param>
    /// <returns>Whether the call is to take effect and its answer to be lost.</returns>
    /// <exception cref="AwsErrorException">The planned error.</exception>
    /// <exception cref="ConnectionCutException">The connection is to be cut.</exception>
    public async Task<bool> ApplyAsync(string service, string operation, string region, CancellationToken cancellationToken)
    {
        if (Take(service, operation, region) is not { } fault)
        {
            return false;
        }

        if (fault.Delay > TimeSpan.Zero)
        {
            await _clock.DelayAsync(fault.Delay, cancellationToken).ConfigureAwait(false);
        }

        if (fault.CutConnection)
        {
            throw new ConnectionCutException();
        }

        if (fault.ErrorCode is { } code)
        {
            throw new AwsErrorException(code, fault.Message ?? "A fault planned in the sandbox.", fault.HttpStatusCode);
        }

        return fault.LoseAnswer;
    }

    private static ServiceException Invalid(string what) => new(ServiceErrorKind.Sandbox, $"The sandbox fault {what}.");

    private SandboxFault? Take(string service, string operation, string region)
    {
        lock (_gate)
        {
            var index = _entries.FindIndex(e => e.Matches(service, operation, region));
            if (index < 0)
            {
                return null;
            }

            var entry = _entries[index];
            if (entry.IsLastUse())
            {
                _entries.RemoveAt(index);
            }

            return entry.Fault;
        }
    }

    private sealed class Entry(SandboxFault fault)
    {
        private int? _left = fault.Count;

        public SandboxFault Fault { get; } = fault;

        public bool Matches(string service, string operation, string region) =>
            (Fault.Region is null || string.Equals(Fault.Region, region, StringComparison.OrdinalIgnoreCase)) && Matches(service, operation);

        public bool IsLastUse() => _left is not null && --_left == 0;

        private bool Matches(string service, string operation) =>
            Fault.Operation == "*"
            || string.Equals(Fault.Operation, operation, StringComparison.OrdinalIgnoreCase)
            || string.Equals(Fault.Operation, service + ":" + operation, StringComparison.OrdinalIgnoreCase)
            || string.Equals(Fault.Operation, service + ":*", StringComparison.OrdinalIgnoreCase);
    }
}
