using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Pipelines.Rules;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests each limit of the validator on both sides: the bound is valid, and the next value is not.</summary>
public sealed class LimitTests
{
    private const string KeyPrefix = "arn:aws:kms:us-east-1:123456789012:alias/";
    private const string RolePrefix = "arn:aws:iam::123456789012:role/";

    private static readonly Dictionary<string, Limit> s_limits = new()
    {
        ["length of a pipeline name"] = new(1, 100, "InvalidPipelineName", n => Make() with { Name = Text(n) }),
        ["length of a stage name"] = new(1, 100, "InvalidStageName", n => Make(Stage(Build()) with { Name = Text(n) })),
        ["length of an action name"] = new(1, 100, "InvalidActionName", n => Make(Stage(Build() with { Name = Text(n) }))),
        ["length of a role ARN"] = new(null, 1024, "InvalidRoleArn", n => Make() with { RoleArn = RolePrefix + Text(n - RolePrefix.Length) }),
        ["length of the role ARN of an action"] = new(null, 1024, "InvalidRoleArn", n => Make(Stage(Build() with { RoleArn = RolePrefix + Text(n - RolePrefix.Length) }))),
        ["length of a bucket name"] = new(3, 63, "InvalidArtifactBucket", n => Make() with { ArtifactStore = new ArtifactStore { Location = Text(n) } }),
        ["length of a key ID"] = new(null, 400, "InvalidEncryptionKey", n => Make() with { ArtifactStore = Store(new EncryptionKey { Id = KeyPrefix + Text(n - KeyPrefix.Length) }) }),
        ["number of stages"] = new(2, 50, "InvalidStageCount", n => Make() with { Stages = [First(), .. Texts(n - 1).Select(name => Stage(Approval()) with { Name = name })] }, "InvalidStageCount NextStageMissing"),
        ["number of actions in a stage"] = new(1, 100, "InvalidActionCount", n => Make(Stage(Build()), Stage(Approvals(n)) with { Name = "Ask" })),
        ["number of actions in a pipeline"] = new(null, 1000, "TooManyActions", n => Make(Divide(n - 1))),
        ["run order"] = new(1, 999, "InvalidRunOrder", n => Make(Stage(Build() with { RunOrder = n }))),
        ["length of a namespace"] = new(1, 100, "InvalidNamespace", n => Make(Stage(Build() with { Namespace = Text(n) }))),
        ["timeout of an approval"] = new(5, 86400, "InvalidActionTimeout", n => Make(Stage(Approval() with { TimeoutInMinutes = n }))),
        ["length of a provider"] = new(1, 35, "InvalidActionType", n => Make(Stage(Custom(Text(n), "1")))),
        ["length of a version"] = new(1, 9, "InvalidActionType", n => Make(Stage(Custom("Mine", Text(n))))),
        ["length of a configuration key"] = new(1, 50, "InvalidConfiguration", n => Make(Stage(Custom("Mine", "1") with { Configuration = new Dictionary<string, string> { [Text(n)] = "v" } }))),
        ["length of a configuration value"] = new(1, 1000, "InvalidConfiguration", n => Make(Stage(Custom("Mine", "1") with { Configuration = new Dictionary<string, string> { ["k"] = Text(n) } }))),
        ["length of an artifact name"] = new(1, 100, "InvalidArtifactName", n => Make(Stage(Build() with { OutputArtifacts = [new OutputArtifact { Name = Text(n) }] }))),
        ["number of commands"] = new(1, 50, "InvalidCommands", n => Make(Stage(Commands() with { Commands = Texts(n) }))),
        ["length of a command"] = new(1, 1000, "InvalidCommands", n => Make(Stage(Commands() with { Commands = [Text(n)] }))),
        ["number of output variables"] = new(0, 15, "InvalidOutputVariables", n => Make(Stage(Commands() with { OutputVariables = Texts(n) }))),
        ["length of an output variable"] = new(1, 128, "InvalidOutputVariables", n => Make(Stage(Commands() with { OutputVariables = [Text(n)] }))),
        ["number of output files"] = new(0, 10, "InvalidOutputFiles", n => Make(Stage(Commands() with { OutputArtifacts = [new OutputArtifact { Name = "Out", Files = Texts(n) }] }))),
        ["length of an output file"] = new(1, 128, "InvalidOutputFiles", n => Make(Stage(Commands() with { OutputArtifacts = [new OutputArtifact { Name = "Out", Files = [Text(n)] }] }))),
        ["number of environment variables"] = new(0, 10, "TooManyEnvironmentVariables", n => Make(Stage(Commands() with { EnvironmentVariables = [.. Texts(n).Select(name => Variable(name, "v"))] }))),
        ["length of the name of an environment variable"] = new(1, 128, "InvalidEnvironmentVariable", n => Make(Stage(Commands() with { EnvironmentVariables = [Variable(Text(n), "v")] }))),
        ["length of the value of an environment variable"] = new(1, 2000, "InvalidEnvironmentVariable", n => Make(Stage(Commands() with { EnvironmentVariables = [Variable("V", Text(n))] }))),
        ["number of conditions before entry"] = new(1, 1, "InvalidConditionCount", n => Make(Stage(Build()) with { BeforeEntry = Conditions(n) })),
        ["number of conditions on success"] = new(1, 1, "InvalidConditionCount", n => Make(Stage(Build()) with { OnSuccess = Conditions(n) })),
        ["number of conditions on failure"] = new(0, 1, "InvalidConditionCount", n => Make(Stage(Build()) with { OnFailure = new StageFailureConditions { Conditions = Conditions(n, "ROLLBACK").Conditions } })),
        ["number of rules"] = new(1, 5, "InvalidRuleCount", n => Rules([.. Texts(n).Select(name => Rule() with { Name = name })])),
        ["length of a rule name"] = new(1, 100, "InvalidRuleName", n => Rules(Rule() with { Name = Text(n) })),
        ["length of a rule provider"] = new(1, 35, "InvalidRuleType", n => Rules(Rule() with { RuleTypeId = new RuleTypeId { Category = "Rule", Provider = Text(n) } })),
        ["timeout of a rule"] = new(5, 86400, "InvalidRuleTimeout", n => Rules(Rule() with { TimeoutInMinutes = n })),
        ["number of commands of a rule"] = new(1, 50, "InvalidRuleCommands", n => Rules(CommandRule() with { Commands = Texts(n) }), "InvalidRuleCommands RuleConfigurationMissing"),
        ["length of a command of a rule"] = new(1, 1000, "InvalidRuleCommands", n => Rules(CommandRule() with { Commands = [Text(n)] })),
        ["number of configuration keys of a rule"] = new(null, 200, "InvalidRuleConfiguration", n => Rules(UnknownRule(Texts(n).ToDictionary(key => key, _ => "v")))),
        ["length of a configuration key of a rule"] = new(1, 50, "InvalidRuleConfiguration", n => Rules(UnknownRule(new Dictionary<string, string> { [Text(n)] = "v" }))),
        ["length of a configuration value of a rule"] = new(1, 10000, "InvalidRuleConfiguration", n => Rules(UnknownRule(new Dictionary<string, string> { ["k"] = Text(n) }))),
        ["number of variables"] = new(0, 50, "TooManyVariables", n => Make() with { Variables = [.. Texts(n).Select(name => new PipelineVariable { Name = name })] }),
        ["length of a variable name"] = new(1, 128, "InvalidVariable", n => Make() with { Variables = [new PipelineVariable { Name = Text(n) }] }),
        ["length of a default value"] = new(1, 1000, "InvalidVariable", n => Make() with { Variables = [new PipelineVariable { Name = "v", DefaultValue = Text(n) }] }),
        ["length of a description"] = new(0, 200, "InvalidVariable", n => Make() with { Variables = [new PipelineVariable { Name = "v", Description = Text(n) }] }),
        ["number of triggers"] = new(0, 50, "TooManyTriggers", Triggers),
        ["number of push filters"] = new(null, 3, "TooManyTriggerFilters", n => Make() with { Triggers = [Trigger() with { Push = [.. Enumerable.Repeat(Push(Includes("main")), n)] }] }),
        ["number of pull request filters"] = new(null, 3, "TooManyTriggerFilters", n => Make() with { Triggers = [Trigger() with { PullRequest = [.. Enumerable.Repeat(PullRequest(Includes("main")), n)] }] }),
        ["number of includes"] = new(1, 8, "InvalidTriggerPattern", n => Filtered(Includes(Texts(n))), "InvalidTriggerFilter"),
        ["number of excludes"] = new(1, 8, "InvalidTriggerPattern", n => Filtered(Excludes(Texts(n))), "InvalidTriggerFilter"),
        ["length of an include"] = new(1, 255, "InvalidTriggerPattern", n => Filtered(Includes(Text(n)))),
        ["length of an exclude"] = new(1, 255, "InvalidTriggerPattern", n => Filtered(Excludes(Text(n)))),
        ["length of a tag pattern"] = new(1, 255, "InvalidTriggerPattern", n => Pushed(new TriggerPushFilter { Tags = Includes(Text(n)) })),
        ["length of a path pattern"] = new(1, 255, "InvalidTriggerPattern", n => Pushed(new TriggerPushFilter { Branches = Includes("main"), FilePaths = Includes(Text(n)) })),
        ["length of a pull request pattern"] = new(1, 255, "InvalidTriggerPattern", n => Requested(PullRequest(Includes(Text(n))))),
        ["length of a pull request path pattern"] = new(1, 255, "InvalidTriggerPattern", n => Requested(PullRequest(Includes("main")) with { FilePaths = Includes(Text(n)) })),
        ["number of tags"] = new(0, 50, "TooManyTags", n => Make() with { Tags = Texts(n).ToDictionary(key => key, _ => "v") }),
        ["length of a tag key"] = new(1, 128, "InvalidTag", n => Make() with { Tags = new Dictionary<string, string> { [Text(n)] = "v" } }),
        ["length of a tag value"] = new(0, 256, "InvalidTag", n => Make() with { Tags = new Dictionary<string, string> { ["k"] = Text(n) } }),
    };

    public static TheoryData<string> Names => [.. s_limits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bound_is_valid_and_the_next_value_is_not(string name)
    {
        var limit = s_limits[name];
        if (limit.Least is { } least)
        {
            Assert.Empty(Ids(limit, least));
            Assert.Equal(least == 0 ? string.Empty : limit.BelowIds ?? limit.Id, Ids(limit, Math.Max(least - 1, 0)));
        }

        Assert.Empty(Ids(limit, limit.Most));
        Assert.Equal(limit.Id, Ids(limit, limit.Most + 1));
    }

    private static string Ids(Limit limit, int value) =>
        string.Join(" ", PipelineValidator.Validate(limit.Make(value)).Where(finding => finding.Id != "UnknownRuleType").Select(finding => finding.Id).Distinct().Order());

    private static Pipeline Make(params PipelineStage[] stages) => new()
    {
        Name = "demo",
        Region = "us-east-1",
        RoleArn = RolePrefix + "r",
        PipelineType = "V2",
        ArtifactStore = Store(null),
        Stages = [First(), .. stages.Length == 0 ? [Stage(Build())] : stages],
    };

    private static ArtifactStore Store(EncryptionKey? key) => new() { Location = "my-artifacts", EncryptionKey = key };

    private static PipelineStage First() => new() { Name = "Source", Actions = [Source("Source", "SourceArtifact")] };

    private static PipelineStage Stage(params PipelineAction[] actions) => new() { Name = "Next", Actions = actions };

    private static PipelineStage[] Divide(int actions) =>
        [.. Enumerable.Range(0, actions).Chunk(90).Select((chunk, s) => Stage(Approvals(chunk.Length)) with { Name = "S" + s })];

    private static PipelineAction Source(string name, string output) => Action("Source", PipelineSource.Provider) with
    {
        Name = name,
        OutputArtifacts = [new OutputArtifact { Name = output }],
        Configuration = new Dictionary<string, string>
        {
            ["ConnectionArn"] = "arn:aws:codestar-connections:us-east-1:123456789012:connection/x", ["FullRepositoryId"] = "ws/" + name.ToLowerInvariant(), ["BranchName"] = "main",
        },
    };

    private static PipelineAction Build() => Action("Build", "CodeBuild") with
    {
        InputArtifacts = ["SourceArtifact"], Configuration = new Dictionary<string, string> { ["ProjectName"] = "p" },
    };

    private static PipelineAction Approval() => Action("Approval", "Manual");

    private static PipelineAction[] Approvals(int count) => [.. Texts(count).Select(name => Approval() with { Name = name })];

    private static PipelineAction Commands() => Action("Compute", "Commands") with { InputArtifacts = ["SourceArtifact"], Commands = ["make"] };

    private static PipelineAction Custom(string provider, string version) => new()
    {
        Name = "Tested", InputArtifacts = ["SourceArtifact"], ActionTypeId = new ActionTypeId { Category = "Deploy", Owner = "Custom", Provider = provider, Version = version },
    };

    private static PipelineAction Action(string category, string provider) => new()
    {
        Name = "Tested", ActionTypeId = new ActionTypeId { Category = category, Owner = "AWS", Provider = provider, Version = "1" },
    };

    private static ActionEnvironmentVariable Variable(string name, string value) => new() { Name = name, Value = value };

    private static StageConditions Conditions(int count, string result = "FAIL") => new() { Conditions = [.. Enumerable.Range(0, count).Select(_ => new StageCondition { Result = result, Rules = [Rule()] })] };

    private static Pipeline Rules(params StageRule[] rules) => Make(
        Stage(Build()) with { OnFailure = new StageFailureConditions { Conditions = [new StageCondition { Result = "ROLLBACK", Rules = rules }] } });

    private static StageRule CommandRule() => new() { Name = "rule", RuleTypeId = new RuleTypeId { Category = "Rule", Provider = "Commands" } };

    private static StageRule UnknownRule(Dictionary<string, string> configuration) =>
        new() { Name = "rule", RuleTypeId = new RuleTypeId { Category = "Rule", Provider = "Future" }, Configuration = configuration };

    private static StageRule Rule() => new() { Name = "rule", RuleTypeId = new RuleTypeId { Category = "Rule", Provider = "DeploymentWindow" }, Configuration = new Dictionary<string, string> { ["Cron"] = "* * * ? * * *" } };

    private static PipelineTrigger Trigger() => new() { SourceActionName = "Source" };

    private static TriggerPushFilter Push(TriggerPatterns branches) => new() { Branches = branches };

    private static TriggerPullRequestFilter PullRequest(TriggerPatterns branches) => new() { Branches = branches };

    private static Pipeline Filtered(TriggerPatterns branches) => Pushed(Push(branches));

    private static Pipeline Pushed(TriggerPushFilter filter) => Make() with { Triggers = [Trigger() with { Push = [filter] }] };

    private static Pipeline Requested(TriggerPullRequestFilter filter) => Make() with { Triggers = [Trigger() with { PullRequest = [filter] }] };

    private static TriggerPatterns Includes(params string[] patterns) => new() { Includes = patterns };

    private static TriggerPatterns Excludes(params string[] patterns) => new() { Excludes = patterns };

    private static Pipeline Triggers(int count)
    {
        var sources = Texts(51).Select(name => Source(name, "A" + name));
        return Make() with
        {
            Stages = [new PipelineStage { Name = "Source", Actions = [.. sources] }, Stage(Build() with { InputArtifacts = ["Atext0"] })],
            Triggers = [.. Texts(count).Select(name => Trigger() with { SourceActionName = name, Push = [Push(Includes("main"))] })],
        };
    }

    private static string Text(int length) => new('a', length);

    private static string[] Texts(int count) => [.. Enumerable.Range(0, count).Select(i => "text" + i)];

    // Least is null if a lower value cannot be written, and 0 if there is no lower bound.
    private sealed record Limit(int? Least, int Most, string Id, Func<int, Pipeline> Make, string? BelowIds = null);
}
