using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Connections;
using BitbucketConnections.Sandbox.Control;
using BitbucketConnections.Sandbox.Faults;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Pages;
using BitbucketConnections.Sandbox.Persistence;
using BitbucketConnections.Sandbox.Pipelines.Executions;
using BitbucketConnections.Sandbox.Pipelines.Webhooks;
using BitbucketConnections.Sandbox.Regions;
using BitbucketConnections.Sandbox.Signing;
using BitbucketConnections.Sandbox.State;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox;

/// <summary>A running sandbox: the server, the services behind it and their state.</summary>
internal sealed class RunningSandbox : ISandbox
{
    private readonly SandboxState _state;
    private readonly ExecutionEngine _engine;
    private readonly FaultPlan _faults;
    private readonly RegionPlan _regions;
    private readonly RequestRates _rates;
    private readonly SandboxClock _clock;
    private readonly ControlToken _token;
    private readonly StateFile? _file;
    private readonly HttpServer _server;
    private readonly SandboxInfo _info;
    private readonly ProcessEnd _end;

    /// <summary>Initializes a new instance of the <see cref="RunningSandbox"/> class.</summary>
    /// <param name="options">Region and timing.</param>
    /// <param name="clock">The clock that gives the time and waits.</param>
    /// <param name="listener">A started listener.</param>
    /// <param name="port">Its port.</param>
    public RunningSandbox(SandboxOptions options, SandboxClock clock, HttpListener listener, int port)
    {
        _clock = clock;
        _regions = new RegionPlan(clock);
        _state = new SandboxState(options, clock, AccountSeed.Plant);
        _engine = new ExecutionEngine(_state);
        var router = SandboxServices.Make(_engine);
        Operations = SandboxServices.Names(router.Services);
        _faults = new FaultPlan(clock, Operations);
        _rates = new RequestRates(_state, clock);
        var verifier = new SigV4Verifier(
            SecretOf,
            (keyId, token) => RoleSessionToken.Judge(keyId, token, clock.Now),
            () => clock.ClientTime);
        _file = options.StatePath is { } path ? StateFile.Open(path, _state, clock) : null;
        _token = ControlToken.Create(port);
        _info = Describe(options.Region, port) with { ControlTokenPath = _token.Path, StatePath = _file?.Path };
        Dispatcher = new RequestDispatcher(
            new ConsolePages(_state, _engine), new ControlApi(this, _token), router, verifier, _faults, _regions, _rates, _state, _engine, _file);
        _server = new HttpServer(listener, port, Dispatcher.DispatchAsync, clock);

        // The state file gets the changes of its journal, and the control token is removed.
        _end = new ProcessEnd(Dispose);
    }

    /// <inheritdoc/>
    public SandboxInfo Info => _info with { Time = _clock.Now };

    /// <summary>Gets what handles the requests, also without a connection.</summary>
    internal RequestDispatcher Dispatcher { get; }

    /// <inheritdoc/>
    public DateTimeOffset Time => _clock.Now;

    /// <inheritdoc/>
    public IReadOnlyList<string> Operations { get; }

    /// <inheritdoc/>
    public SandboxLimits Limits
    {
        get
        {
            lock (_state.Gate)
            {
                return _state.Limits;
            }
        }
    }

    /// <inheritdoc/>
    public void CompleteConnection(string connectionArn) => Change(() => ConnectionHandshake.Complete(_state, connectionArn));

    /// <inheritdoc/>
    public void ShareConnection(string connectionArn, IReadOnlyCollection<string> accountIds) => Change(() => ConnectionShares.Set(_state, connectionArn, accountIds));

    /// <inheritdoc/>
    public void SetConnectionStatus(string connectionArn, string status) => Change(() => ConnectionHandshake.SetStatus(_state, connectionArn, status));

    /// <inheritdoc/>
    public void SetRegionStatus(string region, SandboxRegionStatus status)
    {
        RegionPartition.RequireRegion(region);
        _regions.Set(region, status);
    }

    /// <inheritdoc/>
    public void AddFault(SandboxFault fault)
    {
        // Its case does not matter.
        if (fault.Region is { } region)
        {
            RegionPartition.RequireRegion(region.ToLowerInvariant());
        }

        _faults.Add(fault);
    }

    /// <inheritdoc/>
    public void SetActionOutcome(SandboxActionOutcome outcome) => Plan(outcome);

    /// <inheritdoc/>
    public void SetRuleOutcome(SandboxRuleOutcome outcome) => Plan(outcome);

    /// <inheritdoc/>
    public void SetAlarmState(string alarmName, string state) => Change(() =>
    {
        _state.Part<AlarmStates>().Set(alarmName, state);
        _engine.AlarmsChanged();
    });

    /// <inheritdoc/>
    public IReadOnlyList<SandboxPushResult> Push(SandboxPush push)
    {
        IReadOnlyList<SandboxPushResult> results = [];
        Change(() =>
        {
            results = new WebhookReceiver(_state, _engine).Receive(push);
            _engine.Advance();
        });
        return results;
    }

    /// <inheritdoc/>
    public void ClearFaults()
    {
        _faults.Clear();
        _regions.Clear();
        Change(() =>
        {
            _state.Part<PlannedOutcomes>().Clear();
            _state.Part<AlarmStates>().Clear();
            _engine.AlarmsChanged();
        });
    }

    /// <inheritdoc/>
    public void PutClockForward(TimeSpan by) => Change(() =>
    {
        if (by < TimeSpan.Zero || by > StateDocument.FurthestClock - _clock.Offset)
        {
            throw new ServiceException(
                ServiceErrorKind.InvalidInput, $"The clock of the sandbox can't be put forward by {by:c}. Specify zero to {StateDocument.FurthestClock.TotalDays} days in all. To put it back, reset the sandbox.") { Condition = "InvalidSandboxClock" };
        }

        _clock.Offset += by;
        _engine.Advance();
    });

    /// <inheritdoc/>
    public void SetLimits(SandboxLimits limits)
    {
        if (!CurrentLimits.AreValid(limits))
        {
            throw new ServiceException(
                ServiceErrorKind.InvalidInput, "A limit of the sandbox is out of range. Quotas are 0 or more, concurrent executions 1 or more, and requests per second more than 0.") { Condition = "InvalidSandboxLimit" };
        }

        Change(() => _state.Part<CurrentLimits>().Value = limits);
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _faults.Clear();
        _regions.Clear();
        Replace(() =>
        {
            _state.Clear();
            _clock.Offset = TimeSpan.Zero;
        });
    }

    /// <inheritdoc/>
    public string ExportState()
    {
        var document = string.Empty;

        // The file has what the caller has seen.
        Replace(() =>
        {
            _engine.Advance();
            document = StateDocument.Write(_state, _clock.Offset);
        });
        return document;
    }

    /// <inheritdoc/>
    public void ImportState(string state) => Replace(() =>
    {
        try
        {
            _clock.Offset = StateDocument.Read(state, _state);
        }
        catch (InvalidDataException e)
        {
            throw new ServiceException(ServiceErrorKind.InvalidInput, $"The state can't be imported. {e.Message} Nothing was changed.", e) { Condition = "InvalidSandboxState" };
        }
    });

    /// <inheritdoc/>
    public void ShutDown() => Dispose();

    /// <inheritdoc/>
    public async Task WaitForStopAsync(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken)))
        {
            await (await Task.WhenAny(_server.Stopped, cancelled.Task).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Dispose();
        _server.Dispose();
        _token.Dispose();
        _file?.Dispose();
    }

    private void Plan(SandboxOutcome outcome) => Change(() => _state.Part<PlannedOutcomes>().Add(outcome));

    private void Change(Action change) => Replace(() =>
    {
        _engine.Advance();
        change();
    });

    // Does not advance the executions of a state that is replaced.
    private void Replace(Action change)
    {
        lock (_state.Gate)
        {
            change();
        }

        _file?.SaveAsync().GetAwaiter().GetResult();
    }

    private string? SecretOf(string accessKeyId)
    {
        if (SandboxCredentials.AccountOf(accessKeyId) is not null || SandboxCredentials.IsSessionKey(accessKeyId))
        {
            return SandboxCredentials.SecretAccessKey;
        }

        lock (_state.Gate)
        {
            return _state.Part<AccessKeyStore>().Find(accessKeyId)?.Secret;
        }
    }

    private static SandboxInfo Describe(string region, int port) => new()
    {
        EndpointUrl = LoopbackAddress.Endpoint(port),
        Port = port,
        Region = region,
        AccountId = SandboxCredentials.DefaultAccountId,
        AccessKey = SandboxCredentials.AccessKeyIdOf(SandboxCredentials.DefaultAccountId),
        SecretKey = SandboxCredentials.SecretAccessKey,
        ServiceRoleArn = AccountSeed.RoleArn(RegionPartition.Of(region), SandboxCredentials.DefaultAccountId, region),
        ArtifactBucket = AccountSeed.BucketName(SandboxCredentials.DefaultAccountId, region),
        BuildProject = AccountSeed.BuildProject,
        ControlTokenPath = string.Empty,
    };
}
