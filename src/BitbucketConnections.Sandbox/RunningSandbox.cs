using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Connections;
using BitbucketConnections.Sandbox.Faults;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Pages;
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
    private readonly HttpServer _server;

    /// <summary>Initializes a new instance of the <see cref="RunningSandbox"/> class.</summary>
    /// <param name="options">Region and timing.</param>
    /// <param name="clock">The clock that gives the time and waits.</param>
    /// <param name="listener">A started listener.</param>
    /// <param name="port">Its port.</param>
    public RunningSandbox(SandboxOptions options, SandboxClock clock, HttpListener listener, int port)
    {
        _faults = new FaultPlan(clock);
        _regions = new RegionPlan(clock);
        _state = new SandboxState(options, clock, AccountSeed.Plant);
        _engine = new ExecutionEngine(_state);
        var verifier = new SigV4Verifier(
            SecretOf,
            (keyId, token) => RoleSessionToken.Judge(keyId, token, clock.Now),
            () => clock.Now);
        var dispatcher = new RequestDispatcher(new ConsolePages(_state, _engine), SandboxServices.Make(_engine), verifier, _faults, _regions, _state, _engine);
        Info = Describe(options.Region, port);
        _server = new HttpServer(listener, port, dispatcher.DispatchAsync, clock);
    }

    /// <inheritdoc/>
    public SandboxInfo Info { get; }

    /// <inheritdoc/>
    public void CompleteConnection(string connectionArn)
    {
        lock (_state.Gate)
        {
            _engine.Advance();
            ConnectionHandshake.Complete(_state, connectionArn);
        }
    }

    /// <inheritdoc/>
    public void ShareConnection(string connectionArn, IReadOnlyCollection<string> accountIds)
    {
        lock (_state.Gate)
        {
            _engine.Advance();
            ConnectionShares.Set(_state, connectionArn, accountIds);
        }
    }

    /// <inheritdoc/>
    public void SetConnectionStatus(string connectionArn, string status)
    {
        lock (_state.Gate)
        {
            _engine.Advance();
            ConnectionHandshake.SetStatus(_state, connectionArn, status);
        }
    }

    /// <inheritdoc/>
    public void SetRegionStatus(string region, SandboxRegionStatus status) => _regions.Set(region, status);

    /// <inheritdoc/>
    public void AddFault(SandboxFault fault) => _faults.Add(fault);

    /// <inheritdoc/>
    public void SetActionOutcome(SandboxActionOutcome outcome) => Plan(outcome);

    /// <inheritdoc/>
    public void SetRuleOutcome(SandboxRuleOutcome outcome) => Plan(outcome);

    /// <inheritdoc/>
    public void SetAlarmState(string alarmName, string state)
    {
        lock (_state.Gate)
        {
            _engine.Advance();
            _state.Part<AlarmStates>().Set(alarmName, state);
            _engine.AlarmsChanged();
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SandboxPushResult> Push(SandboxPush push)
    {
        lock (_state.Gate)
        {
            _engine.Advance();
            var results = new WebhookReceiver(_state, _engine).Receive(push);
            _engine.Advance();
            return results;
        }
    }

    /// <inheritdoc/>
    public void ClearFaults()
    {
        _faults.Clear();
        _regions.Clear();
        lock (_state.Gate)
        {
            _engine.Advance();
            _state.Part<PlannedOutcomes>().Clear();
            _state.Part<AlarmStates>().Clear();
            _engine.AlarmsChanged();
        }
    }

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
    public void Dispose() => _server.Dispose();

    private void Plan(SandboxOutcome outcome)
    {
        lock (_state.Gate)
        {
            _engine.Advance();
            _state.Part<PlannedOutcomes>().Add(outcome);
        }
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
    };
}
