using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>A sandbox that only records its calls.</summary>
internal sealed class FakeSandbox(SandboxOptions options) : ISandbox
{
    public List<SandboxActionOutcome> Outcomes { get; } = [];

    public List<SandboxPush> Pushes { get; } = [];

    public List<SandboxRuleOutcome> Rules { get; } = [];

    public List<(string Alarm, string State)> Alarms { get; } = [];

    public void SetActionOutcome(SandboxActionOutcome outcome) => Outcomes.Add(outcome);

    public void SetRuleOutcome(SandboxRuleOutcome outcome) => Rules.Add(outcome);

    public void SetAlarmState(string alarmName, string state) => Alarms.Add((alarmName, state));

    public IReadOnlyList<SandboxPushResult> Push(SandboxPush push)
    {
        Pushes.Add(push);
        return [];
    }

    public List<string> Completed { get; } = [];

    public IReadOnlyList<string> Operations { get; } = ["codepipeline:GetPipeline", "codepipeline:TagResource", "codestar-connections:GetConnection", "codestar-connections:TagResource"];

    public List<SandboxFault> Faults { get; } = [];

    public bool IsDisposed { get; private set; }

    public SandboxInfo Info { get; private set; } = new()
    {
        EndpointUrl = new Uri("http://127.0.0.1:4567/"),
        Port = 4567,
        Region = options.Region,
        AccountId = "123456789012",
        AccessKey = "AK",
        SecretKey = "SK",
        ServiceRoleArn = "arn:aws:iam::123456789012:role/r",
        ArtifactBucket = "b",
        BuildProject = "p",
        ControlTokenPath = "/t/sandbox-4567.token",
        Time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
    };

    public DateTimeOffset Time => Info.Time;

    public SandboxLimits Limits { get; private set; } = new();

    public int Resets { get; private set; }

    public string State { get; private set; } = "{}";

    public bool IsShutDown { get; private set; }

    public void PutClockForward(TimeSpan by) => Info = Info with { Time = Info.Time + by };

    public void SetLimits(SandboxLimits limits) => Limits = limits;

    public void Reset() => Resets++;

    public string ExportState() => State;

    public void ImportState(string state) => State = state;

    public void ShutDown() => IsShutDown = true;

    public void CompleteConnection(string connectionArn) => Completed.Add(connectionArn);

    public List<string> Shares { get; } = [];

    public void ShareConnection(string connectionArn, IReadOnlyCollection<string> accountIds) => Shares.Add($"{connectionArn}: {string.Join(",", accountIds)}");

    public void AddFault(SandboxFault fault) => Faults.Add(fault);

    public List<(string Connection, string Status)> Statuses { get; } = [];

    public List<(string Region, SandboxRegionStatus Status)> Regions { get; } = [];

    public void SetConnectionStatus(string connectionArn, string status) => Statuses.Add((connectionArn, status));

    public void SetRegionStatus(string region, SandboxRegionStatus status) => Regions.Add((region, status));

    public void ClearFaults()
    {
        Faults.Clear();
        Regions.Clear();
    }

    public Task WaitForStopAsync(CancellationToken cancellationToken) => Never.EndsAsync(cancellationToken);

    public void Dispose() => IsDisposed = true;
}
