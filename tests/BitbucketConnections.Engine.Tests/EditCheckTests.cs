using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline;
using Amazon.Runtime;
using BitbucketConnections.Engine.Clients;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests what is checked before and after a change, with a second user who writes the pipeline without this module.</summary>
[Collection("environment")]
public sealed class EditCheckTests : IDisposable
{
    private const string Trigger = """[{"providerType":"CodeStarSourceConnection","gitConfiguration":{"sourceActionName":"Source","push":[{"branches":{"includes":["main"]}}]}}]""";

    private readonly SandboxFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPipelineEditor Editor => _fixture.Session.Editor;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Existing_findings_do_not_prevent_a_change_and_new_ones_do()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        await WriteAsync(pipeline => pipeline["stages"]![0]!["actions"]![0]!["configuration"]!["BranchName"] = "feature/*");

        var plan = await Editor.PlanAsync("demo", new PipelineChanges { ExecutionMode = "QUEUED" }, Token);
        var changed = await Editor.ApplyAsync(plan, Token);
        var refused = await Assert.ThrowsAsync<ServiceException>(
            () => Editor.PlanAsync("demo", new PipelineChanges { Variables = [new PipelineVariable { Name = "v", DefaultValue = string.Empty }] }, Token));

        Assert.Equal(("QUEUED", "feature/*"), (changed.ExecutionMode, changed.BranchName));
        Assert.Equal(["InvalidVariable"], refused.Findings.Select(finding => finding.Id));
    }

    [Fact]
    public async Task The_status_of_a_connection_is_checked_only_if_it_is_new()
    {
        await _fixture.CreatePipelineAsync("demo", Token, complete: false);

        var plan = await Editor.PlanAsync("demo", new PipelineChanges { Branch = "develop" }, Token);

        Assert.Single(plan.Differences);
        Assert.Empty(plan.Warnings);
    }

    [Fact]
    public async Task A_new_bucket_of_a_Region_and_a_new_key_are_checked()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        var bucket = new Dictionary<string, string> { ["us-east-1"] = "no-such-bucket-here" };

        Assert.Equal("ArtifactBucketNotFound", await ConditionAsync(new PipelineChanges { ArtifactBuckets = bucket }));
        Assert.Equal("ArtifactBucketNotFound", await ConditionAsync(new PipelineChanges { ArtifactBucket = "no-such-bucket-here" }));
        Assert.Equal("EncryptionKeyNotFound", await ConditionAsync(new PipelineChanges { EncryptionKeyId = "11111111-2222-4333-8444-555555555555" }));
    }

    [Fact]
    public async Task A_cleared_trigger_that_is_still_there_is_an_error()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        await WriteAsync(pipeline => pipeline["triggers"] = JsonNode.Parse(Trigger));
        var session = AfterFirst("UpdatePipeline", () => WriteAsync(pipeline => pipeline["triggers"] = JsonNode.Parse(Trigger)));
        var plan = await session.Editor.PlanAsync("demo", new PipelineChanges { ClearTrigger = true }, Token);

        var kept = await Assert.ThrowsAsync<ServiceException>(() => session.Editor.ApplyAsync(plan, Token));

        Assert.Equal(("TriggerNotCleared", true), (kept.Condition, kept.MayHaveTakenEffect));
        Assert.Contains("for the source action 'Source'", kept.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_by_another_user_is_not_regarded_as_the_own_update_after_an_error()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "UpdatePipeline", CutConnection = true });
        var session = AfterFirst("UpdatePipeline", () =>
        {
            _fixture.Sandbox.ClearFaults();
            return WriteAsync(pipeline => pipeline["executionMode"] = "QUEUED");
        });
        var plan = await session.Editor.PlanAsync("demo", new PipelineChanges { Branch = "mine" }, Token);

        var failure = await Assert.ThrowsAsync<ServiceException>(() => session.Editor.ApplyAsync(plan, Token));

        Assert.Equal((ServiceErrorKind.EndpointUnreachable, true), (failure.Kind, failure.MayHaveTakenEffect));
        Assert.Equal("main", (await _fixture.Session.Pipelines.GetAsync("demo", null, Token)).BranchName);
    }

    private async Task<string?> ConditionAsync(PipelineChanges changes) =>
        (await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync("demo", changes, Token))).Condition;

    private async Task WriteAsync(Action<JsonObject> change)
    {
        var info = _fixture.Sandbox.Info;
        using var other = new PipelineDocumentClient(
            new BasicAWSCredentials(info.AccessKey, info.SecretKey), new AmazonCodePipelineConfig { ServiceURL = info.EndpointUrl.AbsoluteUri, AuthenticationRegion = info.Region });
        var pipeline = JsonObject.Create((await other.GetDocumentAsync("demo", null, Token)).Body.GetProperty("pipeline"))!;
        change(pipeline);
        await other.UpdateDocumentAsync(pipeline, Token);
    }

    private EngineSession AfterFirst(string operation, Func<Task> action) => _fixture.Engine.Open(_fixture.Settings, new AfterCall(operation, action));

    /// <summary>Runs an action directly after the first call of an operation.</summary>
    private sealed class AfterCall(string operation, Func<Task> action) : IDiagnosticSink
    {
        private int _calls;

        public bool IsDebugWanted => false;

        public bool IsVerboseWanted => true;

        public void Write(DiagnosticEvent diagnostic)
        {
            if (diagnostic.Message.Contains($" {operation} in ", StringComparison.Ordinal) && Interlocked.Increment(ref _calls) == 1)
            {
                Task.Run(action, Token).Wait(Token);
            }
        }
    }
}
