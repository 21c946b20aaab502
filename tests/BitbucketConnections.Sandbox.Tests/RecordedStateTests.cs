using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using BitbucketConnections.Sandbox.Time;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineCalls;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>GetPipelineState answers with the members that were recorded from AWS.</summary>
public sealed class RecordedStateTests : IDisposable
{
    private static readonly TimeSpan s_action = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, Func<PipelineCalls, Task>> s_rows = new()
    {
        ["errors R13: a PARALLEL pipeline has no stage states"] = async demo =>
        {
            await demo.CreateAsync(pipeline => pipeline["executionMode"] = "PARALLEL");
            await demo.StartAsync();
            demo.Sandbox.PutClockForward(s_action);

            var state = await demo.StateAsync();

            Assert.Equal("created pipelineName pipelineVersion stageStates updated", Members(state));
            Assert.Equal("[]", state["stageStates"]!.ToJsonString());
        },
        ["errors R14, lifecycle 28: an ordinary execution of a stage has no type"] = async demo =>
        {
            await demo.CreateAsync();
            Assert.Equal("pipelineExecutionId status", Members((await demo.StageAsync("Source"))["latestExecution"]));

            await demo.StartAsync();
            Assert.Equal("pipelineExecutionId status", Members((await demo.StageAsync("Source"))["inboundExecution"]));
        },
        ["errors R14: a rollback of a stage has the type ROLLBACK"] = async demo =>
        {
            await demo.CreateAsync();
            demo.Sandbox.PutClockForward(s_action * 2);
            await demo.RollBackAsync(await demo.LastIdAsync());

            Assert.Equal("ROLLBACK", Text((await demo.StageAsync("Build"))["latestExecution"], "type"));
        },
        ["errors T9, lifecycle 25, 26: a waiting approval has only its id, status and token, and the token is the id"] = async demo =>
        {
            await demo.CreateAsync(WithApproval);
            demo.Sandbox.PutClockForward(s_action);

            var latest = (await demo.ActionAsync("Gate", "Review"))["latestExecution"]!;

            Assert.Equal("actionExecutionId status token", Members(latest));
            Assert.Equal("InProgress", Text(latest, "status"));
            Assert.Equal(Text(latest, "actionExecutionId"), Text(latest, "token"));
        },
        ["errors T8, lifecycle 76: a rejected approval has no error and no token"] = async demo =>
        {
            await demo.CreateAsync(WithApproval);
            demo.Sandbox.PutClockForward(s_action);
            await demo.AnswerAsync(Text((await demo.ActionAsync("Gate", "Review"))["latestExecution"], "actionExecutionId")!, "Rejected", "no");

            var latest = (await demo.ActionAsync("Gate", "Review"))["latestExecution"]!;

            Assert.Equal("actionExecutionId lastStatusChange lastUpdatedBy status summary", Members(latest));
            Assert.Equal(("Failed", "no", demo.CallerArn), (Text(latest, "status"), Text(latest, "summary"), Text(latest, "lastUpdatedBy")));
        },
        ["lifecycle 13: an abandoned approval has only its id, status and summary"] = async demo =>
        {
            await demo.CreateAsync(WithApproval);
            demo.Sandbox.PutClockForward(s_action);
            await demo.StopAsync(await demo.LastIdAsync(), abandon: true);

            var latest = (await demo.ActionAsync("Gate", "Review"))["latestExecution"]!;

            Assert.Equal("actionExecutionId status summary", Members(latest));
            Assert.Equal(("Abandoned", "The approval action has been canceled."), (Text(latest, "status"), Text(latest, "summary")));
        },
        ["errors D12: a failed action has its error and no summary"] = async demo =>
        {
            demo.Sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { ActionName = "Deploy", IsFailure = true, ErrorCode = "JobFailed", Message = "The archive is malformed." });
            await demo.CreateAsync(pipeline => pipeline["stages"]![1]!["actions"] = new JsonArray(S3Deploy("Deploy")));
            demo.Sandbox.PutClockForward(s_action * 2);

            var latest = (await demo.ActionAsync("Build", "Deploy"))["latestExecution"]!;

            Assert.Equal("actionExecutionId errorDetails lastStatusChange status", Members(latest));
            Assert.Equal("""{"code":"JobFailed","message":"The archive is malformed."}""", latest["errorDetails"]!.ToJsonString());
        },
        ["errors D13, C7, lifecycle 32: an action has its link before it runs"] = async demo =>
        {
            await demo.CreateAsync(pipeline => pipeline["stages"]!.AsArray().Add((JsonNode)Stage("Deploy", S3Deploy("Deploy"))));

            var arn = $"arn:aws:codestar-connections:us-east-1:123456789012:connection/";
            var source = Text(await demo.ActionAsync("Source", "Source"), "entityUrl")!;
            Assert.StartsWith($"https://us-east-1.console.aws.amazon.com/codesuite/settings/connections/redirect?connectionArn={arn}", source, StringComparison.Ordinal);
            Assert.EndsWith("&referenceType=BRANCH&FullRepositoryId=example-ws/demo-repo&Branch=main", source, StringComparison.Ordinal);
            Assert.Equal("https://console.aws.amazon.com/codebuild/home?region=us-east-1#/projects/sandbox-build/view", Text(await demo.ActionAsync("Build", "Build"), "entityUrl"));
            var deploy = await demo.ActionAsync("Deploy", "Deploy");
            Assert.Equal("actionName entityUrl", Members(deploy));
            Assert.Equal("https://console.aws.amazon.com/s3/buckets/site/?region=us-east-1&tab=overview", Text(deploy, "entityUrl"));
        },
        ["lifecycle 32: the link of an approval is its ExternalEntityLink"] = async demo =>
        {
            await demo.CreateAsync(pipeline =>
            {
                var linked = Approval("Linked");
                linked["configuration"] = new JsonObject { ["ExternalEntityLink"] = "https://example.com/review" };
                pipeline["stages"]!.AsArray().Insert(1, Stage("Gate", Approval("Review"), linked));
            });

            Assert.Equal("actionName", Members(await demo.ActionAsync("Gate", "Review")));
            Assert.Equal("https://example.com/review", Text(await demo.ActionAsync("Gate", "Linked"), "entityUrl"));
        },
        ["lifecycle 73, 108: a source that is done has a link to its revision"] = async demo =>
        {
            await demo.CreateAsync();
            Assert.Null((await demo.ActionAsync("Source", "Source"))["revisionUrl"]);
            demo.Sandbox.PutClockForward(s_action);

            var source = await demo.ActionAsync("Source", "Source");
            Assert.Equal("actionExecutionId externalExecutionId lastStatusChange status summary", Members(source["latestExecution"]));
            Assert.EndsWith($"&referenceType=COMMIT&FullRepositoryId=example-ws/demo-repo&Commit={Text(source["currentRevision"], "revisionId")}", Text(source, "revisionUrl"), StringComparison.Ordinal);
        },
        ["lifecycle 77: a Lambda action has its execution while it works"] = async demo =>
        {
            await demo.CreateAsync(pipeline => pipeline["stages"]![1]!["actions"] = new JsonArray(new JsonObject
            {
                ["name"] = "Transform", ["actionTypeId"] = PipelineJson.Type("Invoke", "Lambda"), ["configuration"] = new JsonObject { ["FunctionName"] = "work" },
            }));
            demo.Sandbox.PutClockForward(s_action);

            var latest = (await demo.ActionAsync("Build", "Transform"))["latestExecution"]!;

            Assert.Equal("actionExecutionId externalExecutionId externalExecutionUrl lastStatusChange status", Members(latest));
            Assert.Equal(
                ("work", "https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logStream:group=%252Faws%252Flambda%252Fwork"),
                (Text(latest, "externalExecutionId"), Text(latest, "externalExecutionUrl")));
        },
    };

    private readonly TestSandbox _sandbox = new(new SandboxOptions { ActionDuration = s_action }) { StoppedAt = SandboxClock.SystemTime.Now };

    public static TheoryData<string> Rows() => [.. s_rows.Keys];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public Task The_state_is_as_recorded(string row) => s_rows[row](new PipelineCalls(_sandbox));
}
