using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using BitbucketConnections.Sandbox.Time;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineCalls;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>ListActionExecutions answers with the members, filters and errors that were recorded from AWS.</summary>
public sealed class RecordedHistoryTests : IDisposable
{
    private static readonly TimeSpan s_action = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, Func<PipelineCalls, Task>> s_rows = new()
    {
        ["errors T10, lifecycle 27: an approval that waits has no result"] = async demo =>
        {
            await demo.CreateAsync(WithApproval);
            demo.Sandbox.PutClockForward(s_action);

            var entry = await demo.EntryAsync("Review");

            Assert.Equal("""{"outputArtifacts":[],"outputVariables":{}}""", entry["output"]!.ToJsonString());
            Assert.Equal(entry["startTime"]!.GetValue<decimal>(), entry["lastUpdateTime"]!.GetValue<decimal>());
            Assert.False(entry.ContainsKey("updatedBy"));
        },
        ["lifecycle 27: an abandoned action has no result"] = async demo =>
        {
            await demo.CreateAsync(WithApproval);
            demo.Sandbox.PutClockForward(s_action);
            await demo.StopAsync(await demo.LastIdAsync(), abandon: true);

            var entry = await demo.EntryAsync("Review");

            Assert.Equal("Abandoned", Text(entry, "status"));
            Assert.Equal("""{"outputArtifacts":[],"outputVariables":{}}""", entry["output"]!.ToJsonString());
            Assert.False(entry.ContainsKey("updatedBy"));
        },
        ["errors T12, lifecycle 25: an answered approval"] = async demo =>
        {
            await demo.CreateAsync(WithApproval);
            demo.Sandbox.PutClockForward(s_action);
            var id = Text(await demo.EntryAsync("Review"), "actionExecutionId")!;
            await demo.AnswerAsync(id);

            var entry = await demo.EntryAsync("Review");

            Assert.Equal($$"""{"externalExecutionId":"{{id}}","externalExecutionSummary":"seen"}""", entry["output"]!["executionResult"]!.ToJsonString());
            Assert.Equal(demo.CallerArn, Text(entry, "updatedBy"));
        },
        ["errors T8, lifecycle 76: a rejected approval has no error"] = async demo =>
        {
            await demo.CreateAsync(pipeline =>
            {
                WithApproval(pipeline);
                pipeline["executionMode"] = "QUEUED";
            });
            demo.Sandbox.PutClockForward(s_action);
            await demo.AnswerAsync(Text(await demo.EntryAsync("Review"), "actionExecutionId")!, "Rejected");

            var entry = await demo.EntryAsync("Review");

            Assert.Equal("Failed", Text(entry, "status"));
            Assert.Equal("externalExecutionId externalExecutionSummary", Members(entry["output"]!["executionResult"]));
        },
        ["errors D11: the text of a failed action is its summary"] = async demo =>
        {
            await demo.CreateAsync(pipeline => pipeline["stages"]![1]!["actions"] = new JsonArray(S3Deploy("Deploy", "false")));
            demo.Sandbox.PutClockForward(s_action * 2);

            var output = (await demo.EntryAsync("Deploy"))["output"]!;

            Assert.Equal("errorDetails externalExecutionSummary", Members(output["executionResult"]));
            Assert.Equal("""{"code":"ConfigurationError"}""", output["executionResult"]!["errorDetails"]!.ToJsonString());
            Assert.Equal(
                "When the extract feature is disabled, you must provide an object. Edit your pipeline to fix the configuration.",
                Text(output["executionResult"], "externalExecutionSummary"));
            Assert.Equal("[]", output["outputArtifacts"]!.ToJsonString());
        },
        ["errors D3: Extract with another value than true and false"] = async demo =>
        {
            await demo.CreateAsync(pipeline => pipeline["stages"]![1]!["actions"] = new JsonArray(S3Deploy("Deploy", "True")));
            demo.Sandbox.PutClockForward(s_action * 2);

            Assert.Equal(
                "Invalid value for configuration property 'True': 'Extract'. Edit your pipeline and set 'Extract' to either 'true' or 'false'.",
                Text((await demo.EntryAsync("Deploy"))["output"]!["executionResult"], "externalExecutionSummary"));
        },
        ["errors D9: an S3 deployment that succeeded"] = async demo =>
        {
            await demo.CreateAsync(pipeline => pipeline["stages"]![1]!["actions"] = new JsonArray(S3Deploy("Extracts"), S3Deploy("Prefix", "true", "docs"), S3Deploy("Copies", "false", "site.zip")));
            demo.Sandbox.PutClockForward(s_action * 2);

            foreach (var (action, id) in new[] { ("Extracts", "site"), ("Prefix", "site/docs"), ("Copies", "site/site.zip") })
            {
                Assert.Equal(
                    $$"""{"externalExecutionId":"{{id}}","externalExecutionSummary":"Deployment Succeeded"}""", (await demo.EntryAsync(action))["output"]!["executionResult"]!.ToJsonString());
            }
        },
        ["errors C7: a build that succeeded"] = async demo =>
        {
            await demo.CreateAsync();
            demo.Sandbox.PutClockForward(s_action * 2);

            var output = (await demo.EntryAsync("Build"))["output"]!;

            var id = Text(output["executionResult"], "externalExecutionId")!;
            Assert.Matches("^sandbox-build:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", id);
            Assert.Equal(
                $$"""{"externalExecutionId":"{{id}}","externalExecutionUrl":"https://console.aws.amazon.com/codebuild/home?region=us-east-1#/builds/{{id}}/view/new"}""",
                output["executionResult"]!.ToJsonString());
            Assert.Equal("{}", output["outputVariables"]!.ToJsonString());
        },
        ["errors R17, lifecycle 38, 84: the input of an action"] = async demo =>
        {
            await demo.CreateAsync(WithApproval);
            demo.Sandbox.PutClockForward(s_action);

            var input = (await demo.EntryAsync("Review"))["input"]!;

            Assert.Equal("actionTypeId configuration inputArtifacts region resolvedConfiguration", Members(input));
            Assert.Equal("""{"__type":"ActionTypeId","category":"Approval","owner":"AWS","provider":"Manual","version":"1"}""", input["actionTypeId"]!.ToJsonString());
            Assert.Equal(("{}", "[]"), (input["configuration"]!.ToJsonString(), input["inputArtifacts"]!.ToJsonString()));
        },
        ["errors D14, lifecycle 31: artifacts have their place in the store"] = async demo =>
        {
            await demo.CreateAsync(pipeline => pipeline["stages"]![1]!["actions"]![0]!["outputArtifacts"] = new JsonArray(Artifact("BuildArtifact")));
            demo.Sandbox.PutClockForward(s_action * 2);
            var source = (await demo.EntryAsync("Source"))["output"]!["outputArtifacts"]!;
            var build = await demo.EntryAsync("Build");

            Assert.Equal("""["name","s3location","bucket","key"]""", Names(source[0]!));
            Assert.Equal(demo.Sandbox.Info.ArtifactBucket, Text(source[0]!["s3location"], "bucket"));
            Assert.Matches("^demo/SourceArti/[A-Za-z0-9]{7}\\.zip$", Text(source[0]!["s3location"], "key"));
            Assert.Equal(source.ToJsonString(), build["input"]!["inputArtifacts"]!.ToJsonString());
            Assert.Matches("^demo/BuildArtif/[A-Za-z0-9]{7}$", Text(build["output"]!["outputArtifacts"]![0]!["s3location"], "key"));
        },
        ["errors D14: a key has 20 characters of the pipeline's name"] = async demo =>
        {
            await demo.CreateAsync(pipeline => pipeline["name"] = "release-of-the-customer-portal");
            demo.Sandbox.PutClockForward(s_action);
            var listed = await demo.OkAsync("ListActionExecutions", new JsonObject { ["pipelineName"] = "release-of-the-customer-portal" });

            Assert.StartsWith(
                "release-of-the-custo/SourceArti/",
                Text(listed["actionExecutionDetails"]!.AsArray().Single(entry => Text(entry, "actionName") == "Source")!["output"]!["outputArtifacts"]![0]!["s3location"], "key"),
                StringComparison.Ordinal);
        },
        ["errors R1, R15: a rollback uses the artifacts of its target, and a source writes under its key"] = async demo =>
        {
            await demo.CreateAsync();
            demo.Sandbox.PutClockForward(s_action * 2);
            var target = await demo.LastIdAsync();
            var key = (await demo.EntryAsync("Source"))["output"]!["outputArtifacts"]!.ToJsonString();
            await demo.StartAsync();
            demo.Sandbox.PutClockForward(s_action * 2);
            Assert.NotEqual(key, (await demo.EntryAsync("Source"))["output"]!["outputArtifacts"]!.ToJsonString());

            await demo.RollBackAsync(target);
            Assert.Equal(key, (await demo.EntryAsync("Build"))["input"]!["inputArtifacts"]!.ToJsonString());
            demo.Sandbox.PutClockForward(s_action);
            await demo.RollBackAsync(target, "Source");
            demo.Sandbox.PutClockForward(s_action);
            Assert.Equal(key, (await demo.EntryAsync("Source"))["output"]!["outputArtifacts"]!.ToJsonString());
        },
        ["lifecycle 30, 65: variables are resolved, their values are not"] = async demo =>
        {
            await demo.CreateAsync(pipeline =>
            {
                pipeline["variables"] = JsonNode.Parse("""[{"name":"Zulu","defaultValue":"z"},{"name":"Id","defaultValue":"#{codepipeline.PipelineExecutionId}"}]""");
                pipeline["stages"]![0]!["actions"]![0]!["namespace"] = "Code";
                WithApproval(pipeline);
                pipeline["stages"]![1]!["actions"]![0]!["configuration"] =
                    new JsonObject { ["CustomData"] = "#{variables.Zulu} #{variables.Id} #{Code.BranchName} #{codepipeline.PipelineExecutionId} #{Code.Unknown}" };
            });
            demo.Sandbox.PutClockForward(s_action);

            var input = (await demo.EntryAsync("Review"))["input"]!;

            Assert.Equal("#{variables.Zulu} #{variables.Id} #{Code.BranchName} #{codepipeline.PipelineExecutionId} #{Code.Unknown}", Text(input["configuration"], "CustomData"));
            Assert.Equal($"z #{{codepipeline.PipelineExecutionId}} main {await demo.LastIdAsync()} #{{Code.Unknown}}", Text(input["resolvedConfiguration"], "CustomData"));
        },
        ["errors H1: a missing pipeline"] = async demo => AssertError(
            await demo.CallAsync("ListActionExecutions", new JsonObject { ["pipelineName"] = "none" }),
            "PipelineNotFoundException",
            "The account with AWS account ID '123456789012' does not include a pipeline named 'none'"),
        ["errors H2: validation is before existence"] = async demo => AssertError(
            await ListAsync(demo, """{"latestInPipelineExecution":{}}""", pipeline: "none"),
            "ValidationException",
            "2 validation errors detected: Value at 'filter.latestInPipelineExecution.pipelineExecutionId' failed to satisfy constraint: Member must not be null; Value at 'filter.latestInPipelineExecution.startTimeRange' failed to satisfy constraint: Member must not be null"),
        ["errors H3: a wrong range"] = async demo => AssertError(
            await ListAsync(demo, Latest(Unknown, "Newest")),
            "ValidationException",
            "1 validation error detected: Value at 'filter.latestInPipelineExecution.startTimeRange' failed to satisfy constraint: Member must satisfy enum value set: [All, Latest]"),
        ["errors H4: an unknown execution"] = async demo =>
        {
            await demo.CreateAsync();
            AssertError(
                await ListAsync(demo, Only(Unknown)), "PipelineExecutionNotFoundException", $"Pipeline Execution with id '{Unknown}' does not exist in pipeline with name 'demo'");
        },
        ["lifecycle 24: GetPipelineExecution of an unknown execution"] = async demo =>
        {
            await demo.CreateAsync();
            AssertError(
                await demo.CallAsync("GetPipelineExecution", new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = Unknown }),
                "PipelineExecutionNotFoundException",
                $"Pipeline Execution with id '{Unknown}' does not exist in pipeline with name 'demo'");
        },
        ["errors H5: an unknown execution in latestInPipelineExecution"] = async demo =>
        {
            await demo.CreateAsync();
            AssertError(
                await ListAsync(demo, Latest(Unknown, "All")), "PipelineExecutionNotFoundException", "Pipeline Execution with id 'null' does not exist in pipeline with name 'demo'");
        },
        ["errors H6: both filters must match"] = async demo =>
        {
            var (older, newer) = await TwoRunsAsync(demo);

            var same = $$"""{"pipelineExecutionId":"{{older}}",{{Latest(older, "All").Substring(1)}}""";
            Assert.Equal(["Build", "Source"], (await demo.HistoryAsync(same)).Select(entry => Text(entry, "actionName")));
            var different = $$"""{"pipelineExecutionId":"{{older}}",{{Latest(newer, "Latest").Substring(1)}}""";
            Assert.Equal("""{"actionExecutionDetails":[]}""", (await ListAsync(demo, different)).Body);
        },
        ["errors H8: a token of another execution"] = async demo =>
        {
            var (older, newer) = await TwoRunsAsync(demo);
            var token = Text((await ListAsync(demo, Only(older), size: 1)).Json, "nextToken")!;

            AssertError(
                await ListAsync(demo, Only(newer), token),
                "InvalidNextTokenException",
                $"The nextToken value '{token}' is not valid. Specify a valid nextToken value, and then try again.");
        },
        ["errors H9: a token of another range"] = async demo =>
        {
            var (older, _) = await TwoRunsAsync(demo);
            var token = Text((await ListAsync(demo, Latest(older, "Latest"), size: 1)).Json, "nextToken")!;

            foreach (var filter in new[] { Latest(older, "All"), Only(older) })
            {
                var answer = await ListAsync(demo, filter, token);
                Assert.Equal((500, """{"__type":"InternalFailure"}"""), (answer.Status, answer.Body));
            }

            Assert.Equal(200, (await ListAsync(demo, Latest(older, "Latest"), token)).Status);
        },
        ["errors H7: All is the same list as the filter of the execution"] = async demo =>
        {
            var (older, _) = await TwoRunsAsync(demo);
            var token = Text((await ListAsync(demo, Latest(older, "All"), size: 1)).Json, "nextToken")!;

            Assert.Equal("Source", Text((await ListAsync(demo, Only(older), token)).Json["actionExecutionDetails"]![0], "actionName"));
        },
    };

    private readonly TestSandbox _sandbox = new(new SandboxOptions { ActionDuration = s_action }) { StoppedAt = SandboxClock.SystemTime.Now };

    public static TheoryData<string> Rows() => [.. s_rows.Keys];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public Task The_history_is_as_recorded(string row) => s_rows[row](new PipelineCalls(_sandbox));

    private static string Only(string id) => $$"""{"pipelineExecutionId":"{{id}}"}""";

    private static string Latest(string id, string range) => $$$"""{"latestInPipelineExecution":{"pipelineExecutionId":"{{{id}}}","startTimeRange":"{{{range}}}"}}""";

    private static string Names(JsonNode artifact) => new JsonArray([.. artifact.AsObject().Concat(artifact["s3location"]!.AsObject()).Select(member => (JsonNode)member.Key)]).ToJsonString();

    private static async Task<(string Older, string Newer)> TwoRunsAsync(PipelineCalls demo)
    {
        await demo.CreateAsync();
        demo.Sandbox.PutClockForward(s_action * 2);
        var older = await demo.LastIdAsync();
        var newer = await demo.StartAsync();
        demo.Sandbox.PutClockForward(s_action * 2);
        return (older, newer);
    }

    private static Task<Answer> ListAsync(PipelineCalls demo, string filter, string? token = null, int? size = null, string pipeline = "demo")
    {
        var input = new JsonObject { ["pipelineName"] = pipeline, ["filter"] = JsonNode.Parse(filter) };
        if (token is not null)
        {
            input["nextToken"] = token;
        }

        if (size is not null)
        {
            input["maxResults"] = size;
        }

        return demo.CallAsync("ListActionExecutions", input);
    }
}
