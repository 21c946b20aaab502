using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using BitbucketConnections.Sandbox.Time;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineCalls;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>With the timing of AWS, a change shows as late as recorded from AWS. Without it, a change shows at once.</summary>
public sealed class RecordedLagTests : IDisposable
{
    private static readonly Dictionary<string, Func<PipelineCalls, Action<double>, Task>> s_rows = new()
    {
        ["lifecycle 102, errors R18: the execution of a new pipeline is listed after 2 seconds"] = async (demo, wait) =>
        {
            await demo.CreateAsync(WithApproval);
            Assert.Empty(await demo.RunsAsync());
            wait(1.9);
            Assert.Empty(await demo.RunsAsync());
            wait(0.1);
            Assert.Equal("CreatePipeline", Text((await demo.RunsAsync()).Single()["trigger"], "triggerType"));
        },
        ["lifecycle 103: a started execution is in the state at once, listed after 0.8 seconds and found after 2"] = async (demo, wait) =>
        {
            await demo.CreateAsync(WithApproval);
            wait(2);
            var id = await demo.StartAsync();

            Assert.Equal(id, Text((await demo.StageAsync("Source"))["latestExecution"], "pipelineExecutionId"));
            Assert.NotEqual(id, await demo.LastIdAsync());
            wait(0.7);
            AssertError(await FindAsync(demo, id), "PipelineExecutionNotFoundException", $"Pipeline Execution with id '{id}' does not exist in pipeline with name 'demo'");
            wait(0.1);
            Assert.Equal(id, await demo.LastIdAsync());
            wait(1.1);
            Assert.Equal(400, (await FindAsync(demo, id)).Status);
            wait(0.1);
            Assert.Equal(200, (await FindAsync(demo, id)).Status);
        },
        ["lifecycle 71, 105: an approval shows its token 5 seconds after it began"] = async (demo, wait) =>
        {
            await demo.CreateAsync(WithApproval);
            wait(4.9);
            Assert.Equal("InProgress", Text((await demo.StageAsync("Gate"))["latestExecution"], "status"));
            Assert.Equal("actionName", Members(await demo.ActionAsync("Gate", "Review")));
            var id = Text(await demo.EntryAsync("Review"), "actionExecutionId");
            wait(0.1);
            Assert.Equal(id, Text((await demo.ActionAsync("Gate", "Review"))["latestExecution"], "token"));
        },
        ["lifecycle 71, 106: an action shows half a second after its stage"] = async (demo, wait) =>
        {
            demo.Sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { ActionName = "Build", Duration = TimeSpan.FromMinutes(1) });
            await demo.CreateAsync();

            Assert.Equal("InProgress", Text((await demo.StageAsync("Build"))["latestExecution"], "status"));
            Assert.False((await demo.ActionAsync("Build", "Build")).ContainsKey("latestExecution"));
            wait(0.5);
            Assert.Equal("InProgress", Text((await demo.ActionAsync("Build", "Build"))["latestExecution"], "status"));
        },
        ["errors T11, lifecycle 35: an answer shows at once on the action, and 30 seconds later everywhere else"] = async (demo, wait) =>
        {
            await demo.CreateAsync(WithApproval);
            wait(5);
            var token = Text((await demo.ActionAsync("Gate", "Review"))["latestExecution"], "token")!;
            var at = (await demo.AnswerAsync(token)).Json["approvedAt"]!.GetValue<decimal>();
            wait(29);

            var latest = (await demo.ActionAsync("Gate", "Review"))["latestExecution"]!;
            Assert.Equal("actionExecutionId lastStatusChange lastUpdatedBy status summary", Members(latest));
            Assert.Equal(("Succeeded", at), (Text(latest, "status"), latest["lastStatusChange"]!.GetValue<decimal>()));
            Assert.Equal(("InProgress", "InProgress"), (Text((await demo.StageAsync("Gate"))["latestExecution"], "status"), Text((await demo.RunsAsync())[0], "status")));
            var entry = await demo.EntryAsync("Review");
            Assert.Equal(("InProgress", null, null), (Text(entry, "status"), entry["updatedBy"], entry["output"]!["executionResult"]));
            Assert.Equal(entry["startTime"]!.GetValue<decimal>(), entry["lastUpdateTime"]!.GetValue<decimal>());
            Assert.Equal("ApprovalAlreadyCompletedException", (await demo.AnswerAsync(token)).ErrorType);

            wait(1);
            Assert.Equal(("Succeeded", "Succeeded"), (Text((await demo.StageAsync("Gate"))["latestExecution"], "status"), Text((await demo.RunsAsync())[0], "status")));
            Assert.Equal(at, (await demo.ActionAsync("Gate", "Review"))["latestExecution"]!["lastStatusChange"]!.GetValue<decimal>());
            entry = await demo.EntryAsync("Review");
            Assert.Equal(("Succeeded", at + 30, demo.CallerArn), (Text(entry, "status"), entry["lastUpdateTime"]!.GetValue<decimal>(), Text(entry, "updatedBy")));
        },
        ["errors T11: a rejected stage can be retried only when it has failed"] = async (demo, wait) =>
        {
            await demo.CreateAsync(WithApproval);
            wait(5);
            var id = await demo.LastIdAsync();
            await demo.AnswerAsync(Text(await demo.EntryAsync("Review"), "actionExecutionId")!, "Rejected");
            wait(29);
            Assert.Equal("StageNotRetryableException", (await demo.RetryAsync(id, "Gate", "FAILED_ACTIONS")).ErrorType);
            wait(1);
            Assert.Equal(200, (await demo.RetryAsync(id, "Gate", "FAILED_ACTIONS")).Status);
        },
        ["lifecycle 10, 12: an abandoned execution stops after 2 seconds"] = async (demo, wait) =>
        {
            await demo.CreateAsync(WithApproval);
            wait(5);
            var id = await demo.LastIdAsync();
            Assert.Equal(200, (await demo.StopAsync(id, abandon: true)).Status);
            wait(0.6);
            Assert.Equal("Stopping", Text((await demo.StageAsync("Gate"))["latestExecution"], "status"));
            Assert.Equal("actionExecutionId status token", Members((await demo.ActionAsync("Gate", "Review"))["latestExecution"]));
            Assert.Equal("InProgress", Text(await demo.RunAsync(id), "status"));
            Assert.Equal("PipelineExecutionNotStoppableException", (await demo.StopAsync(id, abandon: true)).ErrorType);
            wait(1.3);
            Assert.Equal("Stopping", Text(await demo.RunAsync(id), "status"));
            wait(0.1);
            Assert.Equal("Stopped", Text(await demo.RunAsync(id), "status"));
            Assert.Equal("Abandoned", Text((await demo.ActionAsync("Gate", "Review"))["latestExecution"], "status"));
        },
        ["lifecycle 92: a stop shows at once on the stage, and a second later on the execution"] = async (demo, wait) =>
        {
            await demo.CreateAsync(WithApproval);
            wait(5);
            var id = await demo.LastIdAsync();
            await demo.StopAsync(id, abandon: false);
            Assert.Equal("Stopping", Text((await demo.StageAsync("Gate"))["latestExecution"], "status"));
            wait(0.3);
            Assert.Equal(("InProgress", "InProgress"), (Text(await demo.RunAsync(id), "status"), Text((await demo.RunsAsync())[0], "status")));
            wait(0.8);
            Assert.Equal(("Stopping", "Stopping"), (Text(await demo.RunAsync(id), "status"), Text((await demo.RunsAsync())[0], "status")));
        },
        ["errors T1: a retry starts at once"] = async (demo, wait) =>
        {
            demo.Sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { ActionName = "Build", IsFailure = true, Count = 1 });
            await demo.CreateAsync();
            wait(2);
            await demo.RetryAsync(await demo.LastIdAsync(), "Build", "FAILED_ACTIONS");

            Assert.Equal("Succeeded", Text((await demo.RunsAsync())[0], "status"));
        },
    };

    private readonly TestSandbox _sandbox = new(new SandboxOptions { UsesAwsTiming = true }) { StoppedAt = SandboxClock.SystemTime.Now };

    public static TheoryData<string> Rows() => [.. s_rows.Keys];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public Task A_change_shows_as_late_as_recorded(string row) => s_rows[row](new PipelineCalls(_sandbox), seconds => _sandbox.PutClockForward(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task Without_the_timing_of_AWS_each_change_shows_at_once()
    {
        using var sandbox = new TestSandbox { StoppedAt = SandboxClock.SystemTime.Now };
        var demo = new PipelineCalls(sandbox);
        await demo.CreateAsync(WithApproval);
        var id = await demo.LastIdAsync();
        Assert.Equal("InProgress", Text(await demo.RunAsync(id), "status"));

        await demo.AnswerAsync(Text((await demo.ActionAsync("Gate", "Review"))["latestExecution"], "token")!);
        Assert.Equal("Succeeded", Text(await demo.RunAsync(id), "status"));
        var next = await demo.StartAsync();
        await demo.StopAsync(next, abandon: true);
        Assert.Equal("Stopped", Text(await demo.RunAsync(next), "status"));
    }

    private static Task<Answer> FindAsync(PipelineCalls demo, string id) =>
        demo.CallAsync("GetPipelineExecution", new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = id });
}
