using System;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using BitbucketConnections.Engine;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Calling.Rates;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Credentials;
using BitbucketConnections.Engine.Time;
using BitbucketConnections.Sandbox;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Tests.Outcomes;

/// <summary>The cmdlets with the engine on a sandbox of their own, and a second client that shows what the sandbox really contains.</summary>
internal sealed class OutcomeWorld : IDisposable
{
    public const string Region = "us-east-1";
    public const string OtherRegion = "eu-west-1";
    private static readonly SkippedTime s_clock = new();
    private static readonly AwsEngine s_engine = new(s_clock);
    private static readonly TimeSpan s_held = TimeSpan.FromHours(1);
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ClientSet _clients;

    public OutcomeWorld()
    {
        Sandbox = SandboxHost.Start(new SandboxOptions { Region = Region, AllowsReviewerAssociations = true }, new SandboxClock(() => SystemTime.UtcNow, HoldAsync));
        Shell = new Shell(Host, s_engine);
        var info = Sandbox.Info;
        var settings = new SessionSettings { Region = Region, AccessKey = info.AccessKey, SecretKey = info.SecretKey, EndpointUrl = info.EndpointUrl };
        _clients = new ClientSet(
            () => new FoundCredentials(new BasicAWSCredentials(info.AccessKey, info.SecretKey), "the test"), settings, CallLimits.Default, new CallRates(s_clock));
        Facts = new AccountFacts(new AwsEngine(s_clock), settings, _clients);
        Set("arn", Connect("web"));
        Set("role", info.ServiceRoleArn);
        Set("bucket", info.ArtifactBucket);
        Set("project", info.BuildProject);
        Run($$"""
            $PSDefaultParameterValues = @{
                '*-Bitbucket*:EndpointUrl' = '{{info.EndpointUrl}}'; '*-Bitbucket*:AccessKey' = '{{info.AccessKey}}'; '*-Bitbucket*:SecretKey' = '{{info.SecretKey}}'; '*-Bitbucket*:Region' = '{{Region}}'
            }
            """);
    }

    public ISandbox Sandbox { get; }

    public Shell Shell { get; }

    public WarningHost Host { get; } = new();

    public AccountFacts Facts { get; }

    /// <summary>Gets the task that ends when a call arrives that <see cref="Hold"/> holds.</summary>
    public Task Arrived => _arrived.Task;

    /// <summary>Creates a connection that can be used.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The ARN.</returns>
    public string Connect(string name)
    {
        var arn = Facts.CreateConnection(name);
        Sandbox.CompleteConnection(arn);
        return arn;
    }

    public void Set(string name, object? value) => Shell.Set(name, value);

    /// <summary>Runs a script that must succeed.</summary>
    /// <param name="script">The script.</param>
    /// <returns>The result.</returns>
    public Shell.Result Run(string script)
    {
        var result = Shell.Run(script);
        Assert.True(result.Thrown is null && result.Errors.Count == 0, script + "\n" + result.All());
        return result;
    }

    /// <summary>Lets calls of an operation pass, before the faults that follow.</summary>
    public void Pass(string operation, int count)
    {
        if (count > 0)
        {
            Sandbox.AddFault(new SandboxFault { Operation = operation, Count = count });
        }
    }

    public void Lose(string operation) => Sandbox.AddFault(new SandboxFault { Operation = operation, LoseAnswer = true, Count = 1 });

    public void Refuse(string operation, string code) => Sandbox.AddFault(new SandboxFault { Operation = operation, ErrorCode = code, Message = "no" });

    public void Hold(string operation) => Sandbox.AddFault(new SandboxFault { Operation = operation, Delay = s_held });

    public void Dispose()
    {
        Shell.Dispose();
        Sandbox.Dispose();
    }

    private async Task HoldAsync(TimeSpan delay, CancellationToken stop)
    {
        if (delay != s_held)
        {
            // The limits of the server's transfers: tests need none of them.
            delay = Timeout.InfiniteTimeSpan;
        }
        else
        {
            _arrived.TrySetResult();
        }

        var end = new TaskCompletionSource();
        await using (stop.Register(() => end.TrySetCanceled(stop)))
        {
            await end.Task;
        }
    }
}

/// <summary>A clock whose waits take no time.</summary>
internal sealed class SkippedTime : IClock
{
    private long _skipped;

    public DateTimeOffset UtcNow => SystemTime.UtcNow;

    public TimeSpan Uptime => TimeSpan.FromTicks(Interlocked.Read(ref _skipped));

    public double NextRandom() => 0.5;

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Add(ref _skipped, delay.Ticks);
        return Task.CompletedTask;
    }
}
