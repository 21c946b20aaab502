using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Faults;

/// <summary>Keeps the faults that calls get on purpose. Safe to use from any thread.</summary>
internal sealed class FaultPlan
{
    private readonly object _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly SandboxClock _clock;
    private readonly IReadOnlyList<string> _operations;

    /// <summary>Initializes a new instance of the <see cref="FaultPlan"/> class.</summary>
    /// <param name="clock">The clock that delays calls.</param>
    /// <param name="operations">The operations that a fault can have, with their service.</param>
    public FaultPlan(SandboxClock clock, IReadOnlyList<string> operations)
    {
        _clock = clock;
        _operations = operations;
    }

    /// <summary>Adds a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ServiceException">Kind Sandbox: the sandbox does not have the operation, a value is out of range, or the fault has effects that exclude each other.</exception>
    public void Add(SandboxFault fault)
    {
        if (string.IsNullOrWhiteSpace(fault.Operation))
        {
            throw Invalid("The sandbox fault has no operation. Specify an operation such as GetConnection, or * for all operations.");
        }

        if (fault.Delay < TimeSpan.Zero || fault.Delay > TimeSpan.FromHours(1))
        {
            throw Invalid($"The delay {fault.Delay} of the sandbox fault is not valid. Specify zero to one hour.");
        }

        if (fault.HttpStatusCode is < 400 or > 599)
        {
            throw Invalid($"The HTTP status {fault.HttpStatusCode} of the sandbox fault is not valid. Specify 400 to 599.");
        }

        if (fault.ErrorCode is { } code && (string.IsNullOrWhiteSpace(code) || code.Any(char.IsControl)))
        {
            throw Invalid("The error code of the sandbox fault is empty or has control characters. Specify a code such as ThrottlingException, or omit it.");
        }

        if (fault.Count < 1)
        {
            throw Invalid($"The count {fault.Count} of the sandbox fault is not valid. Specify 1 or more, or omit it for all calls.");
        }

        var entry = new Entry(fault);
        if (!_operations.Any(entry.Matches))
        {
            throw Invalid($"The sandbox has no operation '{fault.Operation}'. Specify the name of one as in AWS's API, such as GetConnection, with its service, such as codepipeline:GetPipeline, or *.");
        }

        CheckEffects(fault);
        lock (_gate)
        {
            _entries.Add(entry);
        }
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }

    /// <summary>Applies the fault of a call, if it has one.</summary>
    /// <param name="service">The service's signing name.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="region">The Region of the call.</param>
    /// <param name="cancellationToken">Ends the delay when the sandbox stops.</param>
    /// <returns>True if the call takes effect but its response is lost; otherwise false.</returns>
    /// <exception cref="AwsErrorException">The planned error.</exception>
    /// <exception cref="ConnectionCutException">The fault cuts the connection.</exception>
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
            throw new AwsErrorException(code, fault.Message ?? DefaultMessage(service, code), fault.HttpStatusCode);
        }

        return fault.LoseAnswer;
    }

    private static void CheckEffects(SandboxFault fault)
    {
        var effects = new[] { fault.ErrorCode is null ? null : "an error code", fault.CutConnection ? "a cut connection" : null, fault.LoseAnswer ? "a lost answer" : null }.OfType<string>().ToList();
        if (effects.Count > 1)
        {
            throw Invalid($"The sandbox fault of {fault.Operation} has {string.Join(" and ", effects)}. A call can have only one of them.");
        }

        if (fault.ErrorCode is null && fault.Message is not null)
        {
            throw Invalid($"The sandbox fault of {fault.Operation} has a message and no error code. Specify the error code, such as ThrottlingException.");
        }
    }

    // CodePipeline was recorded to throttle without a message.
    private static string DefaultMessage(string service, string code) =>
        service == "codepipeline" && code == "ThrottlingException" ? string.Empty : "This error was set up in the sandbox.";

    private static ServiceException Invalid(string message) => new(ServiceErrorKind.Sandbox, message);

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

        public bool Matches(string operation)
        {
            var colon = operation.IndexOf(':');
            return Matches(operation.Substring(0, colon), operation.Substring(colon + 1));
        }

        public bool IsLastUse() => _left is not null && --_left == 0;

        private bool Matches(string service, string operation) =>
            Fault.Operation == "*"
            || string.Equals(Fault.Operation, operation, StringComparison.OrdinalIgnoreCase)
            || string.Equals(Fault.Operation, service + ":" + operation, StringComparison.OrdinalIgnoreCase)
            || string.Equals(Fault.Operation, service + ":*", StringComparison.OrdinalIgnoreCase);
    }
}
