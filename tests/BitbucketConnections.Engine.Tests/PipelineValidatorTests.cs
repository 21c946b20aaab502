using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Pipelines.Rules;

namespace BitbucketConnections.Engine.Tests;

public sealed class PipelineValidatorTests
{
    private static readonly Dictionary<string, Func<Pipeline>> s_broken = new()
    {
        ["InvalidPipelineName"] = () => Make(name: "a b"),
        ["InvalidRoleArn"] = () => Make(role: "x"),
        ["InvalidPipelineType"] = () => Make(type: "V3"),
        ["InvalidPipelineVersion"] = () => Make() with { Version = -1 },
        ["InvalidExecutionMode"] = () => Make(mode: "FAST"),
        ["InvalidTag"] = () => Make(tags: new Dictionary<string, string> { ["aws:x"] = "y" }),
        ["InvalidArtifactStore"] = () => Make(store: new ArtifactStore { Location = "my-artifacts" }, stores: new Dictionary<string, ArtifactStore> { ["us-east-1"] = new() { Location = "my-artifacts" } }),
        ["EncryptionKeyWrongRegion"] = () => Make(store: new ArtifactStore { Location = "bucket", EncryptionKey = new EncryptionKey { Id = "arn:aws:kms:eu-west-1:123456789012:alias/a" } }),
        ["InvalidArtifactBucket"] = () => Make(store: new ArtifactStore { Location = "a/b" }),
        ["InvalidEncryptionKey"] = () => Make(store: new ArtifactStore { Location = "bucket", EncryptionKey = new EncryptionKey { Id = string.Empty } }),
        ["InvalidRegion"] = () => InRegion("mars-1"),
        ["UnknownActionRegion"] = () => InRegion("mars-central-1"),
        ["DefinitionInOtherRegion"] = () => Make(stages: [Stage("Source", SourceAction(region: "eu-west-1")), Stage("Build", Build(region: "eu-west-1"))]),
        ["CrossRegionStoreMissing"] = () => Make(stages: [Source(), Stage("Build", Build(region: "eu-west-1"))]),
        ["InvalidStageCount"] = () => Make(stages: [Source(), .. Enumerable.Range(0, 50).Select(i => Stage("S" + i, Approval()))]),
        ["InvalidActionCount"] = () => Make(stages: [Source(), Stage("Build"), Stage("Approve", Approval())]),
        ["InvalidStageName"] = () => Make(stages: [Source(), Stage("my stage", Build())]),
        ["DuplicateStageName"] = () => Make(stages: [Source(), Stage("Source", Build())]),
        ["FirstStageNotSource"] = () => Make(stages: [Stage("Source", SourceAction(), Approval()), Stage("Build", Build())]),
        ["SourceNotInFirstStage"] = () => Make(stages: [Source(), Stage("More", SourceAction("Other", "Other")), Stage("Build", Build())]),
        ["InvalidFailureConditions"] = () => Make(stages: [Source(), new PipelineStage { Name = "Build", Actions = [Build()], OnFailure = new StageFailureConditions { Result = "FAIL", Conditions = [Condition() with { Result = "ROLLBACK" }] } }]),
        ["InvalidRetryMode"] = () => Make(stages: [Source(), Failing(new StageFailureConditions { Result = "RETRY", RetryMode = "SOME" })]),
        ["InvalidConditionResult"] = () => Make(stages: [Source(), Failing(new StageFailureConditions { Result = "EXPLODE" })]),
        ["InvalidConditionCount"] = () => Make(stages: [Source(), new PipelineStage { Name = "Build", Actions = [Build()], BeforeEntry = new StageConditions { Conditions = [Condition(), Condition()] } }]),
        ["InvalidRuleCount"] = () => Make(stages: [Source(), new PipelineStage { Name = "Build", Actions = [Build()], OnSuccess = new StageConditions { Conditions = [Condition(rules: 6)] } }]),
        ["InvalidRuleName"] = () => Make(stages: [Source(), Failing(new StageFailureConditions { Conditions = [Condition(name: "a b") with { Result = "ROLLBACK" }] })]),
        ["InvalidRuleType"] = () => Make(stages: [Source(), Failing(new StageFailureConditions { Conditions = [Condition(category: "Build") with { Result = "ROLLBACK" }] })]),
        ["InvalidRuleTimeout"] = () => Make(stages: [Source(), Failing(new StageFailureConditions { Conditions = [Condition(timeout: 4) with { Result = "ROLLBACK" }] })]),
        ["RetryInCondition"] = () => Make(stages: [Source(), Failing(new StageFailureConditions { Conditions = [Condition() with { Result = "RETRY" }] })]),
        ["UnknownRuleType"] = () => Make(stages: [Source(), Entering(Rule("NoSuchRule"))]),
        ["ConditionResultNotSupported"] = () => Make(stages: [Source(), Entering(Rule("CloudWatchAlarm", ("AlarmName", "a")), "SKIP")]),
        ["RuleConfigurationMissing"] = () => Make(stages: [Source(), Entering(Rule("CloudWatchAlarm"))]),
        ["UnknownRuleConfigurationKey"] = () => Make(stages: [Source(), Entering(Rule("CloudWatchAlarm", ("AlarmName", "a"), ("alarmName", "a")))]),
        ["UnknownRuleConfigurationValue"] = () => Make(stages: [Source(), Entering(Rule("CloudWatchAlarm", ("AlarmName", "a"), ("AlarmStates", "ALARM,BROKEN")))]),
        ["InvalidRuleCommands"] = () => Make(stages: [Source(), Entering(Rule("Commands") with { Commands = [string.Empty] })]),
        ["InvalidRuleConfiguration"] = () => Make(stages: [Source(), Entering(Rule("CloudWatchAlarm", ("AlarmName", string.Empty)))]),
        ["InvalidCron"] = () => Make(stages: [Source(), Entering(Rule("DeploymentWindow", ("Cron", "0 9 * * 1")))]),
        ["InvalidTimeZone"] = () => Make(stages: [Source(), Entering(Rule("DeploymentWindow", ("Cron", "* * 9-16 ? * MON-FRI *"), ("TimeZone", "W. Europe Standard Time")))]),
        ["InvalidWaitTime"] = () => Make(stages: [Source(), Entering(Rule("CloudWatchAlarm", ("AlarmName", "a"), ("WaitTime", "5m")))]),
        ["InvalidRulePattern"] = () => Make(stages: [Source(), Entering(Rule("VariableCheck", ("Variable", "#{codepipeline.PipelineExecutionId}"), ("Operator", "MATCHES"), ("Value", "(")))]),
        ["DuplicateRuleName"] = () => Make(stages: [Source(), new PipelineStage { Name = "Build", Actions = [Build()], OnSuccess = new StageConditions { Conditions = [new StageCondition { Result = "FAIL", Rules = [.. Condition().Rules, .. Condition().Rules] }] } }]),
        ["VariableReferenceMissing"] = () => Make(stages: [Source(), Entering(Rule("VariableCheck", ("Variable", "SourceVariables.BranchName"), ("Operator", "EQ"), ("Value", "main")))]),
        ["CommandWithSeveralLines"] = () => Make(stages: [Source(), Stage("Build", Commands() with { Commands = ["make\nmake test"] })]),
        ["TooManyActions"] = () => Make(stages: [Source(), .. Enumerable.Range(0, 11).Select(s => Stage("S" + s, Enumerable.Range(0, 91).Select(a => Action("A" + a, "Approval", "Manual")).ToArray()))]),
        ["InvalidActionType"] = () => Make(stages: [Source(), Stage("Build", Build()), Stage("New", Action("New", "Guess", "Manual"))]),
        ["CombineArtifactsWithoutBatch"] = () => Make(stages: [Source(), Stage("Build", Action("Build", "Build", "CodeBuild", ["SourceArtifact"], [], new() { ["ProjectName"] = "p", ["CombineArtifacts"] = "true" }))]),
        ["UnknownActionType"] = () => Make(stages: [Source(), Stage("New", Action("New", "Deploy", "Quantum", ["SourceArtifact"]))]),
        ["ActionTypeNotInRegion"] = () => Make(region: "ap-east-1"),
        ["ActionTypeRetired"] = () => Make(stages: [Source(), Stage("Old", Action("Old", "Deploy", "OpsWorks", ["SourceArtifact"], [], new() { ["DeploymentType"] = "deploy_app", ["StackId"] = "s" }))]),
        ["UnknownConfigurationKey"] = () => Make(stages: [Source(), Stage("Build", Action("Build", "Build", "CodeBuild", ["SourceArtifact"], [], new() { ["ProjectName"] = "p", ["projectname"] = "p" }))]),
        ["UnknownConfigurationValue"] = () => Make(stages: [Stage("Source", SourceAction(detects: "yes")), Stage("Build", Build())]),
        ["InvalidBranchName"] = () => Make(stages: [Stage("Source", SourceAction(branch: "feature/*")), Stage("Build", Build())]),
        ["InvalidArtifactStoreType"] = () => Make(store: new ArtifactStore { Type = "EFS", Location = "bucket" }),
        ["InvalidEncryptionKeyType"] = () => Make(store: new ArtifactStore { Location = "bucket", EncryptionKey = new EncryptionKey { Id = "arn:aws:kms:us-east-1:123456789012:alias/a", Type = "GPG" } }),
        ["InvalidOutputVariables"] = () => Make(stages: [Source(), Stage("Build", Commands(variables: [.. Enumerable.Range(0, 16).Select(i => "v" + i)]))]),
        ["InvalidOutputFiles"] = () => Make(stages: [Source(), Stage("Build", Commands(files: [string.Empty]))]),
        ["TooManyEnvironmentVariables"] = () => Make(stages: [Source(), Stage("Build", Commands(environment: [.. Enumerable.Range(0, 11).Select(i => new ActionEnvironmentVariable { Name = "V" + i, Value = "x" })]))]),
        ["InvalidEnvironmentVariable"] = () => Make(stages: [Source(), Stage("Build", Commands(environment: [new ActionEnvironmentVariable { Name = "A-B", Value = "x" }]))]),
        ["InvalidTriggerProvider"] = () => Make(triggers: [new PipelineTrigger { ProviderType = "GitHub", SourceActionName = "Source", Push = [Branches("main")] }]),
        ["RollbackInParallelMode"] = () => Make(mode: "PARALLEL", stages: [Source(), new PipelineStage { Name = "Build", Actions = [Build()], OnFailure = new StageFailureConditions { Result = "ROLLBACK" } }]),
        ["UnknownVariableNamespace"] = () => Make(stages: [Source(), Stage("Build", Build(project: "#{variables.Project}"))]),
        ["UndeclaredVariable"] = () => Make(variables: [new PipelineVariable { Name = "Other", DefaultValue = "x" }], stages: [Source(), Stage("Build", Build(project: "#{variables.Project}"))]),
        ["VariableInSourceAction"] = () => Make(variables: [new PipelineVariable { Name = "Branch", DefaultValue = "x" }], stages: [Stage("Source", SourceAction(branch: "#{variables.Branch}")), Stage("Build", Build())]),
        ["CrossAccountDefaultKey"] = () => Make(stages: [Source(), Stage("Build", Build() with { RoleArn = "arn:aws:iam::222222222222:role/other" })]),
        ["CrossAccountKeyAlias"] = () => Make(
            store: new ArtifactStore { Location = "bucket", EncryptionKey = new EncryptionKey { Id = "arn:aws:kms:us-east-1:123456789012:alias/a" } },
            stages: [Source(), Stage("Build", Build() with { RoleArn = "arn:aws:iam::222222222222:role/other" })]),
        ["CrossAccountKeyId"] = () => Make(
            store: new ArtifactStore { Location = "bucket", EncryptionKey = new EncryptionKey { Id = "11111111-2222-3333-4444-555555555555" } },
            stages: [Source(), Stage("Build", Build() with { RoleArn = "arn:aws:iam::222222222222:role/other" })]),
        ["WildcardInConfiguration"] = () => Make(stages: [Source(), Stage("Call", Action("Call", "Invoke", "Lambda", configuration: new() { ["FunctionName"] = "*" })), Stage("Build", Build())]),
        ["InvalidConfigurationArn"] = () => Make(stages: [Source(), Stage("Approve", Action("Approve", "Approval", "Manual", configuration: new() { ["NotificationArn"] = "nope" })), Stage("Build", Build())]),
        ["InvalidActionName"] = () => Make(stages: [Source(), Stage("Build", Build(name: "a b"))]),
        ["DuplicateActionName"] = () => Make(stages: [Source(), Stage("Approve", Approval(), Approval()), Stage("Build", Build())]),
        ["InvalidRunOrder"] = () => Make(stages: [Source(), Stage("Build", Build(order: 1000))]),
        ["InvalidNamespace"] = () => Make(stages: [Source(), Stage("Build", Build(space: "a b"))]),
        ["InvalidActionTimeout"] = () => Make(stages: [Source(), Stage("Build", Build()), Stage("Approve", Approval(timeout: 4))]),
        ["CrossRegionNotSupported"] = () => Make(
            stores: new Dictionary<string, ArtifactStore> { ["us-east-1"] = new() { Location = "bucket" }, ["eu-west-1"] = new() { Location = "bucket" } },
            stages: [Stage("Source", SourceAction(region: "eu-west-1")), Stage("Build", Build())]),
        ["InvalidConfiguration"] = () => Make(stages: [Source(), Stage("Build", Build(project: new string('x', 1001)))]),
        ["ConfigurationMissing"] = () => Make(stages: [Source(), Stage("Build", Build(project: null))]),
        ["InvalidArtifactCount"] = () => Make(stages: [Source(), Stage("Build", Build(inputs: []))]),
        ["PrimarySourceMissing"] = () => Make(stages: [Stage("Source", SourceAction(), SourceAction("Other", "Other")), Stage("Build", Build(inputs: ["SourceArtifact", "Other"]))]),
        ["InvalidCommands"] = () => Make(stages: [Source(), Stage("Build", Action("Run", "Compute", "Commands", inputs: ["SourceArtifact"]))]),
        ["InvalidRepositoryId"] = () => Make(stages: [Stage("Source", SourceAction(repository: "repo")), Stage("Build", Build())]),
        ["InvalidConnectionArn"] = () => Make(stages: [Stage("Source", SourceAction(connection: "x")), Stage("Build", Build())]),
        ["InvalidArtifactName"] = () => Make(stages: [Source(), Stage("Build", Build(output: "a b"))]),
        ["DuplicateArtifactName"] = () => Make(stages: [Source(), Stage("Build", Build(output: "SourceArtifact"))]),
        ["ArtifactNotProduced"] = () => Make(stages: [Source(), Stage("Build", Build(inputs: ["Other"]))]),
        ["FullCloneConsumer"] = () => Make(stages: [Stage("Source", SourceAction(format: "CODEBUILD_CLONE_REF")), Stage("Deploy", Action("Deploy", "Deploy", "S3", ["SourceArtifact"], [], new() { ["BucketName"] = "b", ["Extract"] = "true" }))]),
        ["TooManyVariables"] = () => Make(variables: Enumerable.Range(0, 51).Select(i => new PipelineVariable { Name = "v" + i }).ToList()),
        ["InvalidVariable"] = () => Make(variables: [new PipelineVariable { Name = "v", DefaultValue = string.Empty }]),
        ["DuplicateVariable"] = () => Make(variables: [new PipelineVariable { Name = "v" }, new PipelineVariable { Name = "v" }]),
        ["TooManyTriggers"] = () => Make(stages: [Stage("Source", Enumerable.Range(0, 51).Select(i => SourceAction("S" + i, "A" + i)).ToArray()), Stage("Build", Build(inputs: ["A0"]))], triggers: Enumerable.Range(0, 51).Select(i => Trigger("S" + i)).ToList()),
        ["TriggerSourceNotFound"] = () => Make(triggers: [Trigger("Other")]),
        ["DuplicateTrigger"] = () => Make(triggers: [Trigger(), Trigger()]),
        ["TooManyTriggerFilters"] = () => Make(triggers: [Trigger(push: Enumerable.Repeat(Branches("main"), 4).ToList())]),
        ["InvalidTriggerFilter"] = () => Make(triggers: [Trigger(push: [new TriggerPushFilter { Tags = Patterns("v*"), Branches = Patterns("main") }])]),
        ["PatternNeverMatches"] = () => Make(triggers: [Trigger(push: [Branches("refs/heads/main")])]),
        ["MalformedTriggerPattern"] = () => Make(triggers: [Trigger(requests: [new TriggerPullRequestFilter { Branches = Patterns("main"), FilePaths = Patterns("[a") }])]),
        ["RepositoryPlaceholder"] = () => Make(stages: [Stage("Source", SourceAction(repository: "WORKSPACE/REPOSITORY")), Stage("Build", Build())]),
        ["RepositoryDetectedTwice"] = () => Make(stages: [Stage("Source", SourceAction(), SourceAction("Second", "Other", repository: "WS/repo")), Stage("Build", Build())]),
        ["InvalidTriggerEvent"] = () => Make(triggers: [Trigger(requests: [new TriggerPullRequestFilter { Branches = Patterns("main"), Events = ["MERGED"] }])]),
        ["InvalidTriggerPattern"] = () => Make(triggers: [Trigger(push: [Branches([.. Enumerable.Range(0, 9).Select(i => "b" + i)])])]),
        ["PipelineTypeV2Needed"] = () => Make(type: "V1", mode: "QUEUED"),
    };

    public static IEnumerable<TheoryDataRow<string>> Broken() => s_broken.Keys.Select(id => new TheoryDataRow<string>(id));

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_rule_is_one_finding_with_its_own_id(string id)
    {
        var findings = PipelineValidator.Validate(s_broken[id]());

        Assert.Equal(id, Assert.Single(findings.Select(f => f.Id).Distinct()));
        Assert.All(findings, f => Assert.EndsWith(".", f.Message, StringComparison.Ordinal));
        Assert.All(findings, f => Assert.NotNull(f.Path));
    }

    [Fact]
    public void Good_definitions_have_no_findings()
    {
        Assert.Empty(PipelineValidator.Validate(Make()));
        Assert.Empty(PipelineValidator.Validate(Make(type: "V1")));
        Assert.Empty(PipelineValidator.Validate(Make(triggers:
        [
            Trigger(push: [new TriggerPushFilter { Tags = Patterns("v*") }, new TriggerPushFilter { Branches = Patterns("main"), FilePaths = Patterns("src/**") }], requests: [new TriggerPullRequestFilter { Branches = Patterns("main"), Events = ["OPEN", "UPDATED", "CLOSED"] }]),
        ])));
        Assert.Empty(PipelineValidator.Validate(Make(stages: [Stage("Source", SourceAction(format: "CODEBUILD_CLONE_REF")), Stage("Build", Build())])));

        Assert.Empty(PipelineValidator.Validate(Make(stages: [Stage("Source", SourceAction(detects: "false")), Stage("Build", Build(project: "#{variables.project}"))], variables: [new PipelineVariable { Name = "project", DefaultValue = "p" }])));
        Assert.Empty(PipelineValidator.Validate(Make(stages: [Source(), Stage("Build", Commands(variables: ["V"], files: ["out/*"], environment: [new ActionEnvironmentVariable { Name = "A_B", Value = "x", Type = "SECRETS_MANAGER" }]))])));
        Assert.Empty(PipelineValidator.Validate(Make(stages: [Source(), Failing(new StageFailureConditions { Result = "RETRY", RetryMode = "ALL_ACTIONS" })])));
        Assert.Empty(PipelineValidator.Validate(Make(stages: [Source(), new PipelineStage { Name = "Build", Actions = [Build()], OnSuccess = new StageConditions { Conditions = [Condition(rules: 5)] }, BeforeEntry = new StageConditions { Conditions = [Condition()] } }])));

        // An artifact can come from an earlier run order of the same stage.
        Assert.Empty(PipelineValidator.Validate(Make(stages: [Source(), Stage("Build", Build(output: "Built"), Build("Test", inputs: ["Built"], output: "Tested", order: 2))])));
    }

    [Fact]
    public void An_environment_variable_value_is_not_shown() => Assert.DoesNotContain(
        "s3cr3t",
        Assert.Single(PipelineValidator.Validate(Make(stages: [Source(), Stage("Build", Commands(environment: [new ActionEnvironmentVariable { Name = "A-B", Value = "s3cr3t" }]))]))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("demo\n")]
    [InlineData("demo\r\n")]
    public void A_name_with_a_line_break_at_its_end_is_not_valid(string name) =>
        Assert.Equal("InvalidPipelineName", Assert.Single(PipelineValidator.Validate(Make(name: name))).Id);

    [Fact]
    public void An_artifact_of_the_same_run_order_is_not_available() => Assert.Equal(
        ["ArtifactNotProduced"],
        PipelineValidator.Validate(Make(stages: [Source(), Stage("Build", Build(output: "Built"), Build("Test", inputs: ["Built"], output: "Tested"))])).Select(f => f.Id));

    [Fact]
    public void A_pipeline_with_only_sources_needs_a_next_stage() => Assert.Equal(
        ["SourceNotInFirstStage", "NextStageMissing"],
        PipelineValidator.Validate(Make(stages: [Source(), Stage("More", SourceAction("Other", "Other"))])).Select(f => f.Id));

    [Fact]
    public void The_wizard_can_add_role_and_store_but_CreatePipeline_requires_them()
    {
        var open = Make(role: null, hasStore: false);

        Assert.Empty(PipelineValidator.Validate(open));
        Assert.Equal(["RoleArnMissing", "InvalidArtifactStore"], PipelineValidator.ValidateComplete(open).Select(f => f.Id));
    }

    [Fact]
    public void Every_feature_of_V2_is_rejected_for_V1()
    {
        var findings = PipelineValidator.Validate(Make(
            type: "V1",
            mode: "PARALLEL",
            variables: [new PipelineVariable { Name = "v" }],
            triggers: [Trigger()],
            stages: [Source(), new PipelineStage { Name = "Build", Actions = [Build(), Action("Run", "Compute", "Commands", inputs: ["SourceArtifact"], commands: ["make"])], OnFailure = new StageFailureConditions { Result = "FAIL" } }]));

        Assert.Equal(5, findings.Count);
        Assert.All(findings, f => Assert.Equal("PipelineTypeV2Needed", f.Id));
    }

    [Theory]
    [InlineData("ws/repo", "develop", "true", null)]
    [InlineData("ws/repo", "main", "false", null)]
    [InlineData("ws/other", "main", "true", null)]
    [InlineData("ws/repo", "main", "true", "Second")]
    public void Two_sources_of_a_repository_are_valid_if_only_one_detects_the_branch(string repository, string branch, string detects, string? triggerOf)
    {
        var pipeline = Make(
            stages: [Stage("Source", SourceAction(), SourceAction("Second", "Other", repository: repository, branch: branch, detects: detects)), Stage("Build", Build())],
            triggers: triggerOf is null ? [] : [Trigger(triggerOf)]);

        Assert.Empty(PipelineValidator.Validate(pipeline));
    }

    [Theory]
    [InlineData("<workspace>/<repository>", true)]
    [InlineData("MyWorkspace/repo", false)]
    [InlineData("w/1", false)]
    [InlineData("#{variables.REPO}", false)]
    public void A_repository_in_capitals_or_angle_brackets_is_a_placeholder(string repository, bool isPlaceholder) => Assert.Equal(
        isPlaceholder,
        PipelineValidator.Validate(Make(stages: [Stage("Source", SourceAction(repository: repository)), Stage("Build", Build())])).Any(finding => finding.Id == "RepositoryPlaceholder"));

    [Fact]
    public void Rules_that_AWS_may_not_have_are_warnings() => Assert.Equal(
        [
            "ActionTypeNotInRegion", "ActionTypeRetired", "CombineArtifactsWithoutBatch", "CommandWithSeveralLines", "ConditionResultNotSupported", "CrossAccountDefaultKey",
            "CrossAccountKeyAlias", "CrossAccountKeyId", "DuplicateRuleName", "InvalidConfiguration", "InvalidCron", "InvalidRulePattern", "InvalidTimeZone", "InvalidWaitTime", "MalformedTriggerPattern", "PatternNeverMatches", "PrimarySourceMissing", "RepositoryDetectedTwice", "RepositoryPlaceholder", "RuleConfigurationMissing", "UnknownActionRegion", "UnknownActionType", "UnknownConfigurationKey",
            "UnknownConfigurationValue", "UnknownRuleConfigurationKey", "UnknownRuleConfigurationValue", "UnknownRuleType", "VariableReferenceMissing",
        ],
        s_broken.Values.SelectMany(make => PipelineValidator.Validate(make())).Where(f => f.IsWarning).Select(f => f.Id).Distinct().Order());

    [Fact]
    public void A_Region_of_an_action_is_named_with_its_action() => Assert.All(
        ["InvalidRegion", "UnknownActionRegion"], id => Assert.Matches(@"^'mars-.*1', the Region of the action 'Build', ", Assert.Single(PipelineValidator.Validate(s_broken[id]())).Message));

    [Fact]
    public void A_Region_that_is_not_known_stays_unknown_after_its_use()
    {
        _ = Regions.AwsPartition.Of("mars-south-1");

        Assert.Equal(["UnknownActionRegion"], PipelineValidator.Validate(InRegion("mars-south-1")).Select(finding => finding.Id));
        Assert.True(Regions.AwsPartition.IsKnown("us-east-1"));
    }

    [Theory]
    [InlineData(0, 0, "The action 'Build' has 0 commands. AWS accepts 1 to 50, of 1 to 1000 characters each.")]
    [InlineData(1, 0, "Command 1 of the action 'Build' is empty. AWS accepts 1 to 1000 characters.")]
    [InlineData(2, 1001, "Command 2 of the action 'Build' has 1001 characters. AWS accepts 1 to 1000 characters.")]
    [InlineData(51, 1, "The action 'Build' has 51 commands. AWS accepts 1 to 50, of 1 to 1000 characters each.")]
    public void A_message_about_commands_names_the_wrong_one(int count, int lastLength, string message)
    {
        var commands = Enumerable.Range(1, count).Select(i => new string('x', i == count ? lastLength : 1)).ToList();
        var action = Action("Build", "Compute", "Commands", inputs: ["SourceArtifact"]) with { Commands = commands };

        Assert.Equal(message, Assert.Single(PipelineValidator.Validate(Make(stages: [Source(), Stage("Build", action)])), finding => finding.Id == "InvalidCommands").Message);
    }

    [Fact]
    public void One_is_singular() => Assert.Contains("has 1 stage. AWS accepts 2 to 50", string.Join(' ', PipelineValidator.Validate(Make(stages: [Source()])).Select(finding => finding.Message)), StringComparison.Ordinal);

    [Theory]
    [InlineData(false, true, true, "Put the tags and the branches into separate filters.")]
    [InlineData(true, false, false, "Add branches to the filter, for example the branch of the source action.")]
    [InlineData(true, false, true, "Omit the file paths, or replace the tags with branches.")]
    [InlineData(false, false, false, "Add tags, branches, or branches and file paths.")]
    public void A_push_filter_that_AWS_rejects_has_the_remedy_for_what_it_has(bool hasPaths, bool hasBranches, bool hasTags, string remedy)
    {
        var filter = new TriggerPushFilter { Tags = hasTags ? Patterns("v*") : null, Branches = hasBranches ? Patterns("main") : null, FilePaths = hasPaths ? Patterns("src/**") : null };

        var finding = Assert.Single(PipelineValidator.Validate(Make(triggers: [Trigger(push: [Branches("x"), filter])])));

        Assert.Equal(("InvalidTriggerFilter", "Triggers[0].Push[1]"), (finding.Id, finding.Path));
        Assert.EndsWith(remedy, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_finding_of_a_trigger_has_the_path_of_its_pattern() => Assert.Equal(
        ["Triggers[0].Push[1].Branches.Includes[0]", "Triggers[0].Push[1].FilePaths.Excludes[1]", "Triggers[0].PullRequest[0].Events[1]"],
        PipelineValidator.Validate(Make(triggers:
        [
            Trigger(
                push: [Branches("x"), new TriggerPushFilter { Branches = Patterns("refs/heads/x"), FilePaths = new TriggerPatterns { Includes = ["a"], Excludes = ["b", "/c"] } }],
                requests: [new TriggerPullRequestFilter { Branches = Patterns("main"), Events = ["OPEN", "MERGED"] }]),
        ])).Select(finding => finding.Path));

    [Fact]
    public void A_definition_of_another_Region_is_one_finding_with_the_Region_to_specify()
    {
        var stores = new Dictionary<string, ArtifactStore> { ["eu-west-1"] = new() { Location = "bucket" } };
        foreach (var pipeline in new[]
        {
            Make(stages: [Stage("Source", SourceAction(region: "eu-west-1")), Stage("Build", Build(region: "eu-west-1"))]),
            Make(hasStore: false, stages: [Stage("Source", SourceAction(region: "eu-west-1")), Stage("Build", Build(region: "eu-west-1"))]) with { ArtifactStores = stores },
        })
        {
            Assert.Contains("To use eu-west-1, specify -Region eu-west-1.", Assert.Single(PipelineValidator.Validate(pipeline)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, "eu-west-1")]
    [InlineData("eu-central-1", "eu-west-1")]
    [InlineData("us-east-1", "us-east-1")]
    public void Actions_in_several_Regions_need_stores_and_no_other_Region(string? source, string build) => Assert.DoesNotContain(
        "DefinitionInOtherRegion",
        PipelineValidator.Validate(Make(stages: [Stage("Source", SourceAction(region: source)), Stage("Build", Build(region: build))])).Select(finding => finding.Id));

    private static Pipeline InRegion(string region)
    {
        var store = new ArtifactStore { Location = "my-artifacts" };
        return Make(stages: [Source(), Stage("Build", Build(region: region))], stores: new Dictionary<string, ArtifactStore> { ["us-east-1"] = store, [region] = store });
    }

    [Fact]
    public void A_custom_action_type_is_not_checked() => Assert.Empty(PipelineValidator.Validate(Make(
        stages: [Source(), Stage("New", Action("New", "Deploy", "Mine", ["SourceArtifact"], owner: "Custom"))])));

    [Theory]
    [InlineData("Compute", "Commands", 0, "V2", "")]
    [InlineData("Compute", "Commands", 11, "V2", "InvalidArtifactCount")]
    [InlineData("Deploy", "EKS", 1, "V2", "ConfigurationMissing")]
    [InlineData("Deploy", "EC2", 1, "V2", "ConfigurationMissing")]
    [InlineData("Deploy", "EC2", 1, "V1", "ConfigurationMissing PipelineTypeV2Needed")]
    [InlineData("Deploy", "Lambda", 2, "V2", "ConfigurationMissing InvalidArtifactCount")]
    [InlineData("Invoke", "InspectorScan", 1, "V1", "ConfigurationMissing InvalidArtifactCount PipelineTypeV2Needed")]
    [InlineData("Invoke", "CodePipeline", 1, "V2", "ConfigurationMissing InvalidArtifactCount")]
    [InlineData("Invoke", "CodePipeline", 0, "V1", "ConfigurationMissing PipelineTypeV2Needed")]
    [InlineData("Deploy", "AppConfig", 1, "V2", "ConfigurationMissing")]
    [InlineData("Deploy", "ECS", 1, "V1", "ConfigurationMissing")]
    [InlineData("Deploy", "ECS", 0, "V2", "ConfigurationMissing InvalidArtifactCount")]
    [InlineData("Deploy", "ECS", 2, "V2", "ConfigurationMissing InvalidArtifactCount")]
    [InlineData("Deploy", "ElasticBeanstalk", 1, "V1", "ConfigurationMissing")]
    [InlineData("Deploy", "ElasticBeanstalk", 0, "V2", "ConfigurationMissing InvalidArtifactCount")]
    [InlineData("Deploy", "ElasticBeanstalk", 2, "V2", "ConfigurationMissing InvalidArtifactCount")]
    public void Action_types_have_the_requirements_that_were_recorded_from_AWS(string category, string provider, int inputs, string type, string errors)
    {
        var sources = Enumerable.Range(0, inputs + 1).Select(i => SourceAction("S" + i, "A" + i)).ToArray();
        var tested = Action("Tested", category, provider, [.. Enumerable.Range(0, inputs).Select(i => "A" + i)], commands: provider == "Commands" ? ["make"] : null);

        var findings = PipelineValidator.Validate(Make(type: type, stages: [Stage("Source", sources), Stage("Next", tested)])).Where(f => !f.IsWarning);

        Assert.Equal(errors, string.Join(" ", findings.Select(f => f.Id).Distinct().Order()));
    }

    [Theory]
    [InlineData("ECS", "ClusterName ServiceName")]
    [InlineData("ElasticBeanstalk", "ApplicationName EnvironmentName")]
    [InlineData("CodeDeploy", "ApplicationName DeploymentGroupName")]
    public void Every_required_key_is_reported_by_its_name(string provider, string keys)
    {
        Pipeline Of(IEnumerable<string> given) => Make(stages: [Source(), Stage("Next", Action("Tested", "Deploy", provider, ["SourceArtifact"], [], given.ToDictionary(key => key, _ => "v")))]);

        Assert.Empty(PipelineValidator.Validate(Of(keys.Split(' '))));
        Assert.All(keys.Split(' '), key => Assert.Equal(
            $"Stages[1].Actions[0].Configuration['{key}']", Assert.Single(PipelineValidator.Validate(Of(keys.Split(' ').Except([key])))).Path));
    }

    [Theory]
    [InlineData("Deploy", "S3", "ObjectKey", "BucketName=b Extract=false", "BucketName=b Extract=true")]
    [InlineData("Deploy", "CloudFormation", "ChangeSetName", "ActionMode=CHANGE_SET_EXECUTE StackName=s", "ActionMode=CHANGE_SET_EXECUTE StackName=s ChangeSetName=c")]
    [InlineData("Deploy", "CloudFormation", "RoleArn", "ActionMode=DELETE_ONLY StackName=s", "ActionMode=DELETE_ONLY StackName=s RoleArn=arn:aws:iam::123456789012:role/r")]
    [InlineData("Deploy", "ServiceCatalog", "TemplateFilePath", "ProductId=p ProductType=t ProductVersionName=v", "ProductId=p ConfigurationFilePath=f")]
    [InlineData("Invoke", "StepFunctions", "Input", "StateMachineArn=arn:aws:states:us-east-1:123456789012:stateMachine:m InputType=FilePath", "StateMachineArn=arn:aws:states:us-east-1:123456789012:stateMachine:m InputType=Literal")]
    public void A_conditional_requirement_of_the_documentation_is_a_warning(string category, string provider, string key, string without, string with)
    {
        Pipeline Of(string configuration) => Make(stages: [Source(), Stage("Next", Action("Tested", category, provider, provider == "CloudFormation" ? [] : ["SourceArtifact"], [], configuration.Split(' ').Select(c => c.Split('=')).ToDictionary(c => c[0], c => c[1])))]);

        var finding = Assert.Single(PipelineValidator.Validate(Of(without)));

        Assert.Equal(("ConfigurationMissing", true, $"Stages[1].Actions[0].Configuration['{key}']"), (finding.Id, finding.IsWarning, finding.Path));
        Assert.Empty(PipelineValidator.Validate(Of(with)));
    }

    [Fact]
    public void Each_result_of_each_rule_at_each_gate_is_allowed_refused_or_warned_of()
    {
        var wrong = new List<string>();
        foreach (var type in BitbucketConnections.Catalog.RuleCatalog.All)
        {
            var rule = Rule(type.Provider, type.Keys.Where(key => key is { IsRequired: true, IsActionMember: false }).Select(key => (key.Name, key.AllowedValues.Count > 0 ? key.AllowedValues[0] : key.Name == "Cron" ? "0 0 9-17 ? * MON-FRI *" : "#{codepipeline.PipelineExecutionId}")).ToArray()) with
            {
                Commands = type.Provider == "Commands" ? ["make"] : null,
            };
            foreach (var result in new[] { "FAIL", "ROLLBACK", "RETRY", "SKIP" })
            {
                StageCondition[] conditions = [new() { Result = result, Rules = [rule] }];
                var stage = new PipelineStage { Name = "Build", Actions = [Build()] };
                Check(type.BeforeEntryResults, result, stage with { BeforeEntry = new StageConditions { Conditions = conditions } }, $"{type} {result} before the entry");
                Check(type.OnSuccessResults, result, stage with { OnSuccess = new StageConditions { Conditions = conditions } }, $"{type} {result} on success");
                Check(type.OnFailureResults, result, stage with { OnFailure = new StageFailureConditions { Conditions = conditions } }, $"{type} {result} on failure");
            }
        }

        Assert.Empty(wrong);

        void Check(IReadOnlyList<string> allowed, string result, PipelineStage stage, string what)
        {
            var expected = allowed.Contains(result) ? "none" : result == "RETRY" ? "RetryInCondition False" : "ConditionResultNotSupported True";
            var found = PipelineValidator.Validate(Make(stages: [Source(), stage])).Select(finding => $"{finding.Id} {finding.IsWarning}").DefaultIfEmpty("none");
            if (string.Join(", ", found) is var actual && actual != expected)
            {
                wrong.Add($"{what}: {actual}, not {expected}");
            }
        }
    }

    [Theory]
    [InlineData("DeploymentWindow", "Cron", "0 0 9-17 ? * MON-FRI *", true)]
    [InlineData("DeploymentWindow", "Cron", "0  0 9 ? * 6#3", true)]
    [InlineData("DeploymentWindow", "Cron", "#{variables.Window}", true)]
    [InlineData("DeploymentWindow", "Cron", "0 0 9 ? * 6#3 * *", false)]
    [InlineData("DeploymentWindow", "Cron", "0/15 0,30 22-2 L-3W JAN-MAR ? 2026-2030/2", true)]
    [InlineData("DeploymentWindow", "Cron", "0 */5 9 15W 1,7 ? *", true)]
    [InlineData("DeploymentWindow", "Cron", "* * 9 ? * mon,FRI-SUN *", true)]
    [InlineData("DeploymentWindow", "Cron", "* * 9 LW * ?", true)]
    [InlineData("DeploymentWindow", "Cron", "* * 9 ? * L", true)]
    [InlineData("DeploymentWindow", "Cron", "* * 9 ? * FRIL", true)]
    [InlineData("DeploymentWindow", "Cron", "* * 25 ? * MON *", false)]
    [InlineData("DeploymentWindow", "Cron", "60 * 9 ? * MON *", false)]
    [InlineData("DeploymentWindow", "Cron", "* 60 9 ? * MON *", false)]
    [InlineData("DeploymentWindow", "Cron", "* * 9 ? * XXX *", false)]
    [InlineData("DeploymentWindow", "Cron", "* * 9 ? * 0 *", false)]
    [InlineData("DeploymentWindow", "Cron", "* * 9 ? * 8#2 *", false)]
    [InlineData("DeploymentWindow", "Cron", "* * 9 32 * ? *", false)]
    [InlineData("DeploymentWindow", "Cron", "* * 9 ? MONDAY MON *", false)]
    [InlineData("DeploymentWindow", "Cron", "* * 9 ? * MON 1969", false)]
    [InlineData("DeploymentWindow", "Cron", "* * ? 1 * ? *", false)]
    [InlineData("DeploymentWindow", "Cron", "* * 9- ? * MON *", false)]
    [InlineData("DeploymentWindow", "Cron", "* */0 9 ? * MON *", false)]
    [InlineData("DeploymentWindow", "Cron", "* * 9,, ? * MON *", false)]
    [InlineData("DeploymentWindow", "Cron", "* * 9 * * MON *", false)]
    [InlineData("DeploymentWindow", "Cron", "* * 9 ? * ? *", false)]
    [InlineData("DeploymentWindow", "TimeZone", "UTC", true)]
    [InlineData("DeploymentWindow", "TimeZone", "Etc/GMT+5", true)]
    [InlineData("DeploymentWindow", "TimeZone", "UTC+15:00", false)]
    [InlineData("DeploymentWindow", "TimeZone", "UTC+05:75", false)]
    [InlineData("DeploymentWindow", "TimeZone", "UTC-03:00", true)]
    [InlineData("DeploymentWindow", "TimeZone", "PST", true)]
    [InlineData("DeploymentWindow", "TimeZone", "America/New_York", true)]
    [InlineData("DeploymentWindow", "TimeZone", "America/Argentina/Buenos_Aires", true)]
    [InlineData("DeploymentWindow", "TimeZone", "UTC+5", false)]
    [InlineData("CloudWatchAlarm", "WaitTime", "0", true)]
    [InlineData("CloudWatchAlarm", "WaitTime", "#{variables.Wait}", true)]
    [InlineData("CloudWatchAlarm", "WaitTime", "-1", false)]
    [InlineData("VariableCheck", "Variable", "#{codepipeline.PipelineExecutionId}", true)]
    [InlineData("VariableCheck", "Variable", "#{branch}", false)]
    [InlineData("VariableCheck", "Value", "release/[0-9]+", true)]
    [InlineData("VariableCheck", "Value", @"\p{Alpha}++\Q(a\E\h*+", true)]
    [InlineData("VariableCheck", "Value", "#{codepipeline.PipelineExecutionId}(", true)]
    [InlineData("VariableCheck", "Value", "[a", false)]
    [InlineData("VariableCheck", "Value", "*main", false)]
    public void A_value_of_a_rule_has_the_format_of_the_documentation(string provider, string key, string value, bool isAccepted)
    {
        var configuration = BitbucketConnections.Catalog.RuleCatalog.Find(provider)!.Keys.Where(k => k.IsRequired)
            .ToDictionary(k => k.Name, k => k.Name == "Operator" ? "MATCHES" : k.AllowedValues.Count > 0 ? k.AllowedValues[0] : k.Name == "Cron" ? "* * * ? * * *" : "#{codepipeline.PipelineExecutionId}");
        configuration[key] = value;

        var findings = PipelineValidator.Validate(Make(
            variables: [new PipelineVariable { Name = "Window", DefaultValue = "x" }, new PipelineVariable { Name = "Wait", DefaultValue = "1" }],
            stages: [Source(), Entering(Rule(provider, configuration.Select(entry => (entry.Key, entry.Value)).ToArray()))]));

        Assert.Equal(isAccepted ? [] : [$"Stages[1].BeforeEntry.Conditions[0].Rules[0].Configuration['{key}']"], findings.Where(finding => finding.IsWarning).Select(finding => finding.Path));
        Assert.Equal(isAccepted ? 0 : 1, findings.Count);
    }

    [Fact]
    public void A_time_zone_that_does_not_exist_is_a_warning_where_the_platform_knows_the_names()
    {
        var knowsNames = TimeZoneInfo.GetSystemTimeZones().Any(zone => zone.Id == "Europe/Berlin");

        var findings = PipelineValidator.Validate(Make(stages: [Source(), Entering(Rule("DeploymentWindow", ("Cron", "* * 9-16 ? * MON-FRI *"), ("TimeZone", "Europe/Nowhere")))]));

        Assert.Equal(knowsNames ? ["InvalidTimeZone True"] : [], findings.Select(finding => $"{finding.Id} {finding.IsWarning}"));
    }

    public static IEnumerable<TheoryDataRow<string, StageRule>> RulesWithProblemsOfActions() =>
    [
        new("InvalidRoleArn False .RoleArn", Rule("LambdaInvoke", ("FunctionName", "f")) with { RoleArn = "foo" }),
        new("InvalidRegion False .Region", Rule("LambdaInvoke", ("FunctionName", "f")) with { Region = "mars-1" }),
        new("UnknownActionRegion True .Region", Rule("LambdaInvoke", ("FunctionName", "f")) with { Region = "mars-central-1" }),
        new("WildcardInConfiguration False .Configuration['AlarmName']", Rule("CloudWatchAlarm", ("AlarmName", "shop-*"))),
        new("WildcardInConfiguration False .Configuration['FunctionName']", Rule("LambdaInvoke", ("FunctionName", "*"))),
        new("InvalidRuleType False .RuleTypeId", Rule("LambdaInvoke", ("FunctionName", "f")) with { RuleTypeId = new RuleTypeId { Category = "Rule", Provider = "LambdaInvoke", Version = "1.0" } }),
        new("UnknownVariableNamespace True .Configuration['UserParameters']", Rule("LambdaInvoke", ("FunctionName", "f"), ("UserParameters", "#{Nope.X}"))),
        new("UnknownVariableNamespace True .Commands[1]", Rule("Commands") with { Commands = ["make", "echo #{Nope.X}"] }),
        new("UndeclaredVariable True .Configuration['UserParameters']", Rule("LambdaInvoke", ("FunctionName", "f"), ("UserParameters", "#{variables.Other}"))),
        new("ArtifactNotProduced True .InputArtifacts", Rule("Commands") with { Commands = ["make"], InputArtifacts = ["Nope"] }),
        new("CombineArtifactsWithoutBatch True .Configuration['CombineArtifacts']", Rule("CodeBuild", ("ProjectName", "p"), ("CombineArtifacts", "true"))),
        new("PrimarySourceMissing True .Configuration['PrimarySource']", Rule("CodeBuild", ("ProjectName", "p")) with { InputArtifacts = ["SourceArtifact", "SourceArtifact"] }),
        new("FullCloneConsumer True .InputArtifacts", Rule("Commands") with { Commands = ["make"], InputArtifacts = ["Clone"] }),
        new("CrossAccountDefaultKey True .RoleArn", Rule("Commands") with { Commands = ["make"], InputArtifacts = ["SourceArtifact"], RoleArn = "arn:aws:iam::222222222222:role/other" }),
    ];

    [Theory]
    [MemberData(nameof(RulesWithProblemsOfActions))]
    public void A_rule_has_the_checks_of_an_action_at_every_gate(string expected, StageRule rule)
    {
        StageCondition[] Conditions(string result) => [new() { Result = result, Rules = [rule] }];
        var stage = Stage("Build", Build()) with
        {
            BeforeEntry = new StageConditions { Conditions = Conditions("FAIL") },
            OnSuccess = new StageConditions { Conditions = Conditions("FAIL") },
            OnFailure = new StageFailureConditions { Conditions = Conditions("ROLLBACK") },
        };

        var findings = PipelineValidator.Validate(Make(
            variables: [new PipelineVariable { Name = "Declared", DefaultValue = "x" }],
            stages: [Stage("Source", SourceAction(), SourceAction("Cloned", "Clone", format: "CODEBUILD_CLONE_REF")), stage]));

        var (id, path) = (expected.Substring(0, expected.IndexOf('.')).TrimEnd(), expected.Substring(expected.IndexOf('.')));
        Assert.Equal(
            new[] { "BeforeEntry", "OnFailure", "OnSuccess" }.Select(gate => $"{id} Stages[1].{gate}.Conditions[0].Rules[0]{path}"),
            findings.Select(finding => $"{finding.Id} {finding.IsWarning} {finding.Path}").Order(StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.Matches(@"\.\z", finding.Message));
    }

    [Theory]
    [InlineData("Early", "EarlyArtifact", "")]
    [InlineData("Own", "OwnArtifact", "BeforeEntry")]
    [InlineData("Late", "LateArtifact", "BeforeEntry OnFailure OnSuccess")]
    public void A_rule_knows_what_the_actions_before_its_condition_made(string space, string artifact, string refused)
    {
        StageCondition[] Conditions(string result) =>
        [
            new() { Result = result, Rules = [Rule("Commands") with { Commands = ["echo #{" + space + ".Id} #{codepipeline.PipelineExecutionId}"], InputArtifacts = [artifact] }] },
        ];
        var own = Stage("Own", Build("Own", output: "OwnArtifact", space: "Own")) with
        {
            BeforeEntry = new StageConditions { Conditions = Conditions("FAIL") },
            OnSuccess = new StageConditions { Conditions = Conditions("FAIL") },
            OnFailure = new StageFailureConditions { Conditions = Conditions("ROLLBACK") },
        };

        var findings = PipelineValidator.Validate(Make(stages:
            [Source(), Stage("Early", Build("Early", output: "EarlyArtifact", space: "Early")), own, Stage("Late", Build("Late", output: "LateArtifact", space: "Late"))]));

        Assert.All(findings, finding => Assert.True(finding.IsWarning));
        foreach (var id in new[] { "UnknownVariableNamespace", "ArtifactNotProduced" })
        {
            Assert.Equal(refused, string.Join(" ", findings.Where(finding => finding.Id == id).Select(finding => finding.Path!.Split('.')[1]).Order(StringComparer.Ordinal)));
        }
    }

    [Fact]
    public void A_rule_command_with_several_lines_is_a_warning_at_every_gate()
    {
        StageCondition[] conditions = [new() { Result = "FAIL", Rules = [Rule("Commands") with { Commands = ["make", "make\ntest"] }] }];
        var stage = new PipelineStage { Name = "Build", Actions = [Build()] };

        var paths = PipelineValidator.Validate(Make(stages: [Source(), stage with { BeforeEntry = new StageConditions { Conditions = conditions }, OnSuccess = new StageConditions { Conditions = conditions } }]))
            .Select(finding => $"{finding.Id} {finding.IsWarning} {finding.Path}");

        Assert.Equal(
            ["CommandWithSeveralLines True Stages[1].BeforeEntry.Conditions[0].Rules[0].Commands[1]", "CommandWithSeveralLines True Stages[1].OnSuccess.Conditions[0].Rules[0].Commands[1]"], paths);
    }

    [Theory]
    [InlineData("#{SourceVariables.CommitId}", true)]
    [InlineData("#{codepipeline.PipelineExecutionId}", true)]
    [InlineData("#{variables.Stage}-#{SourceVariables.CommitId}", true)]
    [InlineData("#{Missing.Value}", false)]
    [InlineData("#{not-a-reference}", true)]
    public void References_to_known_variables_are_accepted(string value, bool isAccepted)
    {
        var source = SourceAction() with { Namespace = "SourceVariables" };
        var approval = Action("Approve", "Approval", "Manual", configuration: new() { ["CustomData"] = value });

        var findings = PipelineValidator.Validate(Make(variables: [new PipelineVariable { Name = "Stage", DefaultValue = "x" }], stages: [Stage("Source", source), Stage("Approve", approval), Stage("Build", Build())]));

        Assert.Equal(isAccepted ? [] : ["UnknownVariableNamespace"], findings.Select(f => f.Id));
    }

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, true)]
    [InlineData(50000, true)]
    [InlineData(50001, false)]
    public void The_length_of_a_value_is_a_warning_up_to_what_AWS_was_seen_to_accept(int length, bool? isWarning)
    {
        var approval = Action("Approve", "Approval", "Manual", configuration: new() { ["CustomData"] = new string('x', length) });

        var finding = PipelineValidator.Validate(Make(stages: [Source(), Stage("Approve", approval), Stage("Build", Build())])).SingleOrDefault();

        Assert.Equal((isWarning is null ? null : "InvalidConfiguration", isWarning), (finding?.Id, finding?.IsWarning));
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/same", "arn:aws:iam::123456789012:role/r", null)]
    [InlineData("arn:aws:iam::222222222222:role/other", "arn:aws:iam::123456789012:role/r", "CrossAccountDefaultKey")]
    [InlineData("arn:aws:iam::222222222222:role/other", null, "CrossAccountDefaultKey")]
    public void A_role_of_another_account_is_recognized_without_a_service_role(string actionRole, string? role, string? expected) => Assert.Equal(
        expected, PipelineValidator.Validate(Make(role: role, stages: [Source(), Stage("Build", Build() with { RoleArn = actionRole })])).SingleOrDefault()?.Id);

    [Fact]
    public void A_customer_managed_key_serves_a_role_of_another_account()
    {
        var key = new EncryptionKey { Id = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" };
        Assert.Empty(PipelineValidator.Validate(Make(
            store: new ArtifactStore { Location = "bucket", EncryptionKey = key }, stages: [Source(), Stage("Build", Build() with { RoleArn = "arn:aws:iam::222222222222:role/other" })])));
    }

    [Theory]
    [InlineData("Build", "CodeBuild", "ProjectName", "a*", "WildcardInConfiguration")]
    [InlineData("Build", "CodeBuild", "ServiceRoleArnOverride", "nope", "InvalidConfigurationArn")]
    [InlineData("Build", "CodeBuild", "ServiceRoleArnOverride", "arn:aws:iam::123456789012:role/r", null)]
    [InlineData("Build", "CodeBuild", "ServiceRoleArnOverride", "#{SourceVariables.CommitId}", null)]
    [InlineData("Build", "CodeBuild", "ServiceRoleArnOverride", "arn:aws:iam::123456789012:role/*", "WildcardInConfiguration")]
    [InlineData("Deploy", "S3", "BucketName", "*", "WildcardInConfiguration")]
    [InlineData("Deploy", "S3", "KMSEncryptionKeyARN", "11111111-2222-3333-4444-555555555555", null)]
    [InlineData("Deploy", "S3", "KMSEncryptionKeyARN", "arn:aws:kms:us-east-1:123456789012:alias/a", null)]
    [InlineData("Invoke", "StepFunctions", "StateMachineArn", "nope", "InvalidConfigurationArn")]
    [InlineData("Invoke", "StepFunctions", "StateMachineArn", "arn:aws:states:us-east-1:123456789012:stateMachine:m", null)]
    public void A_value_that_names_a_resource_is_exact(string category, string provider, string key, string value, string? expected)
    {
        var configuration = new Dictionary<string, string> { ["ProjectName"] = "p" };
        if (category == "Deploy")
        {
            configuration = new Dictionary<string, string> { ["BucketName"] = "my-site", ["Extract"] = "true" };
        }
        else if (category == "Invoke")
        {
            configuration.Clear();
        }

        configuration[key] = value;
        var action = Action("Act", category, provider, inputs: ["SourceArtifact"], configuration: configuration);
        var source = SourceAction() with { Namespace = "SourceVariables" };

        Assert.Equal(expected, PipelineValidator.Validate(Make(stages: [Stage("Source", source), Stage("Act", action)])).SingleOrDefault()?.Id);
    }

    [Fact]
    public void A_secret_with_a_wildcard_is_refused() => Assert.Equal(
        "WildcardInConfiguration",
        Assert.Single(PipelineValidator.Validate(Make(stages: [Source(), Stage("Build", Commands(environment: [new ActionEnvironmentVariable { Name = "A", Value = "*", Type = "SECRETS_MANAGER" }]))]))).Id);

    [Fact]
    public void A_key_with_different_case_suggests_the_correct_key() => Assert.Contains(
        "use 'ProjectName'", Assert.Single(PipelineValidator.Validate(s_broken["UnknownConfigurationKey"]())).Message, StringComparison.Ordinal);

    private static Pipeline Make(
        string name = "demo",
        string? role = "arn:aws:iam::123456789012:role/r",
        string type = "V2",
        string region = "us-east-1",
        string mode = "SUPERSEDED",
        IReadOnlyDictionary<string, string>? tags = null,
        ArtifactStore? store = null,
        bool hasStore = true,
        IReadOnlyDictionary<string, ArtifactStore>? stores = null,
        IReadOnlyList<PipelineStage>? stages = null,
        IReadOnlyList<PipelineVariable>? variables = null,
        IReadOnlyList<PipelineTrigger>? triggers = null) => new()
        {
            Name = name,
            Region = region,
            RoleArn = role,
            PipelineType = type,
            ExecutionMode = mode,
            Tags = tags,
            ArtifactStore = store ?? (stores is null && hasStore ? new ArtifactStore { Location = "my-artifacts" } : null),
            ArtifactStores = stores,
            Stages = stages ?? [Source(), Stage("Build", Build())],
            Variables = variables ?? [],
            Triggers = triggers ?? [],
        };

    private static PipelineStage Source() => Stage("Source", SourceAction());

    private static PipelineStage Stage(string name, params PipelineAction[] actions) => new() { Name = name, Actions = actions };

    private static PipelineAction SourceAction(
        string name = "Source", string output = "SourceArtifact", string connection = "arn:aws:codestar-connections:us-east-1:123456789012:connection/x", string? repository = null, string format = "CODE_ZIP", string? region = null, string branch = "main", string detects = "true") => Action(
        name, "Source", PipelineSource.Provider, [], [output], new() { ["ConnectionArn"] = connection, ["FullRepositoryId"] = repository ?? (name == "Source" ? "ws/repo" : "ws/" + name.ToLowerInvariant()), ["BranchName"] = branch, ["OutputArtifactFormat"] = format, ["DetectChanges"] = detects }, region: region);

    private static PipelineAction Build(
        string name = "Build", string? project = "p", string[]? inputs = null, string output = "BuildArtifact", int? order = null, string? space = null, string? region = null) => Action(
        name, "Build", "CodeBuild", inputs ?? ["SourceArtifact"], [output], project is null ? [] : new() { ["ProjectName"] = project }, order, space, region);

    private static PipelineStage Failing(StageFailureConditions failure) => new() { Name = "Build", Actions = [Build()], OnFailure = failure };

    private static StageCondition Condition(int rules = 1, string name = "rule", string category = "Rule", int? timeout = null) => new()
    {
        Result = "FAIL",
        Rules = Enumerable.Range(0, rules).Select(r => new StageRule { Name = r == 0 ? name : name + r, RuleTypeId = new RuleTypeId { Category = category, Owner = "AWS", Provider = "DeploymentWindow", Version = "1" }, Configuration = new Dictionary<string, string> { ["Cron"] = "* * 8-16 ? * MON-FRI" }, TimeoutInMinutes = timeout }).ToList(),
    };

    private static PipelineStage Entering(StageRule rule, string result = "FAIL") => new()
    {
        Name = "Build", Actions = [Build()], BeforeEntry = new StageConditions { Conditions = [new StageCondition { Result = result, Rules = [rule] }] },
    };

    private static StageRule Rule(string provider, params (string Key, string Value)[] configuration) => new()
    {
        Name = "rule",
        RuleTypeId = new RuleTypeId { Category = "Rule", Owner = "AWS", Provider = provider, Version = "1" },
        Configuration = configuration.ToDictionary(entry => entry.Key, entry => entry.Value),
    };

    private static PipelineAction Commands(IReadOnlyList<string>? variables = null, IReadOnlyList<string>? files = null, IReadOnlyList<ActionEnvironmentVariable>? environment = null) => new()
    {
        Name = "Run",
        ActionTypeId = new ActionTypeId { Category = "Compute", Owner = "AWS", Provider = "Commands", Version = "1" },
        InputArtifacts = ["SourceArtifact"],
        OutputArtifacts = [new OutputArtifact { Name = "Out", Files = files }],
        Commands = ["make"],
        OutputVariables = variables,
        EnvironmentVariables = environment,
    };

    private static PipelineAction Approval(int? timeout = null) => Action("Approve", "Approval", "Manual", timeout: timeout);

    private static PipelineAction Action(
        string name, string category, string provider, string[]? inputs = null, string[]? outputs = null, Dictionary<string, string>? configuration = null, int? order = null, string? space = null, string? region = null, int? timeout = null, string[]? commands = null, string owner = "AWS") => new()
        {
            Name = name,
            ActionTypeId = new ActionTypeId { Category = category, Owner = owner, Provider = provider, Version = "1" },
            InputArtifacts = inputs ?? [],
            OutputArtifacts = (outputs ?? []).Select(o => new OutputArtifact { Name = o }).ToList(),
            Configuration = configuration,
            RunOrder = order,
            Namespace = space,
            Region = region,
            TimeoutInMinutes = timeout,
            Commands = commands,
        };

    private static PipelineTrigger Trigger(string source = "Source", IReadOnlyList<TriggerPushFilter>? push = null, IReadOnlyList<TriggerPullRequestFilter>? requests = null) =>
        new() { SourceActionName = source, Push = push ?? (requests is null ? [Branches("main")] : null), PullRequest = requests };

    private static TriggerPushFilter Branches(params string[] patterns) => new() { Branches = Patterns(patterns) };

    private static TriggerPatterns Patterns(params string[] patterns) => new() { Includes = patterns };
}
