using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Declarations;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests that repositories and branches of a definition are read as those of the parameters, and that each finding has its place.</summary>
[Collection("environment")]
public sealed class SourceValuesTests : IDisposable
{
    private readonly SandboxFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ssh://git@bitbucket.org/my-ws/my-repo.git")]
    [InlineData("git@bitbucket.org:my-ws/my-repo.git")]
    [InlineData("https://user:s3cr3t@bitbucket.org/my-ws/my-repo.git")]
    [InlineData("https://bitbucket.org/my-ws/my-repo/src/main/README.md")]
    [InlineData("bitbucket.org/my-ws/my-repo")]
    [InlineData("my-ws/my-repo/")]
    [InlineData(" my-ws/my-repo")]
    public void A_repository_in_another_form_is_read_as_that_of_the_parameter_with_a_warning(string repository)
    {
        var read = Check(repository, "main");

        Assert.Equal("my-ws/my-repo", read.Definition.FullRepositoryId);
        var warning = Assert.Single(read.Warnings);
        Assert.Equal("RepositoryRewritten", warning.Id);
        Assert.StartsWith("stages[0].actions[0].configuration.FullRepositoryId: The repository '", warning.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refs/heads/main", "main")]
    [InlineData("refs/heads/feature/a", "feature/a")]
    [InlineData("main ", "main")]
    public void A_branch_in_another_form_is_read_as_that_of_the_parameter_with_a_warning(string branch, string expected)
    {
        var read = Check("my-ws/my-repo", branch);

        Assert.Equal((expected, "BranchRewritten"), (read.Definition.BranchName, Assert.Single(read.Warnings).Id));
    }

    [Fact]
    public void A_value_in_the_form_of_CodePipeline_has_no_warning() => Assert.Empty(Check("My-ws/my_repo.2", "feature/a").Warnings);

    [Theory]
    [InlineData("https://github.com/my-ws/my-repo", "main", "UnsupportedRepositoryHost")]
    [InlineData("my-ws/my-repo/src", "main", "InvalidRepositoryId")]
    [InlineData("#{variables.Repository}", "main", "VariableInSourceAction")]
    [InlineData("my-ws/my-repo", "#{variables.Branch}", "VariableInSourceAction")]
    [InlineData("https://bitbucket.org/dashboard/overview", "main", "InvalidRepositoryId")]
    [InlineData("my-ws/my-repo", "refs/tags/v1", "InvalidBranchName")]
    [InlineData("my-ws/my-repo", "release/*", "InvalidBranchName")]
    public void A_value_with_another_meaning_is_refused(string repository, string branch, string id) =>
        Assert.Equal(id, Assert.Throws<ServiceException>(() => Check(repository, branch)).Condition);

    [Fact]
    public void Empty_lists_of_triggers_are_omitted()
    {
        var patterns = new TriggerPatterns { Includes = [], Excludes = [] };
        var definition = Definition("my-ws/my-repo", "main") with
        {
            Triggers = [new PipelineTrigger { SourceActionName = "Source", Push = [new TriggerPushFilter { Tags = patterns, Branches = new TriggerPatterns { Includes = ["main"], Excludes = [] }, FilePaths = patterns }], PullRequest = [] }],
        };

        var trigger = Assert.Single(_fixture.Session.Pipelines.Check(definition).Definition.Triggers);

        Assert.Equal((null, null, null), (trigger.PullRequest, trigger.Push![0].Tags, trigger.Push[0].FilePaths));
        Assert.Null(trigger.Push[0].Branches!.Excludes);
    }

    [Fact]
    public async Task A_changed_definition_and_a_replaced_source_stage_are_read_in_the_same_way()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        var before = await _fixture.Session.Pipelines.GetAsync("demo", null, Token);
        var source = before.Stages[0].Actions[0];
        var configuration = source.Configuration!.ToDictionary(entry => entry.Key, entry => entry.Value);
        configuration["FullRepositoryId"] = "git@bitbucket.org:my-ws/my-repo.git";
        configuration["BranchName"] = "refs/heads/next";
        var stage = before.Stages[0] with { Actions = [source with { Configuration = configuration }] };

        foreach (var changes in new[]
        {
            new PipelineChanges { Definition = before with { Stages = [stage, .. before.Stages.Skip(1)] } },
            new PipelineChanges { StageChanges = [new StageChange { Kind = StageChangeKind.Replace, StageName = "Source", Stage = stage }] },
        })
        {
            var plan = await _fixture.Session.Editor.PlanAsync("demo", changes, Token);

            Assert.Equal(("my-ws/my-repo", "next"), (plan.After.FullRepositoryId, plan.After.BranchName));
            Assert.Equal(2, plan.Warnings.Count(warning => warning.EndsWith("the form that CodePipeline requires.", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_copy_moves_the_filter_of_a_branch_in_another_form()
    {
        var original = Definition("git@bitbucket.org:my-ws/my-repo.git", "refs/heads/main") with
        {
            Triggers = [new PipelineTrigger { SourceActionName = "Source", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = ["main"] } }] }],
        };

        var copy = _fixture.Session.Wizard.Copy(original, new PipelineCopyRequest { Name = "copy", Branch = "next" });

        Assert.Equal(("my-ws/my-repo", "next", "next"), (copy.FullRepositoryId, copy.BranchName, Assert.Single(copy.Triggers[0].Push![0].Branches!.Includes!)));
        Assert.Equal(2, _fixture.Sink.Messages(DiagnosticLevel.Warning).Count(warning => warning.Contains("the form that CodePipeline requires", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Stages[2].Actions[0].Configuration['BranchName']", "stages[2].actions[0].configuration.BranchName")]
    [InlineData("Stages[0].Actions[1].Configuration['a.b']", "stages[0].actions[1].configuration['a.b']")]
    [InlineData("Stages[0].OnFailure.RetryMode", "stages[0].onFailure.retryConfiguration.retryMode")]
    [InlineData("Stages[0].BeforeEntry.Conditions[0].Rules[1].RuleTypeId", "stages[0].beforeEntry.conditions[0].rules[1].ruleTypeId")]
    [InlineData("Triggers[1].Push[0].Branches.Includes[3]", "triggers[1].gitConfiguration.push[0].branches.includes[3]")]
    [InlineData("Triggers[1].SourceActionName", "triggers[1].gitConfiguration.sourceActionName")]
    [InlineData("ArtifactStores['us-east-1'].EncryptionKey.Id", "artifactStores['us-east-1'].encryptionKey.id")]
    [InlineData("PipelineType", "pipelineType")]
    public void A_place_is_a_path_of_AWSs_JSON(string path, string expected) => Assert.Equal(expected, FindingPlace.JsonPath(path));

    [Fact]
    public void A_place_has_the_names_that_the_message_does_not_have()
    {
        var definition = Definition("my-ws/my-repo", "main") with { Triggers = [new PipelineTrigger { SourceActionName = "Source" }] };

        Assert.Equal(
            [
                "stages[1].actions[0].runOrder (stage 'Gate', action 'Approve'): x.", "stages[1].actions[0].runOrder (stage 'Gate'): x 'Approve'.", "stages[9].name: x.",
                "triggers[0] (trigger of 'Source'): x.", "x.", "x.",
            ],
            FindingPlace.Add(
                [
                    new Finding("A", "x.", "Stages[1].Actions[0].RunOrder"), new Finding("A", "x 'Approve'.", "Stages[1].Actions[0].RunOrder"), new Finding("A", "x.", "Stages[9].Name"),
                    new Finding("A", "x.", "Triggers[0]"), new Finding("A", "x.", "RoleArn"), new Finding("A", "x."),
                ],
                definition).Select(finding => finding.Message));
    }

    [Fact]
    public void Equal_findings_of_several_places_have_their_places()
    {
        var thrown = ServiceException.FromFindings([new Finding("A", "Empty.", "Stages[0].Name"), new Finding("A", "Empty.", "Stages[1].Name"), new Finding("B", "Other.", "RoleArn")]);

        Assert.Equal(["- Stages[0].Name: Empty.", "- Stages[1].Name: Empty.", "- Other."], thrown.Message.Split('\n').Skip(1).Select(line => line.Trim()));
    }

    public void Dispose() => _fixture.Dispose();

    private CheckedDefinition Check(string repository, string branch) => _fixture.Session.Pipelines.Check(Definition(repository, branch));

    private static Pipeline Definition(string repository, string branch) => new()
    {
        Name = "demo",
        Region = "us-east-1",
        PipelineType = "V2",
        Variables = (repository + branch).Contains('#', StringComparison.Ordinal) ? [new PipelineVariable { Name = "Repository", DefaultValue = "w/r" }, new PipelineVariable { Name = "Branch", DefaultValue = "main" }] : [],
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
                        ActionTypeId = new ActionTypeId { Category = "Source", Owner = "AWS", Provider = "CodeStarSourceConnection", Version = "1" },
                        Configuration = new Dictionary<string, string>
                        {
                            ["ConnectionArn"] = "arn:aws:codestar-connections:us-east-1:123456789012:connection/11111111-2222-3333-4444-555555555555", ["FullRepositoryId"] = repository, ["BranchName"] = branch,
                        },
                        OutputArtifacts = [new OutputArtifact { Name = "SourceArtifact" }],
                    },
                ],
            },
            new PipelineStage
            {
                Name = "Gate",
                Actions = [new PipelineAction { Name = "Approve", ActionTypeId = new ActionTypeId { Category = "Approval", Owner = "AWS", Provider = "Manual", Version = "1" } }],
            },
        ],
    };
}
