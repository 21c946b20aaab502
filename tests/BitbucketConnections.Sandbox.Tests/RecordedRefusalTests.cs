using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using BitbucketConnections.Sandbox.Time;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineCalls;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Rollbacks, retries, stops, approvals, starts and declarations are accepted or refused as recorded from AWS, with AWS's texts.</summary>
public sealed class RecordedRefusalTests : IDisposable
{
    private const string NotExistingNamespace = "Valid format for a pipeline execution variable reference is a namespace and a key separated by a period (.). The following pipeline execution variables are referencing a namespace that does not exist.";

    private static readonly TimeSpan s_action = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, Func<PipelineCalls, Task>> s_rows = new()
    {
        ["errors R2: a rollback of an unknown stage"] = async demo =>
        {
            var id = await SucceededAsync(demo);
            AssertError(await demo.RollBackAsync(id, "Missing"), "StageNotFoundException", "Pipeline 'demo' does not have a stage with name 'Missing'");
        },
        ["errors R3: a rollback to an unknown execution"] = async demo =>
        {
            await SucceededAsync(demo);
            AssertError(
                await demo.RollBackAsync(Unknown), "PipelineExecutionNotFoundException", $"Target Pipeline Execution with id '{Unknown}' does not exist in pipeline with name 'demo'");
        },
        ["errors R4: a rollback to an invalid id"] = async demo =>
        {
            await SucceededAsync(demo);
            AssertError(
                await demo.RollBackAsync("bad"),
                "ValidationException",
                "1 validation error detected: Value at 'targetPipelineExecutionId' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
        },
        ["errors R5: a rollback to an execution that did not finish the stage"] = async demo =>
        {
            await SucceededAsync(demo);
            var stopped = await demo.StartAsync();
            demo.Sandbox.PutClockForward(s_action);
            await demo.StopAsync(stopped, abandon: true);

            AssertNotCompleted(await demo.RollBackAsync(stopped), stopped);
        },
        ["errors R6: a rollback to a rollback"] = async demo =>
        {
            var rollback = Text((await demo.RollBackAsync(await SucceededAsync(demo))).Json, "pipelineExecutionId")!;
            demo.Sandbox.PutClockForward(s_action);

            AssertNotCompleted(await demo.RollBackAsync(rollback), rollback);
        },
        ["errors R7: a rollback to an execution of an older definition"] = async demo =>
        {
            var id = await SucceededAsync(demo);
            await demo.UpdateAsync(pipeline => pipeline["executionMode"] = "QUEUED");

            AssertError(await demo.RollBackAsync(id), "PipelineExecutionOutdatedException", "Pipeline 'demo' has been updated since the rollback request was made.");
        },
        ["errors R8, R9: a rollback while the stage is in progress"] = async demo =>
        {
            var id = await SucceededAsync(demo);
            var running = await demo.StartAsync();
            demo.Sandbox.PutClockForward(s_action);

            AssertError(await demo.RollBackAsync(id), "UnableToRollbackStageException", "Pipeline 'demo' cannot start rollback since stage Build is in progress.");
            AssertNotCompleted(await demo.RollBackAsync(running), running);
        },
        ["errors R8: a rollback while another rollback is in progress"] = async demo =>
        {
            var id = await SucceededAsync(demo);
            await demo.RollBackAsync(id);

            AssertError(await demo.RollBackAsync(id), "UnableToRollbackStageException", "Pipeline 'demo' cannot start rollback since stage Build is in progress.");
        },
        ["errors R10: two rollbacks to the same execution"] = async demo =>
        {
            var id = await SucceededAsync(demo);
            await demo.RollBackAsync(id);
            demo.Sandbox.PutClockForward(s_action);
            Assert.Equal(200, (await demo.RollBackAsync(id)).Status);
            await demo.StopAsync(await demo.LastIdAsync(), abandon: true);
            Assert.Equal(200, (await demo.RollBackAsync(id)).Status);
        },
        ["errors R12: rollbacks in PARALLEL mode"] = async demo =>
        {
            var id = await SucceededAsync(demo, "PARALLEL");
            Assert.Equal(200, (await demo.RollBackAsync(id)).Status);
            demo.Sandbox.PutClockForward(s_action);

            var run = (await demo.RunsAsync())[0];
            Assert.Equal(("ROLLBACK", "PARALLEL", "Succeeded"), (Text(run, "executionType"), Text(run, "executionMode"), Text(run, "status")));
            Assert.Equal("Build", Assert.Single(await demo.HistoryAsync($$"""{"pipelineExecutionId":"{{Text(run, "pipelineExecutionId")}}"}"""))["actionName"]!.GetValue<string>());
        },
        ["errors T2: a retry of a stage that succeeded"] = async demo =>
        {
            var id = await SucceededAsync(demo);
            AssertError(
                await demo.RetryAsync(id),
                "StageNotRetryableException",
                $"The stage named Build in the demo pipeline can't be retried now. Either it contains no failed actions, the execution '{id}' is already superseded, or the pipeline definition has changed since the action(s) failed.");
        },
        ["errors T3: a retry of a rollback that was abandoned"] = async demo =>
        {
            await demo.RollBackAsync(await SucceededAsync(demo));
            var id = await demo.LastIdAsync();
            await demo.StopAsync(id, abandon: true);
            Assert.Equal("Stopped", Text((await demo.RunsAsync())[0], "status"));

            Assert.Equal(id, Text((await demo.RetryAsync(id)).Json, "pipelineExecutionId"));
            demo.Sandbox.PutClockForward(s_action);
            var run = (await demo.RunsAsync())[0];
            Assert.Equal((id, "Succeeded"), (Text(run, "pipelineExecutionId"), Text(run, "status")));
            Assert.Equal(["Succeeded", "Abandoned"], (await demo.HistoryAsync($$"""{"pipelineExecutionId":"{{id}}"}""")).Select(entry => Text(entry, "status")));
        },
        ["errors T7: a rollback can be stopped again after its retry"] = async demo =>
        {
            await demo.RollBackAsync(await SucceededAsync(demo));
            var id = await demo.LastIdAsync();
            await demo.CallAsync("StopPipelineExecution", new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = id, ["abandon"] = true, ["reason"] = "wrong" });
            await demo.RetryAsync(id);
            var run = (await demo.RunsAsync())[0];
            Assert.Equal(("InProgress", null, null), (Text(run, "status"), run["statusSummary"], run["stopTrigger"]));

            Assert.Equal(200, (await demo.StopAsync(id, abandon: true)).Status);
            Assert.Equal("Stopped", Text((await demo.RunsAsync())[0], "status"));
        },
        ["errors T6, lifecycle 8: a stop of an execution that has ended"] = async demo =>
        {
            var id = await SucceededAsync(demo);
            AssertError(
                await demo.StopAsync(id, abandon: false),
                "PipelineExecutionNotStoppableException",
                $"The pipeline execution with ID '{id}' in 'demo' can't be stopped now. Either it does not exist in the pipeline, or the pipeline execution has no action executions in progress.");
        },
        ["errors T13: a pipeline can be deleted while an approval waits"] = async demo =>
        {
            await ReviewAsync(demo);
            var deleted = await demo.CallAsync("DeletePipeline", new JsonObject { ["name"] = "demo" });

            Assert.Equal((200, string.Empty), (deleted.Status, deleted.Body));
            AssertError(
                await demo.CallAsync("GetPipeline", new JsonObject { ["name"] = "demo" }), "PipelineNotFoundException", "Account '123456789012' does not have a pipeline with name 'demo'");
        },
        ["lifecycle 6: an approval that requires a summary"] = async demo =>
        {
            var token = await ReviewAsync(demo, pipeline => Configure(pipeline, 1, "IsSummaryRequired", "true"));
            foreach (var (status, summary) in new[] { ("Approved", string.Empty), ("Rejected", string.Empty), ("Approved", "   ") })
            {
                AssertError(
                    await demo.AnswerAsync(token, status, summary),
                    "InvalidApprovalTokenException",
                    "Action 'Review' in stage 'Gate' requires a summary. Provide a summary in the approval result and try again.");
            }

            Assert.Equal("InProgress", Text((await demo.ActionAsync("Gate", "Review"))["latestExecution"], "status"));
            Assert.Equal(200, (await demo.AnswerAsync(token)).Status);
        },
        ["lifecycle 7: AWS writes the summary of an approval without one"] = async demo =>
        {
            await demo.AnswerAsync(await ReviewAsync(demo), "Approved", string.Empty);

            Assert.Equal("Approved by " + demo.CallerArn, Text((await demo.ActionAsync("Gate", "Review"))["latestExecution"], "summary"));
            Assert.Equal("Approved by " + demo.CallerArn, Text((await demo.EntryAsync("Review"))["output"]!["executionResult"], "externalExecutionSummary"));
        },
        ["lifecycle 7: AWS writes the summary of a rejection without one"] = async demo =>
        {
            await demo.AnswerAsync(await ReviewAsync(demo, pipeline => Configure(pipeline, 1, "IsSummaryRequired", "false")), "Rejected", string.Empty);

            Assert.Equal("Rejected by " + demo.CallerArn, Text((await demo.ActionAsync("Gate", "Review"))["latestExecution"], "summary"));
        },
        ["lifecycle 15: the namespace variables in a pipeline with variables"] = async demo => AssertError(
            await CreateAsync(demo, pipeline =>
            {
                pipeline["variables"] = JsonNode.Parse("""[{"name":"Zulu","defaultValue":"z"}]""");
                Action(pipeline, 0)["namespace"] = "variables";
            }),
            "InvalidStructureException",
            "One or more of the chosen namespaces is reserved. Note that there is a namespace for variables at the pipeline level.\n"),
        ["lifecycle 15: the namespace variables in a pipeline without variables"] = async demo => Assert.Equal(
            200,
            (await CreateAsync(demo, pipeline =>
            {
                pipeline["variables"] = new JsonArray();
                Action(pipeline, 0)["namespace"] = "variables";
                WithApproval(pipeline);
                Configure(pipeline, 1, "CustomData", "#{variables.CommitId}");
            })).Status),
        ["lifecycle 16: a variable that is not declared"] = async demo => AssertError(
            await CreateAsync(demo, pipeline =>
            {
                pipeline["variables"] = JsonNode.Parse("""[{"name":"Zulu","defaultValue":"z"}]""");
                WithApproval(pipeline);
                Configure(pipeline, 1, "CustomData", "#{variables.Zulu} #{variables.zulu}");
            }),
            "InvalidStructureException",
            "The referenced variables haven't been declared.\n"),
        ["lifecycle 17: a variable in a source action"] = async demo => AssertError(
            await CreateAsync(demo, pipeline =>
            {
                pipeline["variables"] = JsonNode.Parse("""[{"name":"Zulu","defaultValue":"z"}]""");
                Configure(pipeline, 0, "BranchName", "release/#{variables.Zulu}");
            }),
            "InvalidStructureException",
            "Variables at the pipeline level cannot be used in source actions.\nStageName=[Source], ActionName=[Source], ActionConfigurationKey=[BranchName], VariableReferenceText=[variables.Zulu]"),
        ["lifecycle 18: a variable in a pipeline that declares none"] = async demo => AssertError(
            await CreateAsync(demo, pipeline =>
            {
                WithApproval(pipeline);
                Configure(pipeline, 1, "CustomData", "#{variables.Unknown}");
            }),
            "InvalidActionDeclarationException",
            NotExistingNamespace + "\nStageName=[Gate], ActionName=[Review], ActionConfigurationKey=[CustomData], VariableReferenceText=[variables.Unknown]"),
        ["lifecycle 22: the same variable twice in a start"] = async demo =>
        {
            await demo.CreateAsync();
            AssertError(
                await demo.CallAsync("StartPipelineExecution", JsonNode.Parse("""{"name":"demo","variables":[{"name":"Alpha","value":"1"},{"name":"Alpha","value":"2"}]}""")!),
                "ValidationException",
                "Variable names must be unique. The following variable name is already in use: Alpha");
        },
        ["lifecycle 23: a source revision of another action than a source"] = async demo =>
        {
            await demo.CreateAsync();
            await demo.StartAsync("""{"clientRequestToken":"known"}""");
            foreach (var action in new[] { "Build", "Missing" })
            {
                AssertError(
                    await demo.CallAsync("StartPipelineExecution", JsonNode.Parse($$"""{"name":"demo","clientRequestToken":"known","sourceRevisions":[{"actionName":"{{action}}","revisionType":"COMMIT_ID","revisionValue":"abc"}]}""")!),
                    "ValidationException",
                    "The action name provided in the source revision is not valid. The action must be a source action in your pipeline.");
            }
        },
        ["lifecycle 37: a throttled call has no message"] = async demo =>
        {
            await demo.CreateAsync();
            demo.Sandbox.Sandbox.AddFault(new SandboxFault { Operation = "codepipeline:StartPipelineExecution", ErrorCode = "ThrottlingException", Count = 1 });

            var answer = await demo.CallAsync("StartPipelineExecution", new JsonObject { ["name"] = "demo" });

            Assert.Equal((400, """{"__type":"ThrottlingException"}"""), (answer.Status, answer.Body));
        },
    };

    private readonly TestSandbox _sandbox = new(new SandboxOptions { ActionDuration = s_action }) { StoppedAt = SandboxClock.SystemTime.Now };

    public static TheoryData<string> Rows() => [.. s_rows.Keys];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public Task AWS_decides_as_recorded(string row) => s_rows[row](new PipelineCalls(_sandbox));

    [Fact]
    public async Task A_reference_to_a_namespace_that_no_action_has_is_refused()
    {
        var demo = new PipelineCalls(_sandbox);

        AssertError(
            await CreateAsync(demo, pipeline =>
            {
                Action(pipeline, 0)["namespace"] = "Code";
                WithApproval(pipeline);
                Configure(pipeline, 1, "CustomData", "#{Code.CommitId} #{codepipeline.PipelineExecutionId} #{Codes.CommitId}");
            }),
            "InvalidActionDeclarationException",
            NotExistingNamespace + "\nStageName=[Gate], ActionName=[Review], ActionConfigurationKey=[CustomData], VariableReferenceText=[Codes.CommitId]");
    }

    [Fact]
    public async Task A_throttled_call_with_a_planned_message_has_this_message()
    {
        _sandbox.Sandbox.AddFault(new SandboxFault { Operation = "codepipeline:*", ErrorCode = "ThrottlingException", Message = "Rate exceeded" });

        AssertError(await new PipelineCalls(_sandbox).CallAsync("ListPipelines", new JsonObject()), "ThrottlingException", "Rate exceeded");
    }

    private static void AssertNotCompleted(Answer answer, string id) => AssertError(
        answer, "UnableToRollbackStageException", $"Target Pipeline Execution with id '{id}' has not completed in stage with name 'Build'");

    private static JsonObject Action(JsonObject pipeline, int stage) => pipeline["stages"]![stage]!["actions"]![0]!.AsObject();

    private static void Configure(JsonObject pipeline, int stage, string key, string value)
    {
        var action = Action(pipeline, stage);
        action["configuration"] ??= new JsonObject();
        action["configuration"]![key] = value;
    }

    private static Task<Answer> CreateAsync(PipelineCalls demo, Action<JsonObject> change)
    {
        var pipeline = Valid(demo.Sandbox.Info);
        change(pipeline);
        return demo.CallAsync("CreatePipeline", new JsonObject { ["pipeline"] = pipeline });
    }

    private static async Task<string> SucceededAsync(PipelineCalls demo, string mode = "SUPERSEDED")
    {
        await demo.CreateAsync(pipeline => pipeline["executionMode"] = mode);
        demo.Sandbox.PutClockForward(s_action * 2);
        return await demo.LastIdAsync();
    }

    /// <summary>Creates the pipeline and returns the token of its waiting approval.</summary>
    private static async Task<string> ReviewAsync(PipelineCalls demo, Action<JsonObject>? change = null)
    {
        await demo.CreateAsync(pipeline =>
        {
            WithApproval(pipeline);
            change?.Invoke(pipeline);
        });
        demo.Sandbox.PutClockForward(s_action);
        return Text((await demo.ActionAsync("Gate", "Review"))["latestExecution"], "token")!;
    }
}
