using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Time;
using BitbucketConnections.Sandbox;

namespace BitbucketConnections.Engine.Tests;

/// <summary>An engine session on its own sandbox.</summary>
internal sealed class SandboxFixture : IDisposable
{
    private readonly EnvironmentScope _environment = new();

    public SandboxFixture(IClock? clock = null, string region = "us-east-1", bool wantsDebug = false, bool allowsReviewerAssociations = false)
    {
        Sandbox = new SandboxHost().Start(new SandboxOptions { Region = region, AllowsReviewerAssociations = allowsReviewerAssociations });
        Engine = new AwsEngine(clock ?? new SystemClock());
        Sink = new RecordingSink(wantsDebug);
        Session = Open(region);
    }

    public ISandbox Sandbox { get; }

    public AwsEngine Engine { get; }

    public RecordingSink Sink { get; }

    public EngineSession Session { get; }

    public SessionSettings Settings => new()
    {
        Region = Sandbox.Info.Region, AccessKey = Sandbox.Info.AccessKey, SecretKey = Sandbox.Info.SecretKey, EndpointUrl = Sandbox.Info.EndpointUrl,
    };

    public EngineSession Open(string region) => Engine.Open(Settings with { Region = region }, Sink);

    public PipelineRequest Request(
        string connectionArn, string name = "demo", bool approval = false, string? mode = null, IReadOnlyList<PipelineVariable>? variables = null) => new()
    {
        Name = name,
        ConnectionArn = connectionArn,
        Repository = "example-ws/demo-repo",
        Branch = "main",
        RoleArn = Sandbox.Info.ServiceRoleArn,
        ArtifactBucket = Sandbox.Info.ArtifactBucket,
        BuildProject = Sandbox.Info.BuildProject,
        ApprovalStage = approval,
        DeployBucket = approval ? Sandbox.Info.ArtifactBucket : null,
        ExecutionMode = mode,
        Variables = variables,
    };

    /// <summary>Creates a pipeline with its own connection.</summary>
    public async Task CreatePipelineAsync(
        string name, CancellationToken cancellationToken, bool approval = false, string? mode = null, IReadOnlyList<PipelineVariable>? variables = null, bool complete = true)
    {
        var connection = await Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, cancellationToken);
        if (complete)
        {
            Sandbox.CompleteConnection(connection.ConnectionArn);
        }

        var definition = Session.Pipelines.Build(Request(connection.ConnectionArn, name, approval, mode, variables));
        await Session.Pipelines.CreateAsync(definition, cancellationToken);
    }

    public void Dispose()
    {
        Sandbox.Dispose();
        _environment.Dispose();
    }
}

/// <summary>Records the messages of services.</summary>
internal sealed class RecordingSink(bool wantsDebug = false) : IDiagnosticSink
{
    private Interruption? _interruption;

    public ConcurrentQueue<DiagnosticEvent> Events { get; } = new();

    public bool IsDebugWanted => wantsDebug;

    public bool IsVerboseWanted => true;

    public void Write(DiagnosticEvent diagnostic)
    {
        Events.Enqueue(diagnostic);
        if (_interruption is { } interruption && interruption.IsMoment(diagnostic) && Interlocked.CompareExchange(ref _interruption, null, interruption) == interruption)
        {
            Task.Run(interruption.Act).Wait();
        }
    }

    /// <summary>Holds a call at its next message that meets a condition, until something else is done.</summary>
    /// <param name="isMoment">The condition.</param>
    /// <param name="act">What is done meanwhile.</param>
    public void Interrupt(Func<DiagnosticEvent, bool> isMoment, Func<Task> act) => _interruption = new Interruption(isMoment, act);

    public int Calls(string operation) => Events.Count(e => e.Level == DiagnosticLevel.Verbose && e.Message.Contains(" " + operation + " in ", StringComparison.Ordinal));

    public string[] Messages(DiagnosticLevel level) => Events.Where(e => e.Level == level).Select(e => e.Message).ToArray();

    private sealed record Interruption(Func<DiagnosticEvent, bool> IsMoment, Func<Task> Act);
}

/// <summary>A clock that only changes when a test advances it.</summary>
internal sealed class FakeClock : IClock
{
    /// <summary>Gets or sets the date and time. Setting it is what a person or a time server does: no time passes.</summary>
    public DateTimeOffset UtcNow { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan Uptime { get; private set; }

    /// <summary>Gets or sets the next random number, 0 to 1.</summary>
    public double Random { get; set; } = 0.5;

    public double NextRandom() => Random;

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time)
    {
        UtcNow += time;
        Uptime += time;
    }

    /// <summary>Gets what happens during a wait.</summary>
    public Func<Task>? Delayed { get; init; }

    /// <summary>Waits by letting time pass.</summary>
    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Advance(delay);
        return Delayed?.Invoke() ?? Task.CompletedTask;
    }
}
