using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using BitbucketConnections.Sandbox.Time;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineCalls;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Executions start and are described as recorded from AWS.</summary>
public sealed class RecordedExecutionTests : IDisposable
{
    private static readonly TimeSpan s_action = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, Func<PipelineCalls, Task>> s_rows = new()
    {
        ["errors R16, lifecycle 28, 29, 82: an ordinary execution without variables"] = async demo =>
        {
            await demo.CreateAsync();

            var run = await demo.RunAsync(await demo.LastIdAsync());

            Assert.Equal("artifactRevisions executionMode pipelineExecutionId pipelineName pipelineVersion status trigger", Members(run));
            Assert.Equal("[]", run["artifactRevisions"]!.ToJsonString());
        },
        ["lifecycle 28, 81: an ordinary execution in the list"] = async demo =>
        {
            await demo.CreateAsync();

            Assert.Equal("executionMode lastUpdateTime pipelineExecutionId sourceRevisions startTime status trigger", Members((await demo.RunsAsync())[0]));
        },
        ["errors R11: a rollback"] = async demo =>
        {
            await demo.CreateAsync();
            demo.Sandbox.PutClockForward(s_action * 2);
            var target = await demo.LastIdAsync();
            await demo.RollBackAsync(target);

            foreach (var run in new[] { (await demo.RunsAsync())[0], await demo.RunAsync(await demo.LastIdAsync()) })
            {
                Assert.Equal("ROLLBACK", Text(run, "executionType"));
                Assert.Equal($$"""{"rollbackTargetPipelineExecutionId":"{{target}}"}""", run["rollbackMetadata"]!.ToJsonString());
                Assert.Equal(("ManualRollback", $$"""{"AwsUserArn":"{{demo.CallerArn}}"}"""), (Text(run["trigger"], "triggerType"), Text(run["trigger"], "triggerDetail")));
            }
        },
        ["errors R1: a rollback has the variables of its target"] = async demo =>
        {
            await demo.CreateAsync(pipeline => pipeline["variables"] = JsonNode.Parse("""[{"name":"Alpha"},{"name":"Zulu","defaultValue":"z"}]"""));
            var target = await demo.StartAsync("""{"variables":[{"name":"Alpha","value":"first"}]}""");
            demo.Sandbox.PutClockForward(s_action * 2);
            await demo.RollBackAsync(target);

            Assert.Equal("InProgress", Text((await demo.RunsAsync())[0], "status"));
            Assert.Equal(
                """[{"name":"Alpha","resolvedValue":"first"},{"name":"Zulu","resolvedValue":"z"}]""",
                (await demo.RunAsync(await demo.LastIdAsync()))["variables"]!.ToJsonString());
        },
        ["errors T7, lifecycle 11: an execution that is stopped without a reason"] = async demo =>
        {
            await demo.CreateAsync();
            await demo.StopAsync(await demo.LastIdAsync(), abandon: true);

            var run = (await demo.RunsAsync())[0];

            Assert.Equal(("Stopped", null, null), (Text(run, "status"), run["stopTrigger"], run["statusSummary"]));
        },
        ["lifecycle 14: required variables without a value"] = async demo =>
        {
            await demo.CreateAsync(pipeline => pipeline["variables"] = JsonNode.Parse("""[{"name":"Zulu"},{"name":"Beta","defaultValue":"b"},{"name":"Alpha"},{"name":"Middle"}]"""));

            var run = await demo.RunAsync(await demo.LastIdAsync());

            Assert.Equal(("Failed", "Values for required variables haven't been provided: Zulu,Alpha,Middle"), (Text(run, "status"), Text(run, "statusSummary")));
            Assert.Equal("[]", run["artifactRevisions"]!.ToJsonString());
            Assert.False(run.ContainsKey("variables"));
            Assert.Equal("[]", (await demo.RunsAsync())[0]["sourceRevisions"]!.ToJsonString());
            Assert.Empty(await demo.HistoryAsync());
        },
        ["lifecycle 29: the order of variables"] = async demo =>
        {
            await demo.CreateAsync(pipeline => pipeline["variables"] = JsonNode.Parse("""[{"name":"Zulu","defaultValue":"z"},{"name":"Alpha","defaultValue":"a"},{"name":"Middle","defaultValue":"m"}]"""));

            Assert.Equal(["Alpha", "Zulu", "Middle"], (await demo.RunAsync(await demo.LastIdAsync()))["variables"]!.AsArray().Select(variable => Text(variable, "name")));
        },
        ["lifecycle 33: lastUpdateTime is startTime until the status changes"] = async demo =>
        {
            await demo.CreateAsync(WithApproval);
            demo.Sandbox.PutClockForward(s_action);
            var run = (await demo.RunsAsync())[0];
            Assert.Equal(run["startTime"]!.GetValue<decimal>(), run["lastUpdateTime"]!.GetValue<decimal>());

            await demo.AnswerAsync(Text(await demo.EntryAsync("Review"), "actionExecutionId")!);
            demo.Sandbox.PutClockForward(s_action);
            run = (await demo.RunsAsync())[0];
            Assert.Equal(120m, run["lastUpdateTime"]!.GetValue<decimal>() - run["startTime"]!.GetValue<decimal>());
        },
        ["lifecycle 88: a superseded execution"] = async demo =>
        {
            await demo.CreateAsync();
            await demo.StartAsync();
            demo.Sandbox.PutClockForward(TimeSpan.FromSeconds(5));
            await demo.StartAsync();

            var run = (await demo.RunsAsync())[1];
            Assert.Equal("Superseded", Text(run, "status"));
            Assert.False(run.ContainsKey("statusSummary"));
            Assert.Equal(5m, run["lastUpdateTime"]!.GetValue<decimal>() - run["startTime"]!.GetValue<decimal>());
        },
        ["lifecycle 89, errors R16: a failed execution has no summary"] = async demo =>
        {
            demo.Sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { ActionName = "Source", IsFailure = true });
            await demo.CreateAsync();
            demo.Sandbox.PutClockForward(s_action);

            var run = (await demo.RunsAsync())[0];
            Assert.Equal(("Failed", null), (Text(run, "status"), run["statusSummary"]));
        },
        ["lifecycle 21: a start with an empty list of variables"] = async demo =>
        {
            await demo.CreateAsync();

            Assert.NotEqual(await demo.LastIdAsync(), await demo.StartAsync("""{"variables":[]}"""));
        },
        ["lifecycle 34: an older version has its own time"] = async demo =>
        {
            await demo.CreateAsync();
            demo.Sandbox.PutClockForward(s_action);
            await demo.UpdateAsync(pipeline => pipeline["executionMode"] = "QUEUED");
            demo.Sandbox.PutClockForward(s_action);
            await demo.UpdateAsync(pipeline => pipeline["executionMode"] = "SUPERSEDED");

            var times = new List<decimal>();
            foreach (var version in new[] { 1, 2, 3 })
            {
                var metadata = (await demo.OkAsync("GetPipeline", new JsonObject { ["name"] = "demo", ["version"] = version }))["metadata"]!;
                times.Add(metadata["updated"]!.GetValue<decimal>() - metadata["created"]!.GetValue<decimal>());
            }

            Assert.Equal([0m, 60m, 120m], times);
        },
        ["lifecycle 36: a polling S3 source starts the first execution"] = async demo =>
        {
            await CreateWithS3Async(demo, ("Uploads", null));

            var trigger = Assert.Single(await demo.RunsAsync())["trigger"]!;
            Assert.Equal(("PollForSourceChanges", "Uploads"), (Text(trigger, "triggerType"), Text(trigger, "triggerDetail")));
        },
        ["lifecycle 36: two polling S3 sources start two executions"] = async demo =>
        {
            await CreateWithS3Async(demo, ("Uploads", "true"), ("More", "True"));

            Assert.Equal(["Uploads", "More"], (await demo.RunsAsync()).Select(run => Text(run["trigger"], "triggerDetail")).Reverse());
        },
        ["lifecycle 36: other values of PollForSourceChanges do not poll"] = async demo =>
        {
            await CreateWithS3Async(demo, ("A", "false"), ("B", "False"), ("C", "yes"), ("D", "1"));

            Assert.Equal("CreatePipeline", Text(Assert.Single(await demo.RunsAsync())["trigger"], "triggerType"));
        },
        ["lifecycle 38: action types have __type and are accepted with it"] = async demo =>
        {
            var created = await demo.CreateAsync();
            var listed = (await demo.OkAsync("GetPipeline", new JsonObject { ["name"] = "demo" }))["pipeline"]!;
            await demo.UpdateAsync(pipeline => pipeline["executionMode"] = "QUEUED");
            var updated = (await demo.OkAsync("GetPipeline", new JsonObject { ["name"] = "demo" }))["pipeline"]!;

            foreach (var pipeline in new[] { created, listed, updated })
            {
                Assert.Equal(
                    """{"__type":"ActionTypeId","category":"Source","owner":"AWS","provider":"CodeStarSourceConnection","version":"1"}""",
                    pipeline["stages"]![0]!["actions"]![0]!["actionTypeId"]!.ToJsonString());
            }
        },
    };

    private readonly TestSandbox _sandbox = new(new SandboxOptions { ActionDuration = s_action }) { StoppedAt = SandboxClock.SystemTime.Now };

    public static TheoryData<string> Rows() => [.. s_rows.Keys];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public Task Executions_are_as_recorded(string row) => s_rows[row](new PipelineCalls(_sandbox));

    private static Task<JsonObject> CreateWithS3Async(PipelineCalls demo, params (string Name, string? Polls)[] sources) => demo.CreateAsync(pipeline =>
        pipeline["stages"]![0]!["actions"] = new JsonArray([.. sources.Select((source, index) => S3Source(source.Name, source.Polls, index == 0 ? "SourceArtifact" : source.Name))]));

    private static JsonObject S3Source(string name, string? polls, string artifact)
    {
        var configuration = new JsonObject { ["S3Bucket"] = "uploads", ["S3ObjectKey"] = "source.zip" };
        if (polls is not null)
        {
            configuration["PollForSourceChanges"] = polls;
        }

        return new JsonObject
        {
            ["name"] = name, ["actionTypeId"] = PipelineJson.Type("Source", "S3"), ["configuration"] = configuration, ["outputArtifacts"] = new JsonArray(Artifact(artifact)),
        };
    }
}
