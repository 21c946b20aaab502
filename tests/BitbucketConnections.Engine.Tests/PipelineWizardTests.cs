using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.S3;

namespace BitbucketConnections.Engine.Tests;

[Collection("environment")]
public sealed class PipelineWizardTests : IDisposable
{
    private const string NotAssumable = "CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::123456789012:role/service-role/x";
    private static readonly PipelineCreateOptions s_options = new();
    private static readonly Regex s_change = new(" (?:Create|Put|Update|Delete|Attach|Tag|Start)[A-Z]\\w+ in ");
    private readonly FakeClock _clock = new();
    private readonly SandboxFixture _fixture;

    public PipelineWizardTests() => _fixture = new SandboxFixture(_clock, "eu-central-1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPipelineWizard Wizard => _fixture.Session.Wizard;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task One_call_creates_role_policy_bucket_and_pipeline()
    {
        var other = _fixture.Open("eu-west-1");
        var creation = await other.Wizard.CreateAsync(other.Pipelines.Build(Request(await ConnectionAsync())), s_options, Token);

        Assert.False(creation.IsExisting);
        Assert.Equal("arn:aws:iam::123456789012:role/service-role/AWSCodePipelineServiceRole-eu-west-1-demo", creation.Pipeline.RoleArn);
        Assert.StartsWith("codepipeline-eu-west-1-", creation.Pipeline.ArtifactStore!.Location, StringComparison.Ordinal);
        Assert.Contains(creation.Created, c => c.Contains(creation.Pipeline.RoleArn!, StringComparison.Ordinal));
        var role = await other.Roles.EnsureAsync(
            new ServiceRoleRequest { RoleName = "AWSCodePipelineServiceRole-eu-west-1-demo", Definition = creation.Pipeline }, Token);
        Assert.Equal((false, false), (role.IsNew, role.IsPolicyWritten));
        Assert.Equal(["codepipeline.amazonaws.com"], role.TrustedServices);
        Assert.Equal("Succeeded", Assert.Single((await other.Executions.ListAsync("demo", null, Token)).Items).Status);
    }

    [Fact]
    public async Task An_existing_pipeline_is_created_again_without_its_version()
    {
        using var fixture = new SandboxFixture(_clock, wantsDebug: true);
        var created = await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);
        fixture.Sandbox.CompleteConnection(created.ConnectionArn);
        var definition = fixture.Session.Pipelines.Build(fixture.Request(created.ConnectionArn)).Definition with { Version = 7 };

        await fixture.Session.Wizard.CreateAsync(definition, s_options, Token);

        var sent = Assert.Single(fixture.Sink.Messages(DiagnosticLevel.Debug), message => message.Contains("CreatePipeline", StringComparison.Ordinal) && message.Contains("\"stages\"", StringComparison.Ordinal));
        Assert.DoesNotContain("\"version\":7", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PutBucketPolicy")]
    [InlineData("CreateRole")]
    [InlineData("PutRolePolicy")]
    [InlineData("CreatePipeline")]
    public async Task A_retry_after_a_failure_at_any_step_creates_one_of_each(string step)
    {
        var session = _fixture.Open("eu-west-1");
        var definition = session.Pipelines.Build(Request(await ConnectionAsync()));
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = step, ErrorCode = "AccessDenied", Message = "no", HttpStatusCode = 403 });

        var failure = await Assert.ThrowsAsync<ServiceException>(() => session.Wizard.CreateAsync(definition, s_options, Token));
        Assert.NotEmpty(failure.Created);
        _fixture.Sandbox.ClearFaults();
        var creation = await session.Wizard.CreateAsync(definition, s_options, Token);

        Assert.Equal("demo", creation.Pipeline.Name);
        Assert.Equal(1, Calls("CreateBucket"));
        Assert.Equal(step == "CreateRole" ? 2 : 1, Calls("CreateRole"));
        Assert.Equal("demo", Assert.Single((await session.Pipelines.ListAsync(null, Token)).Items).Name);
    }

    [Fact]
    public async Task A_default_location_that_an_earlier_attempt_left_without_its_policy_is_completed_with_one_listing()
    {
        var session = _fixture.Open("eu-west-1");
        var definition = session.Pipelines.Build(Request(await ConnectionAsync()));
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "PutBucketPolicy", ErrorCode = "AccessDenied", Message = "no", HttpStatusCode = 403 });
        await Assert.ThrowsAsync<ServiceException>(() => session.Wizard.CreateAsync(definition, s_options, Token));
        _fixture.Sandbox.ClearFaults();
        var (listed, put) = (Calls("ListBuckets"), Calls("PutBucketPolicy"));

        await session.Wizard.CreateAsync(definition, s_options, Token);

        Assert.Equal(1, Calls("ListBuckets") - listed);
        Assert.Equal(1, Calls("PutBucketPolicy") - put);
    }

    [Fact]
    public async Task A_pipeline_whose_response_was_lost_is_reused_by_ReuseExisting()
    {
        var definition = Build(await ConnectionAsync());
        await Wizard.CreateAsync(definition, s_options, Token);

        var again = await Wizard.CreateAsync(definition, new PipelineCreateOptions { ReuseExisting = true }, Token);

        Assert.True(again.IsExisting);
        Assert.Empty(again.Created);
        Assert.Equal(1, Calls("CreatePipeline"));
    }

    [Fact]
    public async Task An_existing_pipeline_with_another_definition_is_an_error_with_each_difference_and_no_change()
    {
        var arn = await ConnectionAsync();
        await Wizard.CreateAsync(Build(arn), s_options, Token);

        var failure = await Assert.ThrowsAsync<ServiceException>(() => Wizard.CreateAsync(
            Build(arn, branch: "develop", project: "other-build"), new PipelineCreateOptions { ReuseExisting = true }, Token));

        Assert.Equal((ServiceErrorKind.NameInUse, "PipelineDefinitionDiffers"), (failure.Kind, failure.Condition));
        Assert.Contains("main -> develop", failure.Message, StringComparison.Ordinal);
        Assert.Contains("other-build", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, Calls("CreatePipeline"));
    }

    [Fact]
    public async Task The_wizard_waits_for_a_role_that_is_not_propagated_yet()
    {
        var definition = Build(await ConnectionAsync());
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "CreatePipeline", ErrorCode = "InvalidStructureException", Message = NotAssumable, Count = 3 });
        var start = _clock.UtcNow;

        var creation = await Wizard.CreateAsync(definition, s_options, Token);

        Assert.Equal("demo", creation.Pipeline.Name);
        Assert.Equal(TimeSpan.FromSeconds(1 + 2 + 4), _clock.UtcNow - start);
        Assert.Equal(3, _fixture.Sink.Messages(DiagnosticLevel.Verbose).Count(m => m.Contains("can't be assumed yet", StringComparison.Ordinal)));
        var waits = _fixture.Sink.Events.Where(e => e.Level == DiagnosticLevel.Progress).ToList();
        Assert.All(waits, wait => Assert.Equal(("Waiting for IAM role", creation.Pipeline.RoleArn!.Split('/')[^1]), (wait.Activity, wait.Message)));
        Assert.Equal([0, 1, 3], waits.Select(wait => (waits[0].TimeLeft - wait.TimeLeft)!.Value.TotalSeconds));
    }

    [Fact]
    public async Task A_role_that_never_propagates_is_an_error_with_both_causes()
    {
        var definition = Build(await ConnectionAsync());
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "CreatePipeline", ErrorCode = "InvalidStructureException", Message = NotAssumable });
        var start = _clock.UtcNow;

        var failure = await Assert.ThrowsAsync<ServiceException>(() => Wizard.CreateAsync(definition, s_options, Token));

        Assert.Equal(TimeSpan.FromSeconds(120), _clock.UtcNow - start);
        Assert.Contains("Waited 120 s; if the role is not new, its trust policy must allow codepipeline.amazonaws.com", failure.Message, StringComparison.Ordinal);
        Assert.Equal("InvalidStructureException", failure.ErrorCode);
        Assert.NotEmpty(failure.Created);
    }

    [Theory]
    [InlineData("arn:aws:iam::222222222222:role/deploy", "the trust policy of arn:aws:iam::222222222222:role/deploy, the role of an action, must allow arn:aws:iam::123456789012:role/service-role/")]
    [InlineData("arn:aws:iam::222222222222:role/deploy2", "its trust policy must allow codepipeline.amazonaws.com")]
    public async Task The_error_for_a_role_that_is_not_assumable_is_about_the_role_that_AWS_names(string named, string remedy)
    {
        var built = Build(await ConnectionAsync());
        var build = built.Stages[1];
        var definition = _fixture.Session.Pipelines.Check(built with
        {
            Stages = [built.Stages[0], build with { Actions = [build.Actions[0] with { RoleArn = "arn:aws:iam::222222222222:role/deploy" }] }],
        });
        var message = $"arn:aws:iam::123456789012:role/service-role/x is not authorized to perform AssumeRole on role {named}";
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "CreatePipeline", ErrorCode = "InvalidStructureException", Message = message });

        var failure = await Assert.ThrowsAsync<ServiceException>(() => Wizard.CreateAsync(definition, s_options, Token));

        Assert.Contains(remedy, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reuse_says_what_has_no_effect_and_another_role_is_a_difference()
    {
        var definition = Build(await ConnectionAsync());
        await Wizard.CreateAsync(definition, s_options, Token);
        _fixture.Sink.Events.Clear();

        await Wizard.CreateAsync(definition, new PipelineCreateOptions { ReuseExisting = true, AllowAllRepositories = true, GrantBuildRole = true }, Token);
        Assert.Equal(
            ["The pipeline 'demo' already exists, so -AllowAllRepositories and -GrantBuildRole has no effect. To change its roles, use -AllowAllRepositories and -GrantBuildRole with Set-BitbucketPipeline."],
            _fixture.Sink.Messages(DiagnosticLevel.Warning));

        var failure = await Assert.ThrowsAsync<ServiceException>(() => Wizard.CreateAsync(definition, new PipelineCreateOptions { ReuseExisting = true, RoleName = "other" }, Token));
        Assert.Contains("AWSCodePipelineServiceRole-eu-central-1-demo -> other", failure.Message, StringComparison.Ordinal);
        Assert.True((await Wizard.CreateAsync(definition, new PipelineCreateOptions { ReuseExisting = true, RoleName = "AWSCodePipelineServiceRole-eu-central-1-demo" }, Token)).IsExisting);
    }

    [Fact]
    public async Task Other_errors_are_not_retried()
    {
        var definition = Build(await ConnectionAsync());
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "CreatePipeline", ErrorCode = "InvalidStructureException", Message = "Pipeline has only 1 stage(s)." });

        await Assert.ThrowsAsync<ServiceException>(() => Wizard.CreateAsync(definition, s_options, Token));

        Assert.Equal(1, Calls("CreatePipeline"));
    }

    [Fact]
    public async Task A_connection_that_is_not_AVAILABLE_is_rejected_before_anything_is_created()
    {
        var pending = (await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "p" }, Token)).ConnectionArn;

        var failure = await Assert.ThrowsAsync<ServiceException>(() => Wizard.CreateAsync(Build(pending), s_options, Token));

        Assert.Equal(ServiceErrorKind.ConnectionNotAvailable, failure.Kind);
        Assert.Equal((0, 0, 0), (Calls("CreateBucket"), Calls("CreateRole"), Calls("CreatePipeline")));
    }

    [Fact]
    public async Task A_pipeline_created_with_a_pending_connection_is_started_by_pushes_only_after_it_is_written_again()
    {
        var pending = (await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "p" }, Token)).ConnectionArn;
        await Wizard.CreateAsync(Build(pending), new PipelineCreateOptions { AllowPendingConnection = true }, Token);
        Assert.Equal("Failed", Assert.Single((await _fixture.Session.Executions.ListAsync("demo", null, Token)).Items).Status);
        _fixture.Sandbox.CompleteConnection(pending);
        var push = new SandboxPush { Event = new RepositoryEvent { Kind = RepositoryEventKind.Push, FullRepositoryId = "example-ws/demo-repo", Branch = "main" } };
        Assert.Contains("was not AVAILABLE when the pipeline was written", Assert.Single(_fixture.Sandbox.Push(push)).Reason, StringComparison.Ordinal);

        var plan = await _fixture.Session.Editor.PlanAsync("demo", new PipelineChanges { Resave = true }, Token);
        var saved = await _fixture.Session.Editor.ApplyAsync(plan, Token);

        Assert.Equal((0, true, 2), (plan.Differences.Count, plan.IsPipelineWritten, saved.Version));
        Assert.True(Assert.Single(_fixture.Sandbox.Push(push)).Starts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_project_that_clones_is_granted_the_connection_or_named_in_a_warning(bool grant)
    {
        var arn = await ConnectionAsync();

        var creation = await Wizard.CreateAsync(Build(arn, format: "CODEBUILD_CLONE_REF"), new PipelineCreateOptions { GrantBuildRole = grant }, Token);

        var warnings = _fixture.Sink.Messages(DiagnosticLevel.Warning);
        if (grant)
        {
            Assert.Empty(warnings);
            Assert.Contains(creation.Created, c => c.Contains("codebuild-", StringComparison.Ordinal));
        }
        else
        {
            var warning = Assert.Single(warnings);
            Assert.Contains("Grant-BitbucketConnectionAccess -RoleName codebuild-", warning, StringComparison.Ordinal);
            Assert.Contains("codeconnections:UseConnection", warning, StringComparison.Ordinal);
            Assert.Contains("codestar-connections:UseConnection", warning, StringComparison.Ordinal);
        }
    }

    // eu-central-1 has the sandbox's artifact bucket, still without a policy. eu-west-1 has no bucket.
    [Theory]
    [InlineData("eu-central-1", "codepipeline-eu-central-1-123456789012 (default location, whose missing bucket policy is added)")]
    [InlineData("eu-west-1", "codepipeline-eu-west-1-… (new default location, with a bucket policy that requires encryption and TLS)")]
    public async Task A_review_changes_nothing(string region, string store)
    {
        var definition = Build(await ConnectionAsync(), format: "CODEBUILD_CLONE_REF") with { Region = region };
        var session = _fixture.Open(region);
        var before = await ResourcesAsync(session);

        var lines = await session.Wizard.ReviewAsync(definition, new PipelineCreateOptions { GrantBuildRole = true }, Token);

        Assert.Contains(lines, l => l.Contains($"AWSCodePipelineServiceRole-{region}-demo", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains($"{store} in {region}", StringComparison.Ordinal));
        Assert.Equal(before, await ResourcesAsync(session));
        Assert.DoesNotContain(_fixture.Sink.Messages(DiagnosticLevel.Verbose), m => s_change.IsMatch(m) && !m.Contains(" CreateConnection ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_review_shows_commands_files_and_what_happens_when_a_stage_fails_without_secrets()
    {
        var definition = _fixture.Session.Pipelines.Build(new PipelineRequest
        {
            Name = "demo",
            ConnectionArn = await ConnectionAsync(),
            Repository = "ws/repo",
            Branch = "main",
            Commands = ["npm ci", "export API_TOKEN=s3cr3t-value"],
            OutputFiles = ["dist/**"],
            DeployBucket = "my-site",
            RetryOnFailure = true,
            RollbackOnFailure = true,
        });

        var lines = await Wizard.ReviewAsync(definition, s_options, Token);

        Assert.Equal(
            ["Stage 2: Build (if it fails: RETRY FAILED_ACTIONS)", "    Command: npm ci", "    Output file: dist/**", "Stage 3: Deploy (if it fails: ROLLBACK)"],
            lines.Where(line => line.Contains("if it fails", StringComparison.Ordinal) || line.Contains("npm", StringComparison.Ordinal) || line.Contains("dist", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("s3cr3t", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_review_shows_the_variables_of_a_Commands_action()
    {
        var built = _fixture.Session.Pipelines.Build(new PipelineRequest { Name = "demo", ConnectionArn = await ConnectionAsync(), Repository = "ws/repo", Branch = "main", Commands = ["npm ci"] }).Definition;
        var commands = built.Stages[1].Actions[0] with
        {
            OutputVariables = ["BUILD_ID", "TAG"],
            EnvironmentVariables =
            [
                new ActionEnvironmentVariable { Name = "LEVEL", Value = "info" },
                new ActionEnvironmentVariable { Name = "DB_PASSWORD", Value = "s3cr3t-value" },
                new ActionEnvironmentVariable { Name = "API_TOKEN", Value = "web/token", Type = "SECRETS_MANAGER" },
            ],
        };
        var definition = _fixture.Session.Pipelines.Check(built with { Stages = [built.Stages[0], built.Stages[1] with { Actions = [commands] }, .. built.Stages.Skip(2)] });

        var lines = await Wizard.ReviewAsync(definition, s_options, Token);

        Assert.Equal(
            [
                "    Environment variable: LEVEL = info", "    Environment variable: DB_PASSWORD = ****", "    Environment variable: API_TOKEN = web/token (SECRETS_MANAGER)",
                "    Output variables: BUILD_ID, TAG",
            ],
            lines.SkipWhile(line => line != "    Command: npm ci").Skip(1).Take(4));
    }

    [Fact]
    public async Task A_review_shows_the_conditions_of_stages()
    {
        var rule = new StageRule
        {
            Name = "Branch",
            RuleTypeId = new RuleTypeId { Category = "Rule", Owner = "AWS", Provider = "VariableCheck", Version = "1" },
            Configuration = new Dictionary<string, string> { ["Variable"] = "#{SourceVariables.BranchName}", ["Operator"] = "EQ", ["Value"] = "main" },
        };
        static IReadOnlyList<StageCondition> Conditions(string result, StageRule rule) => [new StageCondition { Result = result, Rules = [rule] }];
        var built = Build(await ConnectionAsync());
        var definition = _fixture.Session.Pipelines.Check(built with
        {
            Stages =
            [
                built.Stages[0],
                built.Stages[1] with
                {
                    BeforeEntry = new StageConditions { Conditions = Conditions("SKIP", rule) },
                    OnSuccess = new StageConditions { Conditions = Conditions("ROLLBACK", rule) },
                    OnFailure = new StageFailureConditions { Conditions = Conditions("ROLLBACK", rule) },
                },
            ],
        });

        var lines = (await Wizard.ReviewAsync(definition, s_options, Token)).SkipWhile(line => line != "Stage 2: Build").Skip(1).ToList();

        Assert.Equal(["  Before entry: SKIP if a rule fails", "    Rule Branch (VariableCheck)", "      Variable: #{SourceVariables.BranchName}", "      Operator: EQ", "      Value: main"], lines.Take(5));
        Assert.Equal(["  On success: ROLLBACK if a rule fails", "  On failure: ROLLBACK if all rules succeed"], lines.Where(line => line.StartsWith("  On ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_review_of_an_existing_name_fails_like_the_command()
    {
        var arn = await ConnectionAsync();
        await Wizard.CreateAsync(Build(arn), s_options, Token);
        var reuse = new PipelineCreateOptions { ReuseExisting = true };

        Assert.Contains("exists with this definition", Assert.Single(await Wizard.ReviewAsync(Build(arn), reuse, Token)), StringComparison.Ordinal);
        Assert.Equal("PipelineAlreadyExists", (await Assert.ThrowsAsync<ServiceException>(() => Wizard.ReviewAsync(Build(arn), s_options, Token))).Condition);
        Assert.Equal("PipelineDefinitionDiffers", (await Assert.ThrowsAsync<ServiceException>(() => Wizard.ReviewAsync(Build(arn, branch: "other"), reuse, Token))).Condition);
    }

    [Fact]
    public async Task Actions_of_two_Regions_get_a_default_location_in_each()
    {
        var session = _fixture.Open("eu-west-1");
        var request = Request(await ConnectionAsync());
        var ship = new PipelineAction
        {
            Name = "Ship",
            ActionTypeId = new ActionTypeId { Category = "Deploy", Owner = "AWS", Provider = "S3", Version = "1" },
            Region = "eu-west-3",
            Configuration = new System.Collections.Generic.Dictionary<string, string> { ["BucketName"] = "my-site", ["Extract"] = "true" },
        };
        var definition = session.Pipelines.Build(new PipelineRequest
        {
            Name = request.Name, ConnectionArn = request.ConnectionArn, Repository = request.Repository, Branch = request.Branch, Stages = [new PipelineStage { Name = "Ship", Actions = [ship] }],
        });

        var creation = await session.Wizard.CreateAsync(definition, s_options, Token);

        Assert.Equal(["eu-west-1", "eu-west-3"], creation.Pipeline.ArtifactStores!.Keys.Order());
        Assert.All(creation.Pipeline.ArtifactStores, store => Assert.StartsWith($"codepipeline-{store.Key}-", store.Value.Location, StringComparison.Ordinal));
        Assert.Equal(3, creation.Created.Count);
    }

    [Theory]
    [InlineData("not-there-at-all", "eu-central-1", "ArtifactBucketNotFound")]
    [InlineData("codepipeline-eu-central-1-123456789012", "us-east-1", "ArtifactBucketWrongRegion")]
    public async Task A_bucket_that_cannot_be_used_is_named_before_anything_is_created(string bucket, string region, string id)
    {
        var arn = await ConnectionAsync();
        Assert.NotNull(await _fixture.Session.Stores.FindDefaultAsync("eu-central-1", Token));
        var session = _fixture.Open(region);
        var request = Request(arn);

        var failure = await Assert.ThrowsAsync<ServiceException>(() => session.Wizard.CreateAsync(
            session.Pipelines.Build(new PipelineRequest { Name = request.Name, ConnectionArn = arn, Repository = request.Repository, Branch = request.Branch, BuildProject = request.BuildProject, ArtifactBucket = bucket }),
            s_options,
            Token));

        Assert.Equal(id, failure.Condition);
        Assert.Contains(bucket, failure.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (Calls("CreateRole"), Calls("CreatePipeline")));
    }

    [Fact]
    public async Task A_bucket_of_another_account_is_named_before_anything_is_created()
    {
        var arn = await ConnectionAsync();
        var theirs = (await _fixture.Engine.Open(_fixture.Settings with { AccessKey = "SANDBOX210987654321" }, _fixture.Sink).Stores.CreateDefaultAsync("eu-central-1", Token)).Bucket;
        var request = Request(arn);

        var failure = await Assert.ThrowsAsync<ServiceException>(() => Wizard.CreateAsync(
            _fixture.Session.Pipelines.Build(new PipelineRequest { Name = request.Name, ConnectionArn = arn, Repository = request.Repository, Branch = request.Branch, BuildProject = request.BuildProject, ArtifactBucket = theirs }),
            s_options,
            Token));

        Assert.Equal("ArtifactBucketNotOurs", failure.Condition);
        Assert.Equal((0, 0), (Calls("CreateRole"), Calls("CreatePipeline")));
    }

    [Theory]
    [InlineData("us-west-2", "0123456789012345678901234567", 64)]
    [InlineData("us-west-2", "012345678901234567890123456", 64)]
    [InlineData("ap-northeast-1", "a-very-long-pipeline-name-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-100chars", 64)]
    public void A_role_name_has_at_most_64_characters_and_differs_for_each_pipeline(string region, string pipeline, int length)
    {
        var name = _fixture.Open(region).Roles.NameOf(pipeline);

        Assert.Equal(length, name.Length);
        Assert.Equal(name, _fixture.Open(region).Roles.NameOf(pipeline));
        Assert.NotEqual(name, _fixture.Open(region).Roles.NameOf(pipeline + "x"));
    }

    [Fact]
    public void Enumerations_of_a_file_are_accepted_in_any_case()
    {
        var read = _fixture.Session.Wizard.ReadJson(
            """
            {"pipeline":{"name":"demo","pipelineType":"v2","executionMode":"queued","artifactStore":{"type":"s3","location":"bucket"},"stages":[
              {"name":"Approve","actions":[{"name":"ask","actionTypeId":{"category":"approval","owner":"aws","provider":"manual","version":"1"}}]}]}}
            """);

        Assert.Equal(("V2", "QUEUED", "S3"), (read.PipelineType, read.ExecutionMode, read.ArtifactStore!.Type));
        Assert.Equal(("Approval", "AWS", "Manual"), (read.Stages[0].Actions[0].ActionTypeId.Category, read.Stages[0].Actions[0].ActionTypeId.Owner, read.Stages[0].Actions[0].ActionTypeId.Provider));
    }

    private int Calls(string operation) => _fixture.Sink.Calls(operation);

    private Pipeline Build(string arn, string branch = "main", string? project = null, string? format = null)
    {
        var request = Request(arn);
        return _fixture.Session.Pipelines.Build(new PipelineRequest
        {
            Name = request.Name,
            ConnectionArn = arn,
            Repository = request.Repository,
            Branch = branch,
            BuildProject = project ?? request.BuildProject,
            OutputArtifactFormat = format,
        }).Definition;
    }

    private PipelineRequest Request(string arn) => new()
    {
        Name = "demo", ConnectionArn = arn, Repository = "example-ws/demo-repo", Branch = "main", BuildProject = _fixture.Sandbox.Info.BuildProject,
    };

    // Roles with their inline policies, buckets with their policies, and pipelines, as other clients see them.
    private async Task<List<string>> ResourcesAsync(IEngineSession session)
    {
        var info = _fixture.Sandbox.Info;
        var key = new BasicAWSCredentials(info.AccessKey, info.SecretKey);
        using var iam = new AmazonIdentityManagementServiceClient(
            key, new AmazonIdentityManagementServiceConfig { ServiceURL = info.EndpointUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        using var s3 = new AmazonS3Client(key, new AmazonS3Config { ServiceURL = info.EndpointUrl.AbsoluteUri, AuthenticationRegion = session.Region, ForcePathStyle = true });
        var found = new List<string>();
        foreach (var role in (await iam.ListRolesAsync(new ListRolesRequest(), Token)).Roles!)
        {
            var policies = (await iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = role.RoleName }, Token)).PolicyNames ?? [];
            found.Add($"{role.Arn}: {string.Join(", ", policies)}");
        }

        foreach (var bucket in (await s3.ListBucketsAsync(Token)).Buckets)
        {
            var policy = bucket.BucketRegion == session.Region ? await PolicyAsync(s3, bucket.BucketName) : "in another Region";
            found.Add($"{bucket.BucketName}: {policy}");
        }

        found.AddRange((await session.Pipelines.ListAsync(null, Token)).Items.Select(pipeline => pipeline.Name));
        return found;
    }

    // The SDK does not throw NoSuchBucketPolicy. It returns status 404 with the error text as the policy.
    private static async Task<string> PolicyAsync(AmazonS3Client s3, string bucket) =>
        await s3.GetBucketPolicyAsync(bucket, Token) is { HttpStatusCode: HttpStatusCode.OK } found ? found.Policy : "no policy";

    private async Task<string> ConnectionAsync()
    {
        var created = await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);
        _fixture.Sandbox.CompleteConnection(created.ConnectionArn);
        return created.ConnectionArn;
    }
}
