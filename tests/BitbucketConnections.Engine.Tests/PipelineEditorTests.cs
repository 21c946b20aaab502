using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests changes of pipelines on the sandbox.</summary>
[Collection("environment")]
public sealed class PipelineEditorTests : IDisposable
{
    private readonly SandboxFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPipelineEditor Editor => _fixture.Session.Editor;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Only_the_source_is_changed()
    {
        await CreateAsync();
        var connection = await ConnectionAsync();

        var (plan, after) = await ChangeAsync(new PipelineChanges
        {
            ConnectionArn = connection, Repository = "https://me:secret@bitbucket.org/other-ws/other", Branch = "refs/heads/develop", OutputArtifactFormat = "CODEBUILD_CLONE_REF", DetectChanges = false,
        });

        Assert.Equal((connection, "other-ws/other", "develop", 2), (after.ConnectionArn, after.FullRepositoryId, after.BranchName, after.Version));
        Assert.Equal(
            ["ConnectionArn", "FullRepositoryId", "BranchName", "OutputArtifactFormat", "DetectChanges"],
            plan.Differences.Select(d => d.Path.Split('\'')[^2]).OrderBy(key => Array.IndexOf(["ConnectionArn", "FullRepositoryId", "BranchName", "OutputArtifactFormat", "DetectChanges"], key)));
        Assert.Contains(plan.Differences, d => d.ToString() == "Stages['Source'].Actions['Source'].Configuration['BranchName']: main -> develop");
        Assert.Contains("clones the repository itself", Assert.Single(plan.Warnings), StringComparison.Ordinal);
        var granted = await Editor.PlanAsync("demo", new PipelineChanges { ConnectionArn = await ConnectionAsync(), GrantsRole = true, GrantsBuildRole = true }, Token);
        Assert.Empty(granted.Warnings);
    }

    [Fact]
    public async Task A_whole_definition_replaces_the_pipeline_and_keeps_its_type_and_version()
    {
        await CreateAsync();
        var before = await _fixture.Session.Pipelines.GetAsync("demo", null, Token);
        var json = _fixture.Session.Exporter.Export(before, PipelineExportFormat.Json).Text;
        var edited = _fixture.Session.Wizard.ReadJson(json.Replace("\"main\"", "\"develop\"", StringComparison.Ordinal)) with { PipelineType = null, ExecutionMode = null, Triggers = [] };

        var (plan, after) = await ChangeAsync(new PipelineChanges { Definition = edited });

        Assert.Equal("Stages['Source'].Actions['Source'].Configuration['BranchName']: main -> develop", Assert.Single(plan.Differences).ToString());
        Assert.Equal(("V2", "SUPERSEDED", "develop", 2), (after.PipelineType, after.ExecutionMode, after.BranchName, after.Version));

        // The file has version 1.
        var old = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync("demo", new PipelineChanges { Definition = edited with { ExecutionMode = "QUEUED" } }, Token));
        Assert.Equal(ServiceErrorKind.ConcurrentChange, old.Kind);
        Assert.False((await Editor.PlanAsync("demo", new PipelineChanges { Definition = edited }, Token)).IsPipelineWritten);
        Assert.False((await Editor.PlanAsync("demo", new PipelineChanges { Definition = edited with { Version = null } }, Token)).IsPipelineWritten);
    }

    [Fact]
    public async Task A_whole_definition_removes_what_it_does_not_have_and_is_checked()
    {
        await CreateAsync();
        await ChangeAsync(new PipelineChanges { Variables = [new PipelineVariable { Name = "Stage", DefaultValue = "test" }], ExecutionMode = "QUEUED" });
        var before = await _fixture.Session.Pipelines.GetAsync("demo", null, Token);
        var without = before with { Variables = [], ExecutionMode = null };

        var plan = await Editor.PlanAsync("demo", new PipelineChanges { Definition = without }, Token);
        var wrong = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync("demo", new PipelineChanges { Definition = before with { Stages = [before.Stages[0]] } }, Token));
        var bucket = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync(
            "demo", new PipelineChanges { Definition = before with { ArtifactStore = before.ArtifactStore! with { Location = "no-such-bucket-anywhere" } } }, Token));

        Assert.Equal((0, "SUPERSEDED"), (plan.After.Variables.Count, plan.After.ExecutionMode));
        Assert.Equal(2, plan.Differences.Count);
        Assert.Equal(ServiceErrorKind.InvalidInput, wrong.Kind);
        Assert.Contains("no-such-bucket-anywhere", bucket.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_definition_can_be_written_again()
    {
        await CreateAsync();
        var before = await _fixture.Session.Pipelines.GetAsync("demo", null, Token);

        var (plan, after) = await ChangeAsync(new PipelineChanges { Resave = true });

        Assert.Equal((true, 0, before.Version + 1), (plan.IsPipelineWritten, plan.Differences.Count, after.Version));
        Assert.Empty(Engine.Declarations.DefinitionComparer.Compare(before, after));
    }

    [Fact]
    public async Task The_same_definition_is_not_written_again_with_a_pending_connection()
    {
        var pending = (await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token)).ConnectionArn;
        await CreateAsync(_fixture.Session.Pipelines.Build(_fixture.Request(pending)).Definition);

        var refused = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync("demo", new PipelineChanges { Resave = true }, Token));

        Assert.Equal(ServiceErrorKind.ConnectionNotAvailable, refused.Kind);
        Assert.True((await Editor.PlanAsync("demo", new PipelineChanges { Resave = true, AllowPendingConnection = true }, Token)).IsPipelineWritten);
    }

    [Fact]
    public async Task A_key_is_set_for_each_Region()
    {
        const string Own = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
        await CreateAsync();
        var other = new PipelineChanges { EncryptionKeyIds = new Dictionary<string, string> { ["us-east-1"] = Own } };
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "DescribeKey", ErrorCode = "AccessDeniedException", Message = "no" });

        var plan = await Editor.PlanAsync("demo", other, Token);

        Assert.Equal(Own, plan.After.ArtifactStore!.EncryptionKey!.Id);
        var wrong = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync(
            "demo", new PipelineChanges { EncryptionKeyId = Own, EncryptionKeyIds = new Dictionary<string, string> { ["us-east-1"] = Own } }, Token));
        Assert.Equal("EncryptionKeyGivenTwice", wrong.Condition);
        var missing = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync(
            "demo", new PipelineChanges { EncryptionKeyIds = new Dictionary<string, string> { ["eu-west-1"] = Own } }, Token));
        Assert.Equal("EncryptionKeyWithoutStore", missing.Condition);
    }

    [Fact]
    public async Task Unknown_members_of_a_new_action_are_a_warning_of_the_plan()
    {
        await CreateAsync();
        var stage = new PipelineStage
        {
            Name = "Call",
            Actions =
            [
                new PipelineAction
                {
                    Name = "Call",
                    ActionTypeId = new ActionTypeId { Category = "Invoke", Owner = "AWS", Provider = "Lambda", Version = "1" },
                    Configuration = new Dictionary<string, string> { ["FunctionName"] = "f", ["Qualifier"] = "live" },
                },
            ],
        };

        var plan = await Editor.PlanAsync("demo", new PipelineChanges { StageChanges = [new StageChange { Kind = StageChangeKind.Add, StageName = "Call", Stage = stage }] }, Token);

        Assert.Single(plan.Warnings, warning => warning.Contains("'Qualifier'", StringComparison.Ordinal));
        var refused = await Assert.ThrowsAsync<ServiceException>(() => Editor.ApplyAsync(plan, Token));
        Assert.Contains("Action configuration for action 'Call' contains unknown configuration 'Qualifier'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unchanged_pipeline_is_not_written()
    {
        await CreateAsync();

        var (plan, after) = await ChangeAsync(new PipelineChanges { Branch = "main", PipelineType = "V2", ClearTrigger = true });

        Assert.Empty(plan.Differences);
        Assert.Equal((1, 0), (after.Version, _fixture.Sink.Calls("UpdatePipeline")));
    }

    [Theory]
    [InlineData("main", "develop", "develop", null)]
    [InlineData("main,release/*", "develop", "develop,release/*", null)]
    [InlineData("release/*,main,develop", "develop", "release/*,develop", null)]
    [InlineData("m*", "develop", "m*", "A push to 'develop' starts no execution: no filter of the trigger matches this branch. The filters are: includes m*. To change them, use -IncludeBranch, -Trigger or -ClearTrigger.")]
    [InlineData("d*", "develop", "d*", null)]
    [InlineData("main", "a{b}", @"a\{b\}", null)]
    public async Task The_trigger_follows_a_change_of_the_branch(string includes, string branch, string expected, string? warning)
    {
        await CreateAsync();
        await ChangeAsync(new PipelineChanges { Trigger = Branches(includes.Split(',')) });

        var (plan, after) = await ChangeAsync(new PipelineChanges { Branch = branch });

        Assert.Equal(expected.Split(','), after.Triggers.Single().Push!.Single().Branches!.Includes);
        Assert.Equal(warning, plan.Warnings.SingleOrDefault(text => text.StartsWith("A push to", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_pull_request_filter_of_the_old_branch_follows_it_and_an_excluded_branch_is_a_warning()
    {
        await CreateAsync();
        await ChangeAsync(new PipelineChanges
        {
            Trigger = new PipelineTrigger
            {
                SourceActionName = "Source",
                Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = ["**"], Excludes = ["develop"] } }],
                PullRequest = [new TriggerPullRequestFilter { Events = ["OPEN"], Branches = new TriggerPatterns { Includes = ["main"] } }],
            },
        });

        var (plan, after) = await ChangeAsync(new PipelineChanges { Branch = "develop" });

        Assert.Equal(["develop"], after.Triggers.Single().PullRequest!.Single().Branches!.Includes);
        Assert.Single(plan.Warnings, text => text.EndsWith("The filters are: includes **, excludes develop. To change them, use -IncludeBranch, -Trigger or -ClearTrigger.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_branch_filters_a_change_of_the_branch_needs_no_warning()
    {
        await CreateAsync();
        await ChangeAsync(new PipelineChanges { Trigger = new PipelineTrigger { SourceActionName = "Source", Push = [new TriggerPushFilter { Tags = new TriggerPatterns { Includes = ["v*"] } }] } });

        Assert.DoesNotContain((await ChangeAsync(new PipelineChanges { Branch = "develop" })).Plan.Warnings, text => text.StartsWith("A push to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_without_a_branch_uses_the_new_branch_of_the_source()
    {
        await CreateAsync();

        var (_, after) = await ChangeAsync(new PipelineChanges { Branch = "develop", TriggerOf = branch => Branches(branch!) });

        Assert.Equal(["develop"], after.Triggers.Single().Push!.Single().Branches!.Includes);
    }

    [Fact]
    public async Task A_source_action_of_another_provider_is_changed_to_Bitbucket()
    {
        await CreateAsync(PipelineOf(CodeCommit("Code")));
        var connection = await ConnectionAsync();

        var half = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync("demo", new PipelineChanges { ConnectionArn = connection, Branch = "main" }, Token));
        Assert.Equal("ConversionIncomplete", half.Condition);
        var (_, after) = await ChangeAsync(new PipelineChanges { ConnectionArn = connection, Repository = "ws/repo", Branch = "main" });

        var action = after.Stages[0].Actions[0];
        Assert.Equal(("Code", "CodeStarSourceConnection", "SourceArtifact", "Vars"), (action.Name, action.ActionTypeId.Provider, action.OutputArtifacts[0].Name, action.Namespace));
        Assert.Equal(["BranchName", "ConnectionArn", "DetectChanges", "FullRepositoryId", "OutputArtifactFormat"], action.Configuration!.Keys.Order());
    }

    [Fact]
    public async Task With_several_sources_the_action_is_required()
    {
        await CreateAsync(PipelineOf(CodeCommit("Code"), CodeCommit("More", "Other")));

        var unclear = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync("demo", new PipelineChanges { Branch = "x" }, Token));
        Assert.Equal("SourceActionNotClear", unclear.Condition);
        Assert.Contains("Code (CodeCommit), More (CodeCommit)", unclear.Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync("demo", new PipelineChanges { Branch = "x", SourceActionName = "Sauce" }, Token));
        Assert.Equal("SourceActionNotFound", unknown.Condition);
    }

    [Fact]
    public async Task A_trigger_is_set_replaced_and_cleared_and_the_result_is_checked()
    {
        await CreateAsync();
        var (_, first) = await ChangeAsync(new PipelineChanges { Trigger = Trigger("main") });
        Assert.Equal("main", first.Triggers.Single().Push!.Single().Branches!.Includes!.Single());
        var (change, second) = await ChangeAsync(new PipelineChanges { Trigger = Trigger("release/*") });
        Assert.StartsWith("Triggers['Source'].GitConfiguration.Push", change.Differences.Single().Path, StringComparison.Ordinal);
        Assert.Equal("release/*", second.Triggers.Single().Push!.Single().Branches!.Includes!.Single());

        var (plan, third) = await ChangeAsync(new PipelineChanges { ClearTrigger = true });

        Assert.Empty(third.Triggers);
        Assert.StartsWith("Triggers['Source']:", plan.Differences.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stages_are_added_replaced_removed_and_moved()
    {
        await CreateAsync();
        var bucket = _fixture.Sandbox.Info.ArtifactBucket;

        var (added, two) = await ChangeAsync(new PipelineChanges
        {
            StageChanges =
            [
                new StageChange { Kind = StageChangeKind.Add, StageName = "Approve", Stage = Approval("Approve"), After = "Source" },
                new StageChange { Kind = StageChangeKind.Add, StageName = "Deploy", Stage = Deploy("Deploy", bucket) },
            ],
        });
        Assert.Equal(["Source", "Approve", "Build", "Deploy"], two.Stages.Select(s => s.Name));
        Assert.Equal("BuildArtifact", two.Stages[3].Actions[0].InputArtifacts.Single());
        Assert.Equal(["Stages['Approve']: (none) -> stage with Approve (Manual)", "Stages['Deploy']: (none) -> stage with Deploy (S3)"], added.Differences.Select(d => d.ToString()));

        var (moved, three) = await ChangeAsync(new PipelineChanges { StageChanges = [new StageChange { Kind = StageChangeKind.Move, StageName = "Approve", Before = "Deploy" }] });
        Assert.Equal(["Source", "Build", "Approve", "Deploy"], three.Stages.Select(s => s.Name));
        Assert.Equal("Stages in order: Source, Approve, Build, Deploy -> Source, Build, Approve, Deploy", moved.Differences.Single().ToString());

        var (_, four) = await ChangeAsync(new PipelineChanges
        {
            StageChanges = [new StageChange { Kind = StageChangeKind.Remove, StageName = "Approve" }, new StageChange { Kind = StageChangeKind.Replace, StageName = "Deploy", Stage = Approval("Deploy") }],
        });
        Assert.Equal(["Source", "Build", "Deploy"], four.Stages.Select(s => s.Name));
        Assert.Equal("Manual", four.Stages[2].Actions[0].ActionTypeId.Provider);
        var (_, five) = await ChangeAsync(new PipelineChanges { Stages = [Deploy("Ship", bucket)] });
        Assert.Equal(["Source", "Ship"], five.Stages.Select(s => s.Name));
        Assert.Equal("SourceArtifact", five.Stages[1].Actions[0].InputArtifacts.Single());
    }

    [Fact]
    public async Task Missing_stages_and_changes_of_the_source_stage_are_all_reported()
    {
        await CreateAsync();

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync(
            "demo",
            new PipelineChanges
            {
                RoleArn = "role",
                Branch = string.Empty,
                StageChanges =
                [
                    new StageChange { Kind = StageChangeKind.Remove, StageName = "None" },
                    new StageChange { Kind = StageChangeKind.Move, StageName = "Source" },
                    new StageChange { Kind = StageChangeKind.Add, StageName = "A", Stage = Approval("A"), Before = "Source" },
                    new StageChange { Kind = StageChangeKind.Add, StageName = "Build", Stage = Approval("Build") },
                ],
            },
            Token));

        Assert.Subset(thrown.Findings.Select(f => f.Id).ToHashSet(), new HashSet<string> { "InvalidRoleArn", "BranchMissing", "StageNotFound", "SourceStageFixed" });
        Assert.Contains(thrown.Findings, f => f.Message.Contains("Build", StringComparison.Ordinal) && f.Id.Contains("Duplicate", StringComparison.Ordinal));
        Assert.Equal(0, _fixture.Sink.Calls("UpdatePipeline"));
    }

    [Fact]
    public async Task Role_bucket_key_mode_and_variables_are_changed()
    {
        await CreateAsync();

        var (_, one) = await ChangeAsync(new PipelineChanges { ExecutionMode = "QUEUED", Variables = [new PipelineVariable { Name = "Stage", DefaultValue = "test" }], EncryptionKeyId = string.Empty });
        Assert.Equal(("QUEUED", "Stage"), (one.ExecutionMode, one.Variables.Single().Name));
        var (_, two) = await ChangeAsync(new PipelineChanges { Variables = [], ExecutionMode = "SUPERSEDED" });
        Assert.Empty(two.Variables);
        var bucket = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync("demo", new PipelineChanges { ArtifactBucket = "no-such-bucket-here" }, Token));
        Assert.Equal("ArtifactBucketNotFound", bucket.Condition);
        var v1 = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync("demo", new PipelineChanges { PipelineType = "V1", ExecutionMode = "PARALLEL" }, Token));
        Assert.Single(v1.Findings);
    }

    [Fact]
    public async Task A_pending_connection_is_rejected_unless_allowed()
    {
        await CreateAsync();
        var pending = (await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "p" }, Token)).ConnectionArn;

        var refused = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync("demo", new PipelineChanges { ConnectionArn = pending }, Token));
        Assert.Equal(ServiceErrorKind.ConnectionNotAvailable, refused.Kind);
        Assert.Contains("nothing was changed", refused.Message, StringComparison.Ordinal);
        var (_, after) = await ChangeAsync(new PipelineChanges { ConnectionArn = pending, AllowPendingConnection = true });
        Assert.Equal(pending, after.ConnectionArn);
    }

    [Fact]
    public async Task A_pipeline_of_another_account_with_the_same_name_is_not_changed()
    {
        await CreateAsync();

        var refused = await Assert.ThrowsAsync<ServiceException>(
            () => Editor.PlanAsync("demo", new PipelineChanges { PipelineArn = "arn:aws:codepipeline:eu-west-1:210987654321:demo", Branch = "mine" }, Token));
        var own = await Editor.PlanAsync("demo", new PipelineChanges { PipelineArn = "arn:aws:codepipeline:eu-west-1:123456789012:demo", Branch = "mine" }, Token);

        Assert.Equal("PipelineOfAnotherAccount", refused.Condition);
        Assert.True(own.IsPipelineWritten);
    }

    [Fact]
    public async Task A_change_by_another_user_is_not_lost()
    {
        await CreateAsync();
        var mine = await Editor.PlanAsync("demo", new PipelineChanges { Branch = "mine", ExpectedVersion = 1 }, Token);
        await ChangeAsync(new PipelineChanges { Branch = "theirs" });

        var late = await Assert.ThrowsAsync<ServiceException>(() => Editor.ApplyAsync(mine, Token));
        Assert.Equal(ServiceErrorKind.ConcurrentChange, late.Kind);
        Assert.Contains("at version 2, but this update is based on version 1", late.Message, StringComparison.Ordinal);
        var old = await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync("demo", new PipelineChanges { Branch = "mine", ExpectedVersion = 1 }, Token));
        Assert.Equal(ServiceErrorKind.ConcurrentChange, old.Kind);
        var (_, forced) = await ChangeAsync(new PipelineChanges { Branch = "mine", ExpectedVersion = 1, Force = true });
        Assert.Equal(("mine", 3), (forced.BranchName, forced.Version));
    }

    [Fact]
    public async Task Force_overwrites_a_change_that_was_made_after_the_plan()
    {
        await CreateAsync();
        var mine = await Editor.PlanAsync("demo", new PipelineChanges { Branch = "mine", Force = true }, Token);
        await ChangeAsync(new PipelineChanges { Branch = "theirs" });

        var after = await Editor.ApplyAsync(mine, Token);

        Assert.Equal(("mine", 3), (after.BranchName, after.Version));
    }

    [Theory]
    [InlineData("GetPipeline", "AccessDeniedException")]
    [InlineData("UpdatePipeline", "AccessDeniedException")]
    [InlineData("UpdatePipeline", "InvalidStructureException")]
    public async Task An_AWS_error_keeps_code_message_and_request(string operation, string code)
    {
        await CreateAsync();
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = operation, ErrorCode = code, Message = "not so" });

        var refused = await Assert.ThrowsAsync<ServiceException>(() => ChangeAsync(new PipelineChanges { Branch = "x" }));

        Assert.Equal((ServiceErrorKind.Service, code, "not so", operation, 400), (refused.Kind, refused.ErrorCode, refused.ServiceMessage, refused.Operation, refused.HttpStatusCode));
        Assert.NotNull(refused.RequestId);
    }

    [Fact]
    public async Task A_missing_pipeline_is_an_error() =>
        Assert.Equal("PipelineNotFoundException", (await Assert.ThrowsAsync<ServiceException>(() => Editor.PlanAsync("none", new PipelineChanges { Branch = "x" }, Token))).ErrorCode);

    private static PipelineTrigger Trigger(string branch) =>
        new() { SourceActionName = "x", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = [branch] } }] };

    private static PipelineStage Approval(string name) => new()
    {
        Name = name, Actions = [new PipelineAction { Name = name, ActionTypeId = new ActionTypeId { Category = "Approval", Owner = "AWS", Provider = "Manual", Version = "1" } }],
    };

    private static PipelineStage Deploy(string name, string bucket) => new()
    {
        Name = name,
        Actions =
        [
            new PipelineAction
            {
                Name = name,
                ActionTypeId = new ActionTypeId { Category = "Deploy", Owner = "AWS", Provider = "S3", Version = "1" },
                Configuration = new Dictionary<string, string> { ["BucketName"] = bucket, ["Extract"] = "true" },
            },
        ],
    };

    private static PipelineAction CodeCommit(string name, string artifact = "SourceArtifact") => new()
    {
        Name = name,
        ActionTypeId = new ActionTypeId { Category = "Source", Owner = "AWS", Provider = "CodeCommit", Version = "1" },
        Configuration = new Dictionary<string, string> { ["RepositoryName"] = "repo", ["BranchName"] = "main" },
        OutputArtifacts = [new OutputArtifact { Name = artifact }],
        Namespace = artifact == "SourceArtifact" ? "Vars" : null,
    };

    private Pipeline PipelineOf(params PipelineAction[] sources) => new()
    {
        Name = "demo",
        Region = "us-east-1",
        RoleArn = _fixture.Sandbox.Info.ServiceRoleArn,
        PipelineType = "V2",
        ArtifactStore = new ArtifactStore { Location = _fixture.Sandbox.Info.ArtifactBucket },
        Stages =
        [
            new PipelineStage { Name = "Source", Actions = sources },
            new PipelineStage
            {
                Name = "Build",
                Actions =
                [
                    new PipelineAction
                    {
                        Name = "Build",
                        ActionTypeId = new ActionTypeId { Category = "Build", Owner = "AWS", Provider = "CodeBuild", Version = "1" },
                        Configuration = new Dictionary<string, string> { ["ProjectName"] = "sandbox-build" },
                        InputArtifacts = ["SourceArtifact"],
                    },
                ],
            },
        ],
    };

    private async Task<string> ConnectionAsync()
    {
        var created = await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);
        _fixture.Sandbox.CompleteConnection(created.ConnectionArn);
        return created.ConnectionArn;
    }

    private static PipelineTrigger Branches(params string[] includes) =>
        new() { SourceActionName = "Source", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = includes } }] };

    private async Task CreateAsync(Pipeline? pipeline = null) =>
        await _fixture.Session.Pipelines.CreateAsync(pipeline ?? _fixture.Session.Pipelines.Build(_fixture.Request(await ConnectionAsync())).Definition, Token);

    private async Task<(PipelineEditPlan Plan, Pipeline After)> ChangeAsync(PipelineChanges changes)
    {
        var plan = await Editor.PlanAsync("demo", changes, Token);
        return (plan, await Editor.ApplyAsync(plan, Token));
    }
}
