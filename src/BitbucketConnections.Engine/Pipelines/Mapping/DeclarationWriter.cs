using System.Collections.Generic;
using System.Linq;
using Amazon.CodePipeline.Model;
using ModelActionTypeId = Amazon.CodePipeline.Model.ActionTypeId;
using ModelArtifactStore = Amazon.CodePipeline.Model.ArtifactStore;
using ModelOutputArtifact = Amazon.CodePipeline.Model.OutputArtifact;
using ModelRuleTypeId = Amazon.CodePipeline.Model.RuleTypeId;

namespace BitbucketConnections.Engine.Pipelines.Mapping;

/// <summary>
/// Makes the API's declaration of a definition. An empty list is never sent: the API takes its absence for the same
/// and refuses some of them empty.
/// </summary>
internal static class DeclarationWriter
{
    public static PipelineDeclaration Write(Pipeline pipeline) => new()
    {
        Name = pipeline.Name,
        RoleArn = pipeline.RoleArn,
        PipelineType = pipeline.PipelineType,
        ExecutionMode = pipeline.ExecutionMode,
        Version = pipeline.Version,
        ArtifactStore = pipeline.ArtifactStore is { } store ? Store(store) : null,
        ArtifactStores = pipeline.ArtifactStores?.ToDictionary(s => s.Key, s => Store(s.Value)),
        Stages = pipeline.Stages.Select(Stage).ToList(),
        Variables = NotEmpty(pipeline.Variables.Select(v => new PipelineVariableDeclaration
        {
            Name = v.Name, DefaultValue = v.DefaultValue, Description = v.Description,
        })),
        Triggers = NotEmpty(pipeline.Triggers.Select(Trigger)),
    };

    private static ModelArtifactStore Store(ArtifactStore store) => new()
    {
        Type = store.Type,
        Location = store.Location,
        EncryptionKey = store.EncryptionKey is { } key ? new() { Id = key.Id, Type = key.Type } : null,
    };

    private static StageDeclaration Stage(PipelineStage stage) => new()
    {
        Name = stage.Name,
        Actions = stage.Actions.Select(Action).ToList(),
        Blockers = NotEmpty(stage.Blockers?.Select(b => new BlockerDeclaration { Name = b.Name, Type = b.Type })),
        OnFailure = stage.OnFailure is { } failure
            ? new FailureConditions
            {
                Result = failure.Result,
                RetryConfiguration = failure.RetryMode is { } mode ? new RetryConfiguration { RetryMode = mode } : null,
                Conditions = Conditions(failure.Conditions),
            }
            : null,
        OnSuccess = stage.OnSuccess is { } success ? new SuccessConditions { Conditions = Conditions(success.Conditions) } : null,
        BeforeEntry = stage.BeforeEntry is { } entry ? new BeforeEntryConditions { Conditions = Conditions(entry.Conditions) } : null,
    };

    private static List<Condition>? Conditions(IReadOnlyList<StageCondition>? conditions) => NotEmpty(conditions?.Select(c => new Condition
    {
        Result = c.Result,
        Rules = NotEmpty(c.Rules.Select(Rule)),
    }));

    private static RuleDeclaration Rule(StageRule rule) => new()
    {
        Name = rule.Name,
        RuleTypeId = new ModelRuleTypeId
        {
            Category = rule.RuleTypeId.Category, Owner = rule.RuleTypeId.Owner, Provider = rule.RuleTypeId.Provider, Version = rule.RuleTypeId.Version,
        },
        Configuration = Map(rule.Configuration),
        Commands = NotEmpty(rule.Commands),
        InputArtifacts = NotEmpty(rule.InputArtifacts?.Select(name => new InputArtifact { Name = name })),
        RoleArn = rule.RoleArn,
        Region = rule.Region,
        TimeoutInMinutes = rule.TimeoutInMinutes,
    };

    private static ActionDeclaration Action(PipelineAction action) => new()
    {
        Name = action.Name,
        ActionTypeId = new ModelActionTypeId
        {
            Category = action.ActionTypeId.Category, Owner = action.ActionTypeId.Owner, Provider = action.ActionTypeId.Provider, Version = action.ActionTypeId.Version,
        },
        RunOrder = action.RunOrder,
        Configuration = Map(action.Configuration),
        Commands = NotEmpty(action.Commands),
        OutputArtifacts = NotEmpty(action.OutputArtifacts.Select(o => new ModelOutputArtifact { Name = o.Name, Files = NotEmpty(o.Files) })),
        InputArtifacts = NotEmpty(action.InputArtifacts.Select(name => new InputArtifact { Name = name })),
        OutputVariables = NotEmpty(action.OutputVariables),
        EnvironmentVariables = NotEmpty(action.EnvironmentVariables?.Select(v => new EnvironmentVariable { Name = v.Name, Value = v.Value, Type = v.Type })),
        RoleArn = action.RoleArn,
        Region = action.Region,
        Namespace = action.Namespace,
        TimeoutInMinutes = action.TimeoutInMinutes,
    };

    private static PipelineTriggerDeclaration Trigger(PipelineTrigger trigger) => new()
    {
        ProviderType = trigger.ProviderType,
        GitConfiguration = new GitConfiguration
        {
            SourceActionName = trigger.SourceActionName,
            Push = NotEmpty(trigger.Push?.Select(p => new GitPushFilter
            {
                Tags = p.Tags is { } tags ? new GitTagFilterCriteria { Includes = NotEmpty(tags.Includes), Excludes = NotEmpty(tags.Excludes) } : null,
                Branches = Branches(p.Branches),
                FilePaths = FilePaths(p.FilePaths),
            })),
            PullRequest = NotEmpty(trigger.PullRequest?.Select(p => new GitPullRequestFilter
            {
                Events = NotEmpty(p.Events),
                Branches = Branches(p.Branches),
                FilePaths = FilePaths(p.FilePaths),
            })),
        },
    };

    private static GitBranchFilterCriteria? Branches(TriggerPatterns? patterns) => patterns is null
        ? null
        : new GitBranchFilterCriteria { Includes = NotEmpty(patterns.Includes), Excludes = NotEmpty(patterns.Excludes) };

    private static GitFilePathFilterCriteria? FilePaths(TriggerPatterns? patterns) => patterns is null
        ? null
        : new GitFilePathFilterCriteria { Includes = NotEmpty(patterns.Includes), Excludes = NotEmpty(patterns.Excludes) };

    private static Dictionary<string, string>? Map(IReadOnlyDictionary<string, string>? values) =>
        values is { Count: > 0 } ? values.ToDictionary(v => v.Key, v => v.Value) : null;

    private static List<T>? NotEmpty<T>(IEnumerable<T>? values) => values?.ToList() is { Count: > 0 } list ? list : null;
}
