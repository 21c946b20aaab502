using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Contracts.Tests;

/// <summary>Tests that enumerations in a definition are accepted in any case and culture, and written as AWS does.</summary>
public sealed class DeclarationSpellingTests
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("tr-TR")]
    public void Every_enumeration_of_a_definition_gets_AWSs_spelling(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            var spelled = DeclarationSpelling.Of(Lower());

            Assert.Equal(("V2", "QUEUED", "S3", "KMS"), (spelled.PipelineType, spelled.ExecutionMode, spelled.ArtifactStore!.Type, spelled.ArtifactStore.EncryptionKey!.Type));
            Assert.Equal("S3", spelled.ArtifactStores!["eu-west-1"].Type);
            var stage = Assert.Single(spelled.Stages);
            var type = stage.Actions[0].ActionTypeId;
            Assert.Equal(("Source", "AWS", "CodeStarSourceConnection"), (type.Category, type.Owner, type.Provider));
            Assert.Equal(("CODEBUILD_CLONE_REF", "false", "main"), (stage.Actions[0].Configuration!["OutputArtifactFormat"], stage.Actions[0].Configuration!["DetectChanges"], stage.Actions[0].Configuration!["BranchName"]));
            Assert.Equal("PLAINTEXT", stage.Actions[0].EnvironmentVariables![0].Type);
            Assert.Equal("Schedule", stage.Blockers![0].Type);
            Assert.Equal(("RETRY", "FAILED_ACTIONS"), (stage.OnFailure!.Result, stage.OnFailure.RetryMode));
            var rules = new[] { stage.OnFailure.Conditions, stage.OnSuccess!.Conditions, stage.BeforeEntry!.Conditions }.Select(conditions => conditions![0]).ToList();
            Assert.All(rules, condition => Assert.Equal(("FAIL", "CloudWatchAlarm"), (condition.Result, condition.Rules[0].RuleTypeId.Provider)));
            Assert.All(rules, condition => Assert.Equal("ALARM,INSUFFICIENT_DATA", condition.Rules[0].Configuration!["AlarmStates"]));
            Assert.Equal("CodeStarSourceConnection", spelled.Triggers[0].ProviderType);
            Assert.Equal(["OPEN", "CLOSED"], spelled.Triggers[0].PullRequest![0].Events!);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Names_and_unknown_values_are_unchanged()
    {
        var action = new PipelineAction
        {
            Name = "source",
            ActionTypeId = new ActionTypeId { Category = "Deploy", Owner = "Custom", Provider = "s3", Version = "1" },
            Configuration = new Dictionary<string, string> { ["extract"] = "True", ["Mode"] = "fast" },
        };

        var spelled = DeclarationSpelling.Of(action);

        Assert.Equal(("source", "s3"), (spelled.Name, spelled.ActionTypeId.Provider));
        Assert.Equal(action.Configuration, spelled.Configuration);
    }

    private static Pipeline Lower()
    {
        var condition = new StageCondition
        {
            Result = "fail",
            Rules = [new StageRule
            {
                Name = "alarm",
                RuleTypeId = new RuleTypeId { Category = "rule", Owner = "aws", Provider = "cloudwatchalarm", Version = "1" },
                Configuration = new Dictionary<string, string> { ["AlarmName"] = "a", ["AlarmStates"] = "alarm,insufficient_data" },
            }],
        };
        var store = new ArtifactStore { Type = "s3", Location = "bucket", EncryptionKey = new EncryptionKey { Id = "id", Type = "kms" } };
        return new Pipeline
        {
            Name = "demo",
            Region = "us-east-1",
            PipelineType = "v2",
            ExecutionMode = "queued",
            ArtifactStore = store,
            ArtifactStores = new Dictionary<string, ArtifactStore> { ["eu-west-1"] = store },
            Stages = [new PipelineStage
            {
                Name = "source",
                Blockers = [new StageBlocker { Name = "b", Type = "schedule" }],
                Actions = [new PipelineAction
                {
                    Name = "source",
                    ActionTypeId = new ActionTypeId { Category = "source", Owner = "aws", Provider = "codestarsourceconnection", Version = "1" },
                    Configuration = new Dictionary<string, string> { ["BranchName"] = "main", ["OutputArtifactFormat"] = "codebuild_clone_ref", ["DetectChanges"] = "FALSE" },
                    EnvironmentVariables = [new ActionEnvironmentVariable { Name = "A", Value = "b", Type = "plaintext" }],
                }],
                OnFailure = new StageFailureConditions { Result = "retry", RetryMode = "failed_actions", Conditions = [condition] },
                OnSuccess = new StageConditions { Conditions = [condition] },
                BeforeEntry = new StageConditions { Conditions = [condition] },
            }],
            Triggers = [new PipelineTrigger { ProviderType = "codestarsourceconnection", SourceActionName = "source", PullRequest = [new TriggerPullRequestFilter { Events = ["open", "closed"] }] }],
        };
    }
}
