using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Declarations;

namespace BitbucketConnections.Engine.Tests;

public sealed class DefinitionComparerTests
{
    [Fact]
    public void Defaults_that_AWS_adds_are_not_differences()
    {
        var requested = Make(roleArn: null, store: null, type: null, mode: null, runOrder: null, configuration: new() { ["FullRepositoryId"] = "ws/repo", ["BranchName"] = "main" });
        var existing = Make(version: 7, configuration: new() { ["BranchName"] = "main", ["DetectChanges"] = "true", ["FullRepositoryId"] = "ws/repo", ["OutputArtifactFormat"] = "CODE_ZIP" }, triggers: [Trigger("main")]);

        Assert.Empty(DefinitionComparer.Compare(existing, requested));
    }

    [Fact]
    public void Each_difference_has_its_path_and_both_values()
    {
        var existing = Make(configuration: new() { ["BranchName"] = "main" });
        var requested = Make(mode: "QUEUED", roleArn: "arn:aws:iam::123456789012:role/other", configuration: new() { ["BranchName"] = "develop" });

        Assert.Equal(
            [
                "ExecutionMode: SUPERSEDED -> QUEUED",
                "RoleArn: arn:aws:iam::123456789012:role/r -> arn:aws:iam::123456789012:role/other",
                "Stages[0].Actions[0].Configuration['BranchName']: main -> develop",
            ],
            DefinitionComparer.Compare(existing, requested).Select(d => d.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_requested_trigger_is_compared()
    {
        var off = new Dictionary<string, string> { ["DetectChanges"] = "false" };

        Assert.Empty(DefinitionComparer.Compare(Make(configuration: off, triggers: [Trigger("main")]), Make(configuration: off, triggers: [Trigger("main")])));
        Assert.Equal(
            "Triggers[0].GitConfiguration.Push[0].Branches.Includes[0]: main -> develop",
            Assert.Single(DefinitionComparer.Compare(Make(configuration: off, triggers: [Trigger("main")]), Make(configuration: off, triggers: [Trigger("develop")]))).ToString());

        // The request has no automatic start, but the pipeline has one.
        Assert.NotEmpty(DefinitionComparer.Compare(Make(configuration: off, triggers: [Trigger("main")]), Make(configuration: off)));
    }

    [Fact]
    public void A_secret_that_AWS_hides_is_not_a_difference() => Assert.Empty(DefinitionComparer.Compare(
        Make(configuration: new() { ["OAuthToken"] = "****" }), Make(configuration: new() { ["OAuthToken"] = "x" })));

    [Fact]
    public void A_variable_without_a_type_is_plain_text_and_an_action_uses_the_pipelines_Region_by_default()
    {
        var requested = WithVariable(type: null, region: null);

        Assert.Empty(DefinitionComparer.Compare(WithVariable("PLAINTEXT", "us-east-1"), requested));
        Assert.Equal("Stages[0].Actions[0].EnvironmentVariables[0].Type: SECRETS_MANAGER -> PLAINTEXT", Assert.Single(DefinitionComparer.Compare(WithVariable("SECRETS_MANAGER", null), requested)).ToString());
        Assert.Equal("Stages[0].Actions[0].Region: eu-west-1 -> (none)", Assert.Single(DefinitionComparer.Compare(WithVariable(null, "eu-west-1"), requested)).ToString());
    }

    private static Pipeline WithVariable(string? type, string? region)
    {
        var pipeline = Make();
        var action = pipeline.Stages[0].Actions[0] with { Region = region, EnvironmentVariables = [new ActionEnvironmentVariable { Name = "LEVEL", Value = "1", Type = type }] };
        return pipeline with { Stages = [pipeline.Stages[0] with { Actions = [action] }] };
    }

    private static PipelineTrigger Trigger(string branch) => new()
    {
        SourceActionName = "Source", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = [branch] } }],
    };

    private static Pipeline Make(
        string? roleArn = "arn:aws:iam::123456789012:role/r",
        string? store = "my-artifacts",
        string? type = "V2",
        string? mode = "SUPERSEDED",
        int? version = null,
        int? runOrder = 1,
        Dictionary<string, string>? configuration = null,
        IReadOnlyList<PipelineTrigger>? triggers = null) => new()
    {
        Name = "demo",
        Region = "us-east-1",
        RoleArn = roleArn,
        PipelineType = type,
        ExecutionMode = mode,
        Version = version,
        ArtifactStore = store is null ? null : new ArtifactStore { Location = store },
        Triggers = triggers ?? [],
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
                        ActionTypeId = new ActionTypeId { Category = "Source", Owner = "AWS", Provider = PipelineSource.Provider, Version = "1" },
                        RunOrder = runOrder,
                        Configuration = configuration,
                    },
                ],
            },
        ],
    };
}
