using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Tests;

public sealed class PipelineBuilderTests
{
    private const string ConnectionArn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/x";

    [Fact]
    public void The_definition_is_the_same_as_the_consoles()
    {
        var pipeline = Build(Request());

        Assert.Equal(("demo", "V2", "SUPERSEDED", "us-east-1", "my-artifacts"), (pipeline.Name, pipeline.PipelineType, pipeline.ExecutionMode, pipeline.Region, pipeline.ArtifactStore!.Location));
        var source = Assert.Single(pipeline.Stages[0].Actions);
        Assert.Equal(("Source", "Source", "Source/CodeStarSourceConnection", "AWS", "1", "SourceVariables", 1), (pipeline.Stages[0].Name, source.Name, source.ActionTypeId.ToString(), source.ActionTypeId.Owner, source.ActionTypeId.Version, source.Namespace, source.RunOrder));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["ConnectionArn"] = ConnectionArn,
                ["FullRepositoryId"] = "example-ws/demo-repo",
                ["BranchName"] = "main",
                ["OutputArtifactFormat"] = "CODE_ZIP",
                ["DetectChanges"] = "true",
            },
            source.Configuration);
        Assert.Equal("SourceArtifact", Assert.Single(source.OutputArtifacts).Name);
        var build = Assert.Single(pipeline.Stages[1].Actions);
        Assert.Equal(("Build", "Build/CodeBuild", "my-project", "SourceArtifact", "BuildArtifact"), (pipeline.Stages[1].Name, build.ActionTypeId.ToString(), build.Configuration!["ProjectName"], Assert.Single(build.InputArtifacts), Assert.Single(build.OutputArtifacts).Name));
        Assert.Equal((ConnectionArn, "example-ws/demo-repo", "main"), (pipeline.ConnectionArn, pipeline.FullRepositoryId, pipeline.BranchName));
    }

    [Fact]
    public void Disabled_change_detection_is_written_too() => Assert.Equal(
        "false", Build(Request(detectChanges: false)).Stages[0].Actions[0].Configuration!["DetectChanges"]);

    [Fact]
    public void A_key_for_each_Region_is_written_to_the_store_of_the_Region()
    {
        const string Other = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";
        const string Own = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
        var buckets = new Dictionary<string, string> { ["us-east-1"] = "one-bucket", ["eu-west-1"] = "other-bucket" };
        var others = new Dictionary<string, string> { ["eu-west-1"] = Other };

        var mapped = Build(Request(bucket: null, buckets: buckets, key: Own, keys: others, stages: [InRegion("eu-west-1")]));
        var byDefault = Build(Request(bucket: null, keys: others, stages: [InRegion("eu-west-1")]));

        Assert.Equal([("eu-west-1", "other-bucket", Other), ("us-east-1", "one-bucket", Own)], Stores(mapped));
        Assert.Equal([("eu-west-1", string.Empty, Other), ("us-east-1", string.Empty, null)], Stores(byDefault));
    }

    [Theory]
    [InlineData("us-east-1", "EncryptionKeyGivenTwice")]
    [InlineData("eu-west-1", "EncryptionKeyWithoutStore")]
    public void A_key_that_has_no_store_or_is_specified_twice_is_a_finding(string region, string id)
    {
        var key = $"arn:aws:kms:{region}:123456789012:key/11111111-2222-3333-4444-555555555555";
        var thrown = Assert.Throws<ServiceException>(() => Build(Request(
            key: "11111111-2222-3333-4444-555555555555", keys: new Dictionary<string, string> { [region] = key })));

        Assert.Equal(id, thrown.Condition);
    }

    [Fact]
    public void All_findings_are_reported_together()
    {
        var thrown = Assert.Throws<ServiceException>(() => Build(new PipelineRequest
        {
            Name = "my pipeline", ConnectionArn = "MyConnection", Repository = "demo-repo", Branch = string.Empty, ArtifactBucket = "bucket/folder", RoleArn = "role",
        }));

        Assert.Equal(
            ["ArtifactBucket", "BranchMissing", "ConnectionArn", "NextStageMissing", "PipelineName", "RepositoryId", "RoleArn"],
            thrown.Findings.Select(f => f.Id.Replace("Invalid", string.Empty, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_invalid_parameter_does_not_hide_findings_in_later_stages()
    {
        var approval = new PipelineAction { Name = "a b", ActionTypeId = new ActionTypeId { Category = "Approval", Owner = "AWS", Provider = "Manual", Version = "1" } };
        var thrown = Assert.Throws<ServiceException>(() => Build(new PipelineRequest
        {
            Name = "demo",
            ConnectionArn = ConnectionArn,
            Repository = "ws/repo",
            RoleArn = "arn:aws:iam::123456789012:role/r",
            ArtifactBucket = "my-artifacts",
            OutputArtifactFormat = "ZIP",
            ExecutionMode = "FAST",
            BuildProject = "not a project",
            Stages = [new PipelineStage { Name = "Approve", Actions = [approval] }],
            Tags = new Dictionary<string, string> { ["aws:x"] = "y" },
        }));

        Assert.Equal(
            ["BranchMissing", "InvalidActionName", "InvalidBuildProject", "InvalidExecutionMode", "InvalidOutputArtifactFormat", "InvalidTag"],
            thrown.Findings.Select(f => f.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("InvalidBuildProject", "demo", ConnectionArn, "ws/repo", "main", "my-artifacts", "arn:aws:iam::123456789012:role/r", "x")]
    [InlineData("InvalidBuildProject", "demo", ConnectionArn, "ws/repo", "main", "my-artifacts", "arn:aws:iam::123456789012:role/r", "")]
    [InlineData("InvalidPipelineName", "my pipeline", ConnectionArn, "ws/repo", "main", "my-artifacts", "arn:aws:iam::123456789012:role/r", "my-project")]
    [InlineData("InvalidConnectionArn", "demo", "nope", "ws/repo", "main", "my-artifacts", "arn:aws:iam::123456789012:role/r", "my-project")]
    [InlineData("InvalidRepositoryId", "demo", ConnectionArn, "repo", "main", "my-artifacts", "arn:aws:iam::123456789012:role/r", "my-project")]
    [InlineData("BranchMissing", "demo", ConnectionArn, "ws/repo", null, "my-artifacts", "arn:aws:iam::123456789012:role/r", "my-project")]
    [InlineData("InvalidArtifactBucket", "demo", ConnectionArn, "ws/repo", "main", "my-artifacts/x", "arn:aws:iam::123456789012:role/r", "my-project")]
    [InlineData("NextStageMissing", "demo", ConnectionArn, "ws/repo", "main", "my-artifacts", "arn:aws:iam::123456789012:role/r", null)]
    public void One_invalid_parameter_is_one_finding_with_its_own_id(
        string id, string name, string connection, string repository, string? branch, string? bucket, string? role, string? project)
    {
        var thrown = Assert.Throws<ServiceException>(() => Build(new PipelineRequest
        {
            Name = name, ConnectionArn = connection, Repository = repository, Branch = branch, ArtifactBucket = bucket, RoleArn = role, BuildProject = project,
        }));

        Assert.Equal((ServiceErrorKind.InvalidInput, id), (thrown.Kind, thrown.Condition));
    }

    [Fact]
    public void Without_role_and_bucket_the_wizard_adds_both()
    {
        var pipeline = Build(new PipelineRequest { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", BuildProject = "my-project" });

        Assert.Equal((null, null, null), (pipeline.RoleArn, pipeline.ArtifactStore, pipeline.ArtifactStores));
    }

    [Fact]
    public void The_next_stages_of_the_wizard_get_their_artifacts()
    {
        var pipeline = Build(new PipelineRequest
        {
            Name = "demo",
            ConnectionArn = ConnectionArn,
            Repository = "ws/repo",
            Branch = "main",
            BuildProject = "my-project",
            ApprovalStage = true,
            DeployBucket = "my-site",
            EncryptionKeyId = "arn:aws:kms:us-east-1:123456789012:alias/artifacts",
            Variables = [new PipelineVariable { Name = "stage", DefaultValue = "test" }],
            Trigger = new PipelineTrigger { SourceActionName = string.Empty, Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = ["main"], Excludes = [] } }] },
        });

        Assert.Equal(["Source/CodeStarSourceConnection", "Build/CodeBuild", "Approval/Manual", "Deploy/S3"], pipeline.Stages.SelectMany(s => s.Actions).Select(a => a.ActionTypeId.ToString()));
        var deploy = pipeline.Stages[3].Actions[0];
        Assert.Equal(["BuildArtifact"], deploy.InputArtifacts);
        Assert.Equal(("my-site", "true"), (deploy.Configuration!["BucketName"], deploy.Configuration["Extract"]));
        var trigger = Assert.Single(pipeline.Triggers);
        Assert.Equal("Source", trigger.SourceActionName);
        Assert.Null(trigger.Push![0].Branches!.Excludes);
        Assert.Equal("false", pipeline.Stages[0].Actions[0].Configuration!["DetectChanges"]);
        Assert.Equal("stage", Assert.Single(pipeline.Variables).Name);
    }

    [Fact]
    public void Commands_build_and_test_without_a_project_and_the_files_of_the_build_are_deployed()
    {
        var pipeline = Build(new PipelineRequest { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", Commands = ["npm ci", "npm run build"], OutputFiles = ["dist/**"], TestCommands = ["npm test"], DeployBucket = "my-site", ApprovalStage = true });

        Assert.Equal(
            ["Source: Source/CodeStarSourceConnection", "Build: Compute/Commands", "Test: Compute/Commands", "Approval: Approval/Manual", "Deploy: Deploy/S3"],
            pipeline.Stages.SelectMany(s => s.Actions.Select(a => $"{s.Name}: {a.ActionTypeId}")));
        var (build, test, deploy) = (pipeline.Stages[1].Actions[0], pipeline.Stages[2].Actions[0], pipeline.Stages[4].Actions[0]);
        Assert.Equal(["npm ci", "npm run build"], build.Commands);
        Assert.Equal(["npm test"], test.Commands);
        Assert.Equal(("BuildArtifact", "dist/**"), (Assert.Single(build.OutputArtifacts).Name, Assert.Single(build.OutputArtifacts[0].Files!)));
        Assert.Equal(["SourceArtifact"], build.InputArtifacts);
        Assert.Equal(["BuildArtifact"], deploy.InputArtifacts);
        Assert.All(pipeline.Stages, stage => Assert.Null(stage.OnFailure));
    }

    [Fact]
    public void A_test_project_is_a_Test_action_after_the_build()
    {
        var pipeline = Build(new PipelineRequest { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", BuildProject = "my-project", TestProject = "my-tests" });

        Assert.Equal(["Build/CodeBuild", "Test/CodeBuild"], pipeline.Stages.Skip(1).SelectMany(s => s.Actions).Select(a => a.ActionTypeId.ToString()));
        Assert.Equal(["BuildArtifact"], pipeline.Stages[2].Actions[0].InputArtifacts);
    }

    [Fact]
    public void Retry_is_for_build_and_test_stages_and_rollback_for_deploy_stages()
    {
        var own = new PipelineStage { Name = "Own", Actions = [ActionOf("Deploy", "S3")], OnFailure = new StageFailureConditions { Result = "FAIL" } };

        var pipeline = Build(new PipelineRequest { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", Commands = ["make"], TestProject = "my-tests", ApprovalStage = true, DeployBucket = "my-site", RetryOnFailure = true, RollbackOnFailure = true, Stages = [own] });

        Assert.Equal(
            ["Source ", "Build RETRY FAILED_ACTIONS", "Test RETRY FAILED_ACTIONS", "Own FAIL ", "Approval ", "Deploy ROLLBACK "],
            pipeline.Stages.Select(s => s.OnFailure is { } failure ? $"{s.Name} {failure.Result} {failure.RetryMode}" : s.Name + " "));
    }

    [Theory]
    [InlineData("BuildGivenTwice")]
    [InlineData("TestGivenTwice")]
    [InlineData("OutputFilesWithoutCommand")]
    [InlineData("RetryWithoutStage")]
    [InlineData("RollbackWithoutStage")]
    [InlineData("FailureResultGivenTwice")]
    [InlineData("PipelineTypeV2Needed")]
    [InlineData("RollbackInParallelMode")]
    [InlineData("InvalidCommands")]
    [InlineData("InvalidOutputFiles")]
    public void A_combination_that_is_not_possible_is_one_finding(string id)
    {
        var mixed = new PipelineStage { Name = "Mixed", Actions = [ActionOf("Build", "CodeBuild", "ProjectName"), ActionOf("Deploy", "S3") with { Name = "Deploy" }] };
        PipelineRequest request = id switch
        {
            "BuildGivenTwice" => new() { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", Commands = ["make"], BuildProject = "my-project" },
            "TestGivenTwice" => new() { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", TestCommands = ["make"], TestProject = "my-project" },
            "OutputFilesWithoutCommand" => new() { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", OutputFiles = ["x"], BuildProject = "my-project" },
            "RetryWithoutStage" => new() { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", RetryOnFailure = true, DeployBucket = "my-site" },
            "RollbackWithoutStage" => new() { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", RollbackOnFailure = true, Commands = ["make"] },
            "FailureResultGivenTwice" => new() { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", RetryOnFailure = true, RollbackOnFailure = true, Stages = [mixed] },
            "PipelineTypeV2Needed" => new() { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", PipelineType = "V1", Commands = ["make"] },
            "RollbackInParallelMode" => new() { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", ExecutionMode = "PARALLEL", DeployBucket = "my-site", RollbackOnFailure = true },
            "InvalidCommands" => new() { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", Commands = [] },
            _ => new() { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", Commands = ["make"], OutputFiles = [""] },
        };

        var thrown = Assert.Throws<ServiceException>(() => Build(request));

        Assert.Equal([id], thrown.Findings.Select(finding => finding.Id));
    }

    [Theory]
    [InlineData("Source", "the source")]
    [InlineData("Build", "-Command")]
    [InlineData("Test", "-TestProject")]
    [InlineData("Approval", "-ApprovalStage")]
    [InlineData("Deploy", "-DeployBucket")]
    [InlineData("Own", null)]
    public void A_duplicate_name_of_a_stage_names_the_parameter_that_creates_the_stage(string name, string? origin)
    {
        var own = new PipelineStage { Name = name, Actions = [ActionOf("Deploy", "S3")] };
        var request = new PipelineRequest { Name = "demo", ConnectionArn = ConnectionArn, Repository = "ws/repo", Branch = "main", Commands = ["make"], TestProject = "my-tests", ApprovalStage = true, DeployBucket = "my-site", Stages = origin is null ? [own, own] : [own] };

        var finding = Assert.Single(Assert.Throws<ServiceException>(() => Build(request)).Findings);

        Assert.Equal("DuplicateStageName", finding.Id);
        Assert.Equal($"The stage name '{name}' is used more than once" + (origin is null ? ". Rename one of the stages." : $": {origin} creates a stage with this name. Rename the stage of -Stage."), finding.Message);
    }

    private static PipelineAction ActionOf(string category, string provider, string key = "BucketName") => new()
    {
        Name = provider,
        ActionTypeId = new ActionTypeId { Category = category, Owner = "AWS", Provider = provider, Version = "1" },
        Configuration = new Dictionary<string, string> { [key] = "my-own", ["Extract"] = "true" }.Where(setting => setting.Key != "Extract" || provider == "S3").ToDictionary(setting => setting.Key, setting => setting.Value),
    };

    internal static PipelineRequest Request(
        bool? detectChanges = null,
        string? bucket = "my-artifacts",
        IReadOnlyDictionary<string, string>? buckets = null,
        string? key = null,
        IReadOnlyDictionary<string, string>? keys = null,
        IReadOnlyList<PipelineStage>? stages = null) => new()
    {
        Name = "demo",
        ConnectionArn = ConnectionArn,
        Repository = "https://me@bitbucket.org/example-ws/demo-repo.git",
        Branch = "refs/heads/main",
        RoleArn = "arn:aws:iam::123456789012:role/service-role/r",
        ArtifactBucket = bucket,
        ArtifactBuckets = buckets,
        EncryptionKeyId = key,
        EncryptionKeyIds = keys,
        BuildProject = "my-project",
        Stages = stages ?? [],
        DetectChanges = detectChanges,
    };

    private static PipelineStage InRegion(string region) => new()
    {
        Name = "Call",
        Actions =
        [
            new PipelineAction
            {
                Name = "Call",
                ActionTypeId = new ActionTypeId { Category = "Invoke", Owner = "AWS", Provider = "Lambda", Version = "1" },
                Configuration = new Dictionary<string, string> { ["FunctionName"] = "f" },
                Region = region,
            },
        ],
    };

    private static IEnumerable<(string Region, string Bucket, string? Key)> Stores(Pipeline pipeline) => pipeline.ArtifactStores!
        .OrderBy(store => store.Key, StringComparer.Ordinal).Select(store => (store.Key, store.Value.Location, store.Value.EncryptionKey?.Id));

    private static Pipeline Build(PipelineRequest request) => new PipelineBuilder("us-east-1").Build(request).Definition;
}
