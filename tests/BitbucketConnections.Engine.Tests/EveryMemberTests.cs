using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.IdentityManagement.Model;
using BitbucketConnections.Engine.ArtifactStores;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.DefinitionFiles;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests that a change of one member keeps all other members, including future ones.</summary>
[Collection("environment")]
public sealed class EveryMemberTests
{
    private readonly Pipeline _full = FilledModel.Of<Pipeline>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Wiring_changes_only_the_artifacts()
    {
        Assert.Equal(FilledModel.Values(_full), FilledModel.Values(_full with { Stages = ArtifactWiring.Wire(_full.Stages) }));

        var build = new ActionTypeId { Category = "Build", Owner = "AWS", Provider = "CodeBuild", Version = "1" };
        var open = _full.Stages.Select(stage => stage with { Actions = stage.Actions.Select(a => a with { ActionTypeId = build, InputArtifacts = [], OutputArtifacts = [] }).ToList() }).ToList();

        var wired = ArtifactWiring.Wire(open);

        Assert.All(wired.SelectMany(stage => stage.Actions), action => Assert.Single(action.OutputArtifacts));
        Assert.All(wired.Zip(open), pair => Assert.Equal(FilledModel.Values(pair.Second, "Actions"), FilledModel.Values(pair.First, "Actions")));
        Assert.All(
            wired.SelectMany(stage => stage.Actions).Zip(open.SelectMany(stage => stage.Actions)),
            pair => Assert.Equal(FilledModel.Values(pair.Second, "InputArtifacts", "OutputArtifacts"), FilledModel.Values(pair.First, "InputArtifacts", "OutputArtifacts")));
    }

    [Fact]
    public void A_trigger_for_an_action_keeps_all_its_filters()
    {
        var trigger = FilledModel.Of<PipelineTrigger>();

        var made = TriggerFilters.For("Source", trigger);

        Assert.Equal("Source", made.SourceActionName);
        Assert.Equal(FilledModel.Values(trigger, "SourceActionName"), FilledModel.Values(made, "SourceActionName"));
    }

    [Fact]
    public void All_properties_of_a_pipeline_as_JSON_are_read_back_as_its_definition()
    {
        var read = ReadFile(System.Text.Json.JsonSerializer.Serialize(_full));

        string[] ofAws = ["PipelineArn", "Created", "Updated", "ConsoleUrl", "PipelineExecutionId"];
        Assert.Equal(FilledModel.Values(_full, ofAws), FilledModel.Values(read, ofAws));
    }

    [Fact]
    public void A_definition_that_is_written_as_JSON_is_read_back_without_AWS_metadata()
    {
        var read = ReadFile(DefinitionJson.Write(_full));

        Assert.Null(read.ConsoleUrl);
        string[] ofAws = ["PipelineArn", "Created", "Updated", "ConsoleUrl", "PipelineExecutionId"];
        Assert.Equal(FilledModel.Values(_full, ofAws), FilledModel.Values(read, ofAws));
    }

    // The filled model has unknown members in each part, which are named.
    private Pipeline ReadFile(string json) =>
        DefinitionReader.Read(json, _full.Region, new ConsoleLinks(null), (_, message) => Assert.Contains("sent to AWS unchanged.", message, StringComparison.Ordinal));

    // All stores are specified, so no AWS calls are needed.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_the_stores_are_set(bool byRegion)
    {
        var given = byRegion ? _full with { ArtifactStore = null } : _full with { ArtifactStores = null };

        var stored = await new DefaultStore(null!, null!).EnsureAsync(given, [], Token);

        Assert.Equal(FilledModel.Values(given), FilledModel.Values(stored));
    }

    [Fact]
    public void An_action_type_has_a_text_form_and_keeps_unknown_members()
    {
        var type = FilledModel.Of<ActionTypeId>();

        Assert.Equal(FilledModel.Values(type), FilledModel.Values(Catalog.ActionCatalog.Spell(type)));
    }

    [Fact]
    public async Task A_pipeline_is_created_with_every_member_of_a_definition()
    {
        using var harness = new RoleHarness();
        var fixture = harness.Fixture;
        var actionRole = await harness.Iam.CreateRoleAsync(
            new CreateRoleRequest
            {
                RoleName = "action",
                AssumeRolePolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}""",
            },
            Token);
        var connection = await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);
        fixture.Sandbox.CompleteConnection(connection.ConnectionArn);
        var definition = Whole(connection.ConnectionArn, actionRole.Role!.Arn!);
        Assert.Equal(s_notGiven.Order(), Unset(definition).Order());

        // AWS metadata of another pipeline is not part of the definition.
        var creation = await fixture.Session.Wizard.CreateAsync(
            definition with { PipelineArn = "arn:aws:codepipeline:us-east-1:123456789012:other", Version = 7, Created = DateTime.UnixEpoch }, new PipelineCreateOptions(), Token);

        var made = creation.Pipeline;
        Assert.Equal((1, "arn:aws:codepipeline:us-east-1:123456789012:whole"), (made.Version, made.PipelineArn));
        Assert.NotNull(made.RoleArn);
        Assert.Equal(["us-east-1", "us-west-2"], made.ArtifactStores!.Keys.Order());
        string[] ofAws = ["PipelineArn", "Version", "Created", "Updated", "ConsoleUrl", "RoleArn", "ArtifactStore", "ArtifactStores", "PipelineExecutionId"];
        Assert.Equal(FilledModel.Values(definition, ofAws), FilledModel.Values(made, ofAws));

        // After reading, changing, exporting and creating it again, only the change differs.
        var read = await fixture.Session.Pipelines.GetAsync("whole", null, Token);
        var plan = await fixture.Session.Editor.PlanAsync("whole", new PipelineChanges { Branch = "develop" }, Token);
        var changed = await fixture.Session.Editor.ApplyAsync(plan, Token);
        var copy = fixture.Session.Wizard.ReadJson(fixture.Session.Exporter.Export(changed with { Tags = definition.Tags }, PipelineExportFormat.Json).Text) with { Name = "copy" };
        var second = (await fixture.Session.Wizard.CreateAsync(copy, new PipelineCreateOptions(), Token)).Pipeline;

        Assert.Equal(FilledModel.Values(made, "Tags"), FilledModel.Values(read, "Tags"));
        Assert.Equal("develop", second.BranchName);
        Assert.Equal(made.RoleArn, second.RoleArn);
        Assert.Equal(made.ArtifactStores!.ToDictionary(s => s.Key, s => s.Value.Location), second.ArtifactStores!.ToDictionary(s => s.Key, s => s.Value.Location));
        string[] ofItself = [.. ofAws, "Name"];
        Assert.Equal(WithBranch(FilledModel.Values(made, ofItself), "develop"), FilledModel.Values(second, ofItself));
    }

    private static SortedDictionary<string, string> WithBranch(SortedDictionary<string, string> values, string branch)
    {
        values["Stages[0].Actions[0].Configuration['BranchName']"] = branch;
        return values;
    }

    // Members that the wizard adds, AWS metadata, and the blockers, which AWS reserves.
    private static readonly string[] s_notGiven =
    [
        "Pipeline.ArtifactStore", "Pipeline.ArtifactStores", "Pipeline.ConsoleUrl", "Pipeline.Created", "Pipeline.PipelineArn", "Pipeline.PipelineExecutionId", "Pipeline.RoleArn",
        "Pipeline.Updated", "Pipeline.Version", "PipelineStage.Blockers",
    ];

    private static Pipeline Whole(string connectionArn, string roleArn)
    {
        StageConditions Gate(string name) => new() { Conditions = [Condition(name, "FAIL")] };

        StageCondition Condition(string name, string result) => new()
        {
            Result = result,
            Rules =
            [
                new StageRule
                {
                    Name = name,
                    RuleTypeId = new RuleTypeId { Category = "Rule", Owner = "AWS", Provider = "Commands", Version = "1" },
                    Configuration = new Dictionary<string, string> { ["AlarmName"] = name },
                    Commands = ["make " + name],
                    InputArtifacts = ["SourceArtifact"],
                    RoleArn = roleArn,
                    Region = "us-east-1",
                    TimeoutInMinutes = 6,
                },
            ],
        };

        ActionTypeId Type(string category, string provider) => new() { Category = category, Owner = "AWS", Provider = provider, Version = "1" };

        TriggerPatterns Patterns(string name) => new() { Includes = [name + "/*"], Excludes = [name + "/old"] };

        return new Pipeline
        {
            Name = "whole",
            Region = "us-east-1",
            PipelineType = "V2",
            ExecutionMode = "QUEUED",
            Tags = new Dictionary<string, string> { ["team"] = "web" },
            Variables = [new PipelineVariable { Name = "Target", DefaultValue = "prod", Description = "Where to." }],
            Triggers =
            [
                new PipelineTrigger
                {
                    SourceActionName = "Source",
                    Push = [new TriggerPushFilter { Branches = Patterns("main"), FilePaths = Patterns("src") }, new TriggerPushFilter { Tags = Patterns("v") }],
                    PullRequest = [new TriggerPullRequestFilter { Events = ["OPEN"], Branches = Patterns("main"), FilePaths = Patterns("src") }],
                },
            ],
            Stages =
            [
                new PipelineStage
                {
                    Name = "Source",
                    Actions =
                    [
                        new PipelineAction
                        {
                            Name = "Source",
                            RunOrder = 1,
                            ActionTypeId = Type("Source", PipelineSource.Provider),
                            Configuration = new Dictionary<string, string> { ["ConnectionArn"] = connectionArn, ["FullRepositoryId"] = "example-ws/demo-repo", ["BranchName"] = "main" },
                            OutputArtifacts = [new OutputArtifact { Name = "SourceArtifact" }],
                            Namespace = "SourceVariables",
                            Region = "us-east-1",
                        },
                    ],
                },
                new PipelineStage
                {
                    Name = "Build",
                    BeforeEntry = Gate("entry"),
                    OnSuccess = Gate("success"),
                    OnFailure = new StageFailureConditions { Conditions = [Condition("failure", "ROLLBACK")] },
                    Actions =
                    [
                        new PipelineAction
                        {
                            Name = "Run",
                            RunOrder = 1,
                            ActionTypeId = Type("Compute", "Commands"),
                            Commands = ["make"],
                            InputArtifacts = ["SourceArtifact"],
                            OutputArtifacts = [new OutputArtifact { Name = "Made", Files = ["out/**"] }],
                            OutputVariables = ["RESULT"],
                            EnvironmentVariables = [new ActionEnvironmentVariable { Name = "LEVEL", Value = "1", Type = "PLAINTEXT" }],
                            RoleArn = roleArn,
                            Region = "us-west-2",
                            Namespace = "Run",
                        },
                    ],
                },
                new PipelineStage
                {
                    Name = "Ask",
                    OnFailure = new StageFailureConditions { Result = "RETRY", RetryMode = "ALL_ACTIONS" },
                    Actions =
                    [
                        new PipelineAction { Name = "Approve", RunOrder = 1, ActionTypeId = Type("Approval", "Manual"), TimeoutInMinutes = 60, Region = "us-east-1" },
                    ],
                },
            ],
        };
    }

    /// <summary>Gets the members without a value in the definition, as <c>Type.Member</c>, such as a new member of the model.</summary>
    private static IEnumerable<string> Unset(object model)
    {
        var all = new HashSet<string>();
        var set = new HashSet<string>();
        Visit(model);
        return all.Except(set);

        void Visit(object part)
        {
            foreach (var property in FilledModel.Settable(part.GetType()))
            {
                // The sandbox drops unknown members, as AWS does. Other tests send unknown members.
                var name = $"{part.GetType().Name}.{property.Name}";
                if (property.Name == nameof(IDeclarationPart.AdditionalMembers))
                {
                    continue;
                }

                all.Add(name);
                var value = property.GetValue(part);
                if (value is null or ICollection { Count: 0 })
                {
                    continue;
                }

                set.Add(name);
                foreach (var item in value as IEnumerable ?? new[] { value })
                {
                    if (item.GetType().Assembly == typeof(Pipeline).Assembly)
                    {
                        Visit(item);
                    }
                }
            }
        }
    }
}
