using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Every rule for declarations, violated one at a time, with the exact error type and message.</summary>
public sealed class PipelineRuleTests : IDisposable
{
    private const string Structure = "InvalidStructureException";
    private const string StageDeclaration = "InvalidStageDeclarationException";
    private const string ActionDeclaration = "InvalidActionDeclarationException";
    private const string Validation = "ValidationException";
    private const string BadFilter = "The trigger configuration for the source action is not valid. Make sure to choose valid filter combinations.";
    private const string BadTrigger = "Triggers for connections must reference a CodeStarSourceConnection action. Note that when you specify a trigger, you can't specify more than one trigger per source action.";
    private const string NotAuthorized = "CodePipeline is not authorized to perform AssumeRole on role ";

    private static readonly Dictionary<string, Rule> s_rules = new()
    {
        ["one stage"] = new(p => Stages(p).RemoveAt(1), Structure, "Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline"),
        ["51 stages"] = new(p => AddStages(p, 49), Structure, "Pipeline has too many stages. There can only be up to 50 stages in a pipeline"),
        ["first stage builds"] = new(p => Actions(p, 0).Add((JsonNode)Build("B")), Structure, "Pipeline should start with a stage that only contains source actions"),
        ["source later"] = new(p => Actions(p, 1).Add((JsonNode)Source("S2", "arn", "Two")), Structure, "Source actions can only be included in the first stage of the pipeline"),
        ["only sources"] = new(p => p["stages"]![1] = Stage("More", Source("S2", "arn", "Two")), Structure, "Pipeline should contain at least 1 action whose category is not Source"),
        ["stage twice"] = new(p => p["stages"]![1]!["name"] = "Source", StageDeclaration, "Stage name 'Source' is used more than once"),
        ["empty stage"] = new(p => Actions(p, 1).Clear(), StageDeclaration, "Stage 'Build' has 0 action(s). There should be 1 to 100 actions in a stage"),
        ["action twice"] = new(p => Actions(p, 1).Add((JsonNode)Build("Build")), StageDeclaration, "Action name 'Build' is used more than once in stage 'Build'"),
        ["output twice"] = new(p => Actions(p, 0).Add((JsonNode)Source("S2", "arn")), ActionDeclaration, "Output Artifact Bundle name must be unique within the pipeline. SourceArtifact has been used more than once"),
        ["missing input"] = new(p => Action(p, 1)["inputArtifacts"] = new JsonArray(Artifact("Other")), ActionDeclaration, "Input Artifact Bundle Other in action Build is not declared as Output Artifact Bundle in any of the preceding actions"),
        ["input of the same run order"] = new(SameRunOrder, ActionDeclaration, "Input Artifact Bundle Built in action Second is not declared as Output Artifact Bundle in any of the preceding actions"),
        ["no input"] = new(p => Action(p, 1).Remove("inputArtifacts"), ActionDeclaration, "Action Build declares 0 input artifacts which is less than the minimum count (1)"),
        ["input to a source"] = new(p => Action(p, 0)["inputArtifacts"] = new JsonArray(Artifact("X")), ActionDeclaration, "Action Source declares 1 input artifacts which is more than the maximum count (0)"),
        ["no output"] = new(p => Action(p, 0).Remove("outputArtifacts"), ActionDeclaration, "Action Source declares 0 output artifacts which is less than the minimum count (1)"),
        ["no branch"] = new(p => Configuration(p, 0).Remove("BranchName"), ActionDeclaration, "Action configuration for action 'Source' is missing required configuration 'BranchName'"),
        ["no repository"] = new(p => Configuration(p, 0).Remove("FullRepositoryId"), ActionDeclaration, "Action configuration for action 'Source' is missing required configuration 'FullRepositoryId'"),
        ["no connection"] = new(p => Configuration(p, 0).Remove("ConnectionArn"), ActionDeclaration, "Action configuration for action 'Source' is missing required configuration 'ConnectionArn'"),
        ["no project"] = new(p => Action(p, 1).Remove("configuration"), ActionDeclaration, "Action configuration for action 'Build' is missing required configuration 'ProjectName'"),
        ["unknown key"] = new(p => Configuration(p, 0)["Colour"] = "red", ActionDeclaration, "Action configuration for action 'Source' contains unknown configuration 'Colour'"),
        ["unknown provider"] = new(p => Action(p, 1)["actionTypeId"] = Type("Build", "Jenkins"), ActionDeclaration, "ActionType (Category: 'Build', Provider: 'Jenkins', Owner: 'AWS', Version: '1') in action 'Build' is not available in region 'US_EAST_1'"),
        ["wrong owner"] = new(p => Action(p, 0)["actionTypeId"] = Type("Source", "CodeStarSourceConnection", "ThirdParty"), ActionDeclaration, "ActionType (Category: 'Source', Provider: 'CodeStarSourceConnection', Owner: 'ThirdParty', Version: '1') in action 'Source' is not available in region 'US_EAST_1'"),
        ["wrong version"] = new(p => Action(p, 1)["actionTypeId"] = Type("Build", "CodeBuild", "AWS", "2"), ActionDeclaration, "ActionType (Category: 'Build', Provider: 'CodeBuild', Owner: 'AWS', Version: '2') in action 'Build' is not available in region 'US_EAST_1'"),
        ["source in another Region"] = new(p => Action(p, 0)["region"] = "eu-west-1", ActionDeclaration, "Source action 'Source' cannot be in another region than the pipeline"),
        ["reserved namespace"] = new(ReservedNamespace, Structure, "One or more of the chosen namespaces is reserved. Note that there is a namespace for variables at the pipeline level.\n"),
        ["V1 with Commands"] = new(p => V1(p, () => Action(p, 1)["actionTypeId"] = Type("Compute", "Commands")), ActionDeclaration, "Commands Action can only be used with V2 pipelines."),
        ["V1 with EKS"] = new(p => V1(p, () => Action(p, 1)["actionTypeId"] = Type("Deploy", "EKS")), ActionDeclaration, "EKS Action can only be used with V2 pipelines."),
        ["V1 with ECRBuildAndPublish"] = new(p => V1(p, () => Action(p, 1)["actionTypeId"] = Type("Build", "ECRBuildAndPublish")), ActionDeclaration, "ECRBuildAndPublish Action can only be used with V2 pipelines."),
        ["V1 in parallel"] = new(p => V1(p, () => p["executionMode"] = "PARALLEL"), Structure, "QUEUED or PARALLEL mode can only be used with V2 pipelines"),
        ["V1 with a trigger"] = new(p => V1(p, () => p["triggers"] = new JsonArray(Trigger("Source"))), Structure, "Triggers on tag can only be used with V2 pipelines"),
        ["V1 with a variable"] = new(p => V1(p, () => p["variables"] = new JsonArray(Artifact("v"))), Structure, "Pipeline variable can only be used with V2 pipelines"),
        ["V1 queued"] = new(p => V1(p, () => p["executionMode"] = "QUEUED"), Structure, "QUEUED or PARALLEL mode can only be used with V2 pipelines"),
        ["V1 with conditions"] = new(p => V1(p, () => p["stages"]![1]!["onFailure"] = new JsonObject { ["result"] = "ROLLBACK" }), StageDeclaration, "Stage level conditions can only be used with V2 pipelines."),
        ["parallel with rollback"] = new(ParallelRollback, StageDeclaration, "Failure conditions with rollback result type cannot be added to a PARALLEL pipeline."),
        ["result and conditions"] = new(ResultAndConditions, StageDeclaration, "The following stage cannot have a failure exit gate configured with both top level result and conditions: 'Build"),
        ["variable twice"] = new(p => p["variables"] = new JsonArray(Artifact("v"), Artifact("v")), Structure, "Variable names must be unique. The following variable name is already in use: v"),
        ["trigger of a missing action"] = new(p => p["triggers"] = new JsonArray(Trigger("Sauce")), Structure, BadTrigger),
        ["trigger of a build"] = new(p => p["triggers"] = new JsonArray(Trigger("Build")), Structure, BadTrigger),
        ["two triggers of one action"] = new(p => p["triggers"] = new JsonArray(Trigger("Source"), Trigger("Source")), Structure, BadTrigger),
        ["tags with branches"] = new(p => Push(p, """{"tags":{"includes":["v*"]},"branches":{"includes":["main"]}}"""), Structure, BadFilter),
        ["tags with paths"] = new(p => Push(p, """{"tags":{"includes":["v*"]},"filePaths":{"includes":["src/**"]}}"""), Structure, BadFilter),
        ["only paths"] = new(p => Push(p, """{"filePaths":{"includes":["src/**"]}}"""), Structure, BadFilter),
        ["empty filter"] = new(p => Push(p, "{}"), Structure, BadFilter),
        ["filter without a pattern"] = new(p => Push(p, """{"branches":{}}"""), Structure, BadFilter),
        ["pull request without branches"] = new(p => PullRequest(p, """{"events":["OPEN"]}"""), Structure, BadFilter),
        ["pull request with only paths"] = new(p => PullRequest(p, """{"filePaths":{"includes":["a"]}}"""), Structure, BadFilter),
        ["another Region with one store"] = new(p => Action(p, 1)["region"] = "eu-west-1", Validation, "Your pipeline contains actions in more than one region. Use 'pipeline.artifactStores' instead of 'pipeline.artifactStore' to declare an artifact store, such as an artifact bucket, for each region where you have an action."),
        ["a Region without a store"] = new(RegionWithoutStore, Validation, "Your pipeline must have an artifact store, such as an artifact bucket, for each region where you have an action. The following region is missing in 'pipeline.artifactStores': eu-west-1."),
        ["no store"] = new(p => p.Remove("artifactStore"), Structure, "Pipeline must have either 'artifactStore' or 'artifactStores', and not both"),
        ["both stores"] = new(p => p["artifactStores"] = new JsonObject { ["us-east-1"] = p["artifactStore"]!.DeepClone() }, Structure, "Pipeline must have either 'artifactStore' or 'artifactStores', and not both"),
        ["missing role"] = new(p => p["roleArn"] = "arn:aws:iam::123456789012:role/none", Structure, NotAuthorized + "arn:aws:iam::123456789012:role/none"),
        ["role of an unknown account"] = new(p => p["roleArn"] = "arn:aws:iam::999999999999:role/service-role/AWSCodePipelineServiceRole-us-east-1-sandbox", Structure, NotAuthorized + "arn:aws:iam::999999999999:role/service-role/AWSCodePipelineServiceRole-us-east-1-sandbox"),
        ["missing action role"] = new(p => Action(p, 1)["roleArn"] = "arn:aws:iam::123456789012:role/none", Structure, "arn:aws:iam::123456789012:role/service-role/AWSCodePipelineServiceRole-us-east-1-sandbox is not authorized to perform AssumeRole on role arn:aws:iam::123456789012:role/none"),

        ["name with a space"] = new(p => p["name"] = "my pipeline", Validation, Single("pipeline.name", "Member must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+")),
        ["name of 101 characters"] = new(p => p["name"] = new string('a', 101), Validation, Single("pipeline.name", "Member must have length less than or equal to 100")),
        ["no name"] = new(p => p.Remove("name"), Validation, Single("pipeline.name", "Member must not be null")),
        ["role that is not an ARN"] = new(p => p["roleArn"] = "role", Validation, Single("pipeline.roleArn", "Member must satisfy regular expression pattern: arn:aws(-[\\w]+)*:iam::[0-9]{12}:role/.*")),
        ["bucket with a folder"] = new(p => p["artifactStore"]!["location"] = "bucket/folder", Validation, Single("pipeline.artifactStore.location", "Member must satisfy regular expression pattern: [a-zA-Z0-9\\-\\.]+")),
        ["bucket of 2 characters"] = new(p => p["artifactStore"]!["location"] = "ab", Validation, Single("pipeline.artifactStore.location", "Member must have length greater than or equal to 3")),
        ["key of another type"] = new(p => p["artifactStore"]!["encryptionKey"] = new JsonObject { ["id"] = "k", ["type"] = "AES" }, Validation, Single("pipeline.artifactStore.encryptionKey.type", "Member must satisfy enum value set: [KMS]")),
        ["stage name"] = new(p => p["stages"]![1]!["name"] = "a b", Validation, Single("pipeline.stages.2.member.name", "Member must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+")),
        ["run order 1000"] = new(p => Action(p, 0)["runOrder"] = 1000, Validation, Single("pipeline.stages.1.member.actions.1.member.runOrder", "Member must have value less than or equal to 999")),
        ["run order 0"] = new(p => Action(p, 0)["runOrder"] = 0, Validation, Single("pipeline.stages.1.member.actions.1.member.runOrder", "Member must have value greater than or equal to 1")),
        ["empty configuration value"] = new(p => Configuration(p, 0)["BranchName"] = "", Validation, Single("pipeline.stages.1.member.actions.1.member.configuration", "Map value must satisfy constraint: [Member must have length less than or equal to 50000, Member must have length greater than or equal to 1]")),
        ["long configuration key"] = new(p => Configuration(p, 0)[new string('k', 51)] = "v", Validation, Single("pipeline.stages.1.member.actions.1.member.configuration", "Map keys must satisfy constraint: [Member must have length less than or equal to 50, Member must have length greater than or equal to 1]")),
        ["artifact name"] = new(p => Action(p, 0)["outputArtifacts"] = new JsonArray(Artifact("a.b")), Validation, Single("pipeline.stages.1.member.actions.1.member.outputArtifacts.1.member.name", "Member must satisfy regular expression pattern: [a-zA-Z0-9_\\-]+")),
        ["category"] = new(p => Action(p, 0)["actionTypeId"]!["category"] = "Sauce", Validation, Single("pipeline.stages.1.member.actions.1.member.actionTypeId.category", "Member must satisfy enum value set: [Source, Build, Deploy, Test, Invoke, Approval, Compute]")),
        ["time-out"] = new(p => Action(p, 1)["timeoutInMinutes"] = 4, Validation, Single("pipeline.stages.2.member.actions.1.member.timeoutInMinutes", "Member must have value greater than or equal to 5")),
        ["execution mode"] = new(p => p["executionMode"] = "FAST", Validation, Single("pipeline.executionMode", "Member must satisfy enum value set: [QUEUED, SUPERSEDED, PARALLEL]")),
        ["pipeline type"] = new(p => p["pipelineType"] = "V3", Validation, Single("pipeline.pipelineType", "Member must satisfy enum value set: [V1, V2]")),
        ["four push filters"] = new(FourPushFilters, Validation, Single("pipeline.triggers.1.member.gitConfiguration.push", "Member must have length less than or equal to 3")),
        ["nine patterns"] = new(p => Push(p, """{"branches":{"includes":["1","2","3","4","5","6","7","8","9"]}}"""), Validation, Single("pipeline.triggers.1.member.gitConfiguration.push.1.member.branches.includes", "Member must have length less than or equal to 8")),
        ["empty patterns"] = new(p => Push(p, """{"branches":{"includes":[]}}"""), Validation, Single("pipeline.triggers.1.member.gitConfiguration.push.1.member.branches.includes", "Member must have length greater than or equal to 1")),
        ["pull request event"] = new(p => PullRequest(p, """{"events":["MERGED"],"branches":{"includes":["main"]}}"""), Validation, Single("pipeline.triggers.1.member.gitConfiguration.pullRequest.1.member.events", "Member must satisfy constraint: [Member must satisfy enum value set: [OPEN, UPDATED, CLOSED]]")),
        ["51 variables"] = new(p => p["variables"] = new JsonArray([.. Enumerable.Range(0, 51).Select(i => Artifact($"v{i}"))]), Validation, Single("pipeline.variables", "Member must have length less than or equal to 50")),
    };

    private readonly TestSandbox _sandbox = new();

    public static TheoryData<string> Rules => [.. s_rules.Keys];

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task An_invalid_declaration_is_rejected(string rule)
    {
        var (breakIt, type, message) = s_rules[rule];
        var pipeline = Valid(_sandbox.Info);
        breakIt(pipeline);

        var answer = await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline });

        Assert.Equal((400, type, message), (answer.Status, answer.ErrorType, answer.ErrorMessage));
        Assert.Equal("""{"pipelines":[]}""", (await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines")).Body);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task An_invalid_update_is_rejected(string rule)
    {
        var (breakIt, type, message) = s_rules[rule];
        await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = Valid(_sandbox.Info) });
        var pipeline = Valid(_sandbox.Info);
        breakIt(pipeline);

        var answer = await _sandbox.CallAsync(TestSandbox.CodePipeline, "UpdatePipeline", new JsonObject { ["pipeline"] = pipeline });

        Assert.Equal((400, type, message), (answer.Status, answer.ErrorType, answer.ErrorMessage));
    }

    [Fact]
    public async Task A_declaration_with_all_V2_features_is_accepted()
    {
        var pipeline = Valid(_sandbox.Info);
        pipeline["executionMode"] = "QUEUED";
        pipeline["variables"] = new JsonArray(new JsonObject { ["name"] = "v", ["defaultValue"] = "1", ["description"] = "" });
        Push(pipeline, """{"branches":{"includes":["main"]},"filePaths":{"excludes":["docs/**"]}}""");
        pipeline["triggers"]![0]!["gitConfiguration"]!["pullRequest"] = JsonNode.Parse("""[{"events":["OPEN","CLOSED"],"branches":{"includes":["main"]}}]""");
        pipeline["stages"]![1]!["onFailure"] = new JsonObject { ["result"] = "ROLLBACK" };
        Stages(pipeline).Add((JsonNode)Stage("Approve", Approval("Manual")));

        var answer = await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = pipeline });

        Assert.Equal((200, ""), (answer.Status, answer.Status == 200 ? "" : answer.Body));
    }

    private static string Single(string path, string constraint) =>
        $"1 validation error detected: Value at '{path}' failed to satisfy constraint: {constraint}";

    private static JsonArray Stages(JsonObject pipeline) => pipeline["stages"]!.AsArray();

    private static JsonArray Actions(JsonObject pipeline, int stage) => Stages(pipeline)[stage]!["actions"]!.AsArray();

    private static JsonObject Action(JsonObject pipeline, int stage) => Actions(pipeline, stage)[0]!.AsObject();

    private static JsonObject Configuration(JsonObject pipeline, int stage) => Action(pipeline, stage)["configuration"]!.AsObject();

    private static void AddStages(JsonObject pipeline, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Stages(pipeline).Add((JsonNode)Stage($"S{i}", Approval("Manual")));
        }
    }

    private static void SameRunOrder(JsonObject pipeline)
    {
        Action(pipeline, 1)["outputArtifacts"] = new JsonArray(Artifact("Built"));
        Actions(pipeline, 1).Add((JsonNode)Build("Second", input: "Built"));
    }

    private static void ReservedNamespace(JsonObject pipeline)
    {
        pipeline["variables"] = new JsonArray(Artifact("v"));
        Action(pipeline, 1)["namespace"] = "variables";
    }

    private static void V1(JsonObject pipeline, Action change)
    {
        pipeline["pipelineType"] = "V1";
        change();
    }

    private static void ParallelRollback(JsonObject pipeline)
    {
        pipeline["executionMode"] = "PARALLEL";
        pipeline["stages"]![1]!["onFailure"] = new JsonObject { ["result"] = "ROLLBACK" };
    }

    private static void ResultAndConditions(JsonObject pipeline) => pipeline["stages"]![1]!["onFailure"] = JsonNode.Parse(
        """{"result":"FAIL","conditions":[{"result":"FAIL","rules":[{"name":"r","ruleTypeId":{"category":"Rule","provider":"CloudWatchAlarm"}}]}]}""");

    private static void RegionWithoutStore(JsonObject pipeline)
    {
        pipeline["artifactStores"] = new JsonObject { ["us-east-1"] = pipeline["artifactStore"]!.DeepClone() };
        pipeline.Remove("artifactStore");
        Action(pipeline, 1)["region"] = "eu-west-1";
    }

    private static void FourPushFilters(JsonObject pipeline)
    {
        Push(pipeline, """{"branches":{"includes":["a"]}}""");
        var push = pipeline["triggers"]![0]!["gitConfiguration"]!["push"]!.AsArray();
        for (var i = 0; i < 3; i++)
        {
            push.Add(push[0]!.DeepClone());
        }
    }

    private static void Push(JsonObject pipeline, string filter) => Filter(pipeline, "push", filter);

    private static void PullRequest(JsonObject pipeline, string filter) => Filter(pipeline, "pullRequest", filter);

    private static void Filter(JsonObject pipeline, string kind, string filter) =>
        pipeline["triggers"] = new JsonArray(Trigger("Source", new JsonObject { [kind] = new JsonArray(JsonNode.Parse(filter)) }));

    private sealed record Rule(Action<JsonObject> BreakIt, string Type, string Message);
}
