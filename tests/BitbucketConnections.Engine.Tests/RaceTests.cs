using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Time;
using static BitbucketConnections.Engine.Tests.RoleHarness;

namespace BitbucketConnections.Engine.Tests;

/// <summary>
/// Two processes that do the same at the same time. A call of one is held between its read and its write, and the other one runs in between.
/// Each process has its own engine, because the turns of one engine order its own changes.
/// </summary>
[Collection("environment")]
public sealed class RaceTests : IDisposable
{
    private const string Grants = "BitbucketConnections-UseConnection";
    private const string ConnectionArn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/00000000-1111-4222-8333-00000000000";
    private readonly RoleHarness _iam = new();
    private readonly RecordingSink _otherSink = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SandboxFixture Fixture => _iam.Fixture;

    public void Dispose() => _iam.Dispose();

    [Fact]
    public async Task Two_grants_to_one_role_are_both_kept_although_one_overwrites_the_other()
    {
        await _iam.CreateRoleAsync("build");
        var clock = new HeldClock();
        Task<ServiceRole>? theirs = null;
        Hold("GetRolePolicy", async () =>
        {
            theirs = Other(clock).Roles.GrantConnectionAsync("build", [ConnectionArn + 2], null, Token);
            await clock.Reached.WaitAsync(Token);
        });

        var mine = await _iam.Session.Roles.GrantConnectionAsync("build", [ConnectionArn + 1], null, Token);
        Assert.DoesNotContain(ConnectionArn + 2, await _iam.DocumentAsync("build", Grants), StringComparison.Ordinal);
        clock.Release();
        var other = await theirs!;

        Assert.True(mine.IsPolicyWritten && other.IsPolicyWritten);
        var policy = await _iam.DocumentAsync("build", Grants);
        Assert.All([1, 2], number => Assert.Contains(ConnectionArn + number, policy, StringComparison.Ordinal));
        Assert.Contains(_otherSink.Messages(DiagnosticLevel.Verbose), message => message.StartsWith("Another command changed the policy BitbucketConnections-UseConnection of ", StringComparison.Ordinal));
        Assert.Single(_otherSink.Messages(DiagnosticLevel.Created));
    }

    [Fact]
    public async Task A_grant_does_not_write_back_a_policy_that_it_read_long_ago()
    {
        await _iam.CreateRoleAsync("build");
        var (clock, sink) = (new FakeClock(), new RecordingSink());
        var slow = new AwsEngine(clock).Open(Fixture.Settings, sink);
        sink.Interrupt(IsCall("GetRolePolicy"), async () =>
        {
            await Other().Roles.GrantConnectionAsync("build", [ConnectionArn + 2], null, Token);
            clock.Advance(TimeSpan.FromSeconds(2));
        });

        await slow.Roles.GrantConnectionAsync("build", [ConnectionArn + 1], null, Token);

        var policy = await _iam.DocumentAsync("build", Grants);
        Assert.All([1, 2], number => Assert.Contains(ConnectionArn + number, policy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_grant_that_others_always_overwrite_is_an_error()
    {
        await _iam.CreateRoleAsync("build");
        var clock = new FakeClock { Delayed = () => _iam.PutAsync("build", Grants, Policy($$"""{"Sid":"AllowUseConnection","Effect":"Allow","Action":["codestar-connections:UseConnection"],"Resource":["{{ConnectionArn}}9"]}""")) };

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Other(clock).Roles.GrantConnectionAsync("build", [ConnectionArn + 1], null, Token));

        Assert.Equal((ServiceErrorKind.ConcurrentChange, true), (thrown.Kind, thrown.MayHaveTakenEffect));
        Assert.StartsWith("The policy BitbucketConnections-UseConnection of the role 'build' was written 6 times", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grant_that_cannot_be_read_again_succeeds_with_a_warning()
    {
        await _iam.CreateRoleAsync("build");
        Hold("PutRolePolicy", () =>
        {
            _iam.Refuse("GetRolePolicy");
            return Task.CompletedTask;
        });

        Assert.True((await _iam.Session.Roles.GrantConnectionAsync("build", [ConnectionArn + 1], null, Token)).IsPolicyWritten);

        Assert.Contains("was written, but can't be read again", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_another_command_created_at_the_same_time_is_a_warning_with_both_ARNs()
    {
        Connection? other = null;
        var request = new ConnectionRequest { ConnectionName = "web", KnownConnectionArns = [] };
        Hold("CreateConnection", async () => other = await Other().Connections.CreateAsync(request, Token));

        var mine = await _iam.Session.Connections.CreateAsync(request, Token);

        Assert.All([Assert.Single(_iam.Warnings), Assert.Single(_otherSink.Messages(DiagnosticLevel.Warning))], warning =>
        {
            Assert.StartsWith("Another command created a connection with the name 'web' at the same time: ", warning, StringComparison.Ordinal);
            Assert.All([mine, other!], c => Assert.Contains(c.ConnectionArn, warning, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Connections_that_existed_before_are_not_of_another_command()
    {
        var first = await _iam.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "web", KnownConnectionArns = [] }, Token);

        await _iam.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "web", KnownConnectionArns = [first.ConnectionArn] }, Token);

        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task Connections_that_cannot_be_listed_again_are_a_warning()
    {
        Fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListConnections", ErrorCode = "AccessDeniedException", Message = "no" });

        var created = await _iam.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "web", KnownConnectionArns = [] }, Token);

        Assert.StartsWith($"The connection {created.ConnectionArn} was created, but the connections can't be listed again", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_two_pipelines_of_a_Region_share_one_default_bucket()
    {
        const string region = "eu-west-1";
        var (session, other) = (Fixture.Open(region), OpenOther(region));
        var (mine, theirs) = (await DefinitionAsync(session, "mine"), await DefinitionAsync(session, "theirs"));
        Pipeline? second = null;

        // The list has no bucket yet.
        Fixture.Sink.Interrupt(IsCall("GetCallerIdentity"), async () => second = (await other.Wizard.CreateAsync(theirs, new PipelineCreateOptions(), Token)).Pipeline);

        var first = await session.Wizard.CreateAsync(mine, new PipelineCreateOptions(), Token);

        Assert.Equal(second!.ArtifactStore!.Location, first.Pipeline.ArtifactStore!.Location);
        Assert.Matches($"^codepipeline-{region}-[0-9]{{12}}$", first.Pipeline.ArtifactStore.Location);
        Assert.Equal(first.Pipeline.ArtifactStore.Location, await session.Stores.FindDefaultAsync(region, Token));
        Assert.Empty(_iam.Warnings);
    }

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("eu-west-1")]
    public async Task A_default_bucket_that_another_command_created_is_used_and_not_reported_as_created(string region)
    {
        var first = await Fixture.Open(region).Stores.CreateDefaultAsync(region, Token);

        var second = await OpenOther(region).Stores.CreateDefaultAsync(region, Token);

        Assert.Equal((first.Bucket, true), (second.Bucket, first.IsNew));

        // S3 itself does not say it in us-east-1.
        Assert.Equal(region == "us-east-1", second.IsNew);
    }

    [Fact]
    public async Task A_default_bucket_is_a_warning_if_the_account_is_not_known_and_another_command_created_one()
    {
        Fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetCallerIdentity", ErrorCode = "AccessDenied", Message = "no" });
        var buckets = new HashSet<string>(StringComparer.Ordinal);
        Fixture.Sink.Interrupt(IsCall("CreateBucket"), async () => buckets.Add((await OpenOther("eu-west-1").Stores.CreateDefaultAsync("eu-west-1", Token)).Bucket));

        buckets.Add((await Fixture.Open("eu-west-1").Stores.CreateDefaultAsync("eu-west-1", Token)).Bucket);

        // Only a bucket that is not the first one by name is not the default of later pipelines.
        Assert.Equal(2, buckets.Count);
        var warning = Assert.Single(_iam.Warnings.Concat(_otherSink.Messages(DiagnosticLevel.Warning)).Distinct());
        Assert.Contains($"New pipelines use '{buckets.Min(StringComparer.Ordinal)}'.", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_S3_is_creating_for_another_command_is_requested_again()
    {
        var clock = new FakeClock();
        Fixture.Sandbox.AddFault(new SandboxFault { Operation = "CreateBucket", ErrorCode = "OperationAborted", HttpStatusCode = 409, Message = "A conflicting conditional operation is currently in progress.", Count = 1 });

        var (bucket, isNew) = await new AwsEngine(clock).Open(Fixture.Settings with { Region = "eu-west-1" }, _otherSink).Stores.CreateDefaultAsync("eu-west-1", Token);

        Assert.True(isNew);
        Assert.Equal(TimeSpan.FromSeconds(1), clock.Uptime);
        Assert.Equal(bucket, await Fixture.Open("eu-west-1").Stores.FindDefaultAsync("eu-west-1", Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_pipeline_is_created_once_and_the_second_command_says_so(bool reuses)
    {
        var definition = Fixture.Session.Pipelines.Check(await _iam.DefinitionAsync("demo", [Lambda("f")]));
        var options = new PipelineCreateOptions { ReuseExisting = reuses };
        PipelineCreation? theirs = null;
        Hold("GetPipeline", async () => theirs = await Other().Wizard.CreateAsync(definition, options, Token));

        if (reuses)
        {
            var mine = await _iam.Session.Wizard.CreateAsync(definition, options, Token);
            Assert.Equal((true, false, 1), (mine.IsExisting, theirs!.IsExisting, mine.Pipeline.Version));
            Assert.Empty(mine.Created);
        }
        else
        {
            var thrown = await Assert.ThrowsAsync<ServiceException>(() => _iam.Session.Wizard.CreateAsync(definition, options, Token));
            Assert.True(thrown.IsPipelineNameInUse);
            Assert.Contains("Another command created the pipeline 'demo' in us-east-1 at the same time.", thrown.Message, StringComparison.Ordinal);
            Assert.Empty(thrown.Created);
        }

        Assert.Single((await _iam.Session.Pipelines.ListAsync(null, Token)).Items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pipeline_keeps_the_policy_that_it_needs_if_another_definition_with_its_name_was_created_at_the_same_time(bool reuses)
    {
        var mine = Fixture.Session.Pipelines.Check(await _iam.DefinitionAsync("demo", [Lambda("mine")]));
        var theirs = Fixture.Session.Pipelines.Check(await _iam.DefinitionAsync("demo", [Lambda("theirs")]));
        PipelineCreation? created = null;

        // The role has no policy yet.
        Hold("GetRole", async () => created = await Other().Wizard.CreateAsync(theirs, new PipelineCreateOptions(), Token));

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _iam.Session.Wizard.CreateAsync(mine, new PipelineCreateOptions { ReuseExisting = reuses }, Token));

        Assert.Equal((!reuses, reuses), (thrown.IsPipelineNameInUse, thrown.Condition == "PipelineDefinitionDiffers"));
        var role = PipelineNameRules.RoleNameOf(created!.Pipeline.RoleArn!);
        Assert.Contains("lambda:InvokeFunction theirs", Rights((await _iam.PoliciesAsync(role)).Values.Single()));
    }

    [Fact]
    public async Task The_same_role_is_created_once_and_only_one_command_says_that_it_is_new()
    {
        var request = new ServiceRoleRequest { RoleName = "shared", Definition = (await _iam.DefinitionAsync("demo", [Lambda("f")])) with { ArtifactStore = new ArtifactStore { Location = "b" } } };
        ServiceRole? theirs = null;
        Hold("GetRole", async () => theirs = await Other().Roles.EnsureAsync(request, Token));

        var mine = await _iam.Session.Roles.EnsureAsync(request, Token);

        Assert.Equal((true, false, theirs!.RoleArn), (theirs.IsNew, mine.IsNew, mine.RoleArn));
        Assert.DoesNotContain(mine.RoleArn, Fixture.Sink.Messages(DiagnosticLevel.Created));
    }

    [Fact]
    public async Task Two_edits_of_one_pipeline_are_one_edit_and_one_error_and_the_role_has_what_the_pipeline_needs()
    {
        var demo = await _iam.CreateAsync("demo", null, Lambda("f"));
        var mine = await _iam.Session.Editor.PlanAsync("demo", Replace(Lambda("mine")), Token);
        var editor = Other().Editor;
        var theirs = await editor.PlanAsync("demo", Replace(Lambda("theirs")), Token);
        ServiceException? lost = null;

        // This edit has written its permissions and the pipeline. The other one has checked the version, and now writes both.
        _otherSink.Interrupt(IsCall("GetPipeline"), () => _iam.Session.Editor.ApplyAsync(mine, Token));
        Hold("UpdatePipeline", () => Task.CompletedTask);
        lost = await Assert.ThrowsAsync<ServiceException>(() => editor.ApplyAsync(theirs, Token));

        Assert.Equal((ServiceErrorKind.ConcurrentChange, true), (lost.Kind, lost.MayHaveTakenEffect));
        Assert.Contains("that change was overwritten", lost.Message, StringComparison.Ordinal);
        Assert.Contains("lambda:InvokeFunction theirs", await RightsOfAsync(demo));
    }

    [Fact]
    public async Task An_edit_keeps_the_permissions_of_another_edit_that_came_after_it()
    {
        var demo = await _iam.CreateAsync("demo", null, Lambda("f"));
        var mine = await _iam.Session.Editor.PlanAsync("demo", Replace(Lambda("mine")), Token);
        Hold("UpdatePipeline", () => OtherEditAsync("demo", Replace(Lambda("theirs"))));

        await _iam.Session.Editor.ApplyAsync(mine, Token);

        Assert.Contains("lambda:InvokeFunction theirs", await RightsOfAsync(demo));
        Assert.Contains(_iam.Warnings, warning => warning.StartsWith("Another user changed the pipeline 'demo' after this update.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_edit_writes_its_permissions_again_if_another_command_removed_them()
    {
        var demo = await _iam.CreateAsync("demo", null, Lambda("f"));
        var role = PipelineNameRules.RoleNameOf(demo.RoleArn!);
        var (name, before) = (await _iam.NameOfAsync(role, "demo"), await _iam.DocumentAsync(role, await _iam.NameOfAsync(role, "demo")));
        var mine = await _iam.Session.Editor.PlanAsync("demo", Replace(Lambda("mine")), Token);
        Hold("UpdatePipeline", () => _iam.PutAsync(role, name, before));

        await _iam.Session.Editor.ApplyAsync(mine, Token);

        Assert.Equal(["lambda:InvokeFunction mine"], await RightsOfAsync(demo));
    }

    [Fact]
    public async Task Edits_of_two_pipelines_with_one_role_at_the_same_time_are_both_kept()
    {
        var (one, two) = (await _iam.CreateAsync("one", "shared", Lambda("f")), await _iam.CreateAsync("two", "shared", Lambda("f")));
        var mine = await _iam.Session.Editor.PlanAsync("one", Replace(Lambda("mine")), Token);
        Hold("GetRolePolicy", () => OtherEditAsync("two", Replace(Lambda("theirs"))));

        await _iam.Session.Editor.ApplyAsync(mine, Token);

        Assert.Equal(["lambda:InvokeFunction mine"], await RightsOfAsync(one));
        Assert.Equal(["lambda:InvokeFunction theirs"], await RightsOfAsync(two));
        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task A_role_that_another_command_starts_to_use_is_kept_with_its_grants()
    {
        var demo = await _iam.CreateAsync("demo", "shared", Lambda("f"));
        await _iam.Session.Roles.GrantConnectionAsync("shared", [demo.ConnectionArn!], null, Token);
        var next = Fixture.Session.Pipelines.Check(await _iam.DefinitionAsync("next", [Lambda("f")]));
        var grants = await _iam.DocumentAsync("shared", Grants);
        await _iam.Session.Pipelines.DeleteAsync("demo", Token);
        await _iam.Session.Roles.RemovePolicyAsync(demo, Token);

        // The search for users of the role is over.
        Hold("ListInstanceProfilesForRole", () => Other().Wizard.CreateAsync(next, new PipelineCreateOptions { RoleName = "shared" }, Token));
        await _iam.Session.RemoveRoles().RemoveAsync(demo, Token);

        Assert.True(await _iam.HasRoleAsync("shared"));
        Assert.Equal(grants, await _iam.DocumentAsync("shared", Grants));
        Assert.Contains("its service role 'shared' was not", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_has_one_answer_and_the_second_person_gets_an_error()
    {
        await Fixture.CreatePipelineAsync("demo", Token, approval: true);
        var executions = Fixture.Session.Executions;
        var query = new ApprovalQuery { PipelineName = "demo" };
        await Eventually.TrueAsync(async () => (await executions.FindApprovalsAsync(query, Token)).Count > 0, "the approval waits");
        var approval = Assert.Single(await executions.FindApprovalsAsync(query, Token));

        await Other().Executions.AnswerApprovalAsync(approval, isApproved: false, "no", Token);
        var thrown = await Assert.ThrowsAsync<ServiceException>(() => executions.AnswerApprovalAsync(approval, isApproved: true, "yes", Token));

        Assert.False(thrown.MayHaveTakenEffect);
    }

    [Fact]
    public async Task Tags_that_two_commands_add_and_remove_at_the_same_time_are_all_as_the_commands_say()
    {
        var arn = (await _iam.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "web", Tags = new Dictionary<string, string> { ["old"] = "1" } }, Token)).ConnectionArn;
        await Task.WhenAll(
            _iam.Session.Tags.AddAsync(arn, new Dictionary<string, string> { ["a"] = "1" }, Token),
            Other().Tags.AddAsync(arn, new Dictionary<string, string> { ["b"] = "2" }, Token),
            Other().Tags.RemoveAsync(arn, ["old"], Token));

        Assert.Equal(["a", "b"], (await _iam.Session.Tags.ListAsync(arn, Token)).Select(tag => tag.Key).Order());
    }

    private static Func<DiagnosticEvent, bool> IsCall(string operation) => message => message.Level == DiagnosticLevel.Verbose && message.Message.Contains($" {operation} in ", StringComparison.Ordinal);

    // Holds the command of this process after a call.
    private void Hold(string operation, Func<Task> act) => Fixture.Sink.Interrupt(IsCall(operation), act);

    private EngineSession Other(IClock? clock = null) => new AwsEngine(clock ?? new FakeClock()).Open(Fixture.Settings, _otherSink);

    private EngineSession OpenOther(string region) => new AwsEngine(new FakeClock()).Open(Fixture.Settings with { Region = region }, _otherSink);

    private async Task OtherEditAsync(string name, PipelineChanges changes)
    {
        var editor = Other().Editor;
        await editor.ApplyAsync(await editor.PlanAsync(name, changes, Token), Token);
    }

    private async Task<List<string>> RightsOfAsync(Pipeline pipeline)
    {
        var role = PipelineNameRules.RoleNameOf(pipeline.RoleArn!);
        return [.. Rights((await _iam.PoliciesAsync(role))[await _iam.NameOfAsync(role, pipeline.Name)]).Distinct().Order(StringComparer.Ordinal)];
    }

    private async Task<CheckedDefinition> DefinitionAsync(EngineSession session, string name)
    {
        var connection = await Fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);
        Fixture.Sandbox.CompleteConnection(connection.ConnectionArn);
        return session.Pipelines.Build(new PipelineRequest { Name = name, ConnectionArn = connection.ConnectionArn, Repository = "example-ws/demo-repo", Branch = "main", Stages = [Lambda("f")] });
    }

    // A clock whose first wait lasts until it is released.
    private sealed class HeldClock : IClock
    {
        private readonly TaskCompletionSource<bool> _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<bool> _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public DateTimeOffset UtcNow => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public TimeSpan Uptime => TimeSpan.Zero;

        public double NextRandom() => 0.5;

        public void Release() => _released.TrySetResult(true);

        public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
        {
            _reached.TrySetResult(true);
            return _released.Task.WaitAsync(cancellationToken);
        }
    }
}
