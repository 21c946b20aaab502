using System;
using System.Collections.Generic;
using System.Linq;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Links;
using ModelArtifactStore = Amazon.CodePipeline.Model.ArtifactStore;

namespace BitbucketConnections.Engine.Pipelines.Mapping;

/// <summary>
/// Makes a pipeline of the API's declaration and metadata. What AWS always gives may lack in a file: it is empty then,
/// and the rules say so.
/// </summary>
internal static class DeclarationReader
{
    public static Pipeline Read(
        PipelineDeclaration declaration,
        PipelineMetadata? metadata,
        string region,
        ConsoleLinks links,
        IReadOnlyDictionary<string, string>? tags = null)
    {
        var partition = Arn.TryParse(metadata?.PipelineArn, out var arn) || Arn.TryParse(declaration.RoleArn, out arn) ? arn.Partition : "aws";
        return new Pipeline
        {
            Name = declaration.Name ?? string.Empty,
            PipelineArn = metadata?.PipelineArn,
            Region = region,
            RoleArn = declaration.RoleArn,
            PipelineType = declaration.PipelineType?.Value,
            ExecutionMode = declaration.ExecutionMode?.Value,
            Version = declaration.Version,
            ArtifactStore = declaration.ArtifactStore is { } store ? Store(store) : null,
            ArtifactStores = declaration.ArtifactStores?.ToDictionary(s => s.Key, s => Store(s.Value)),
            Stages = List(declaration.Stages, Stage),
            Variables = List(declaration.Variables, v => new PipelineVariable
            {
                Name = v.Name ?? string.Empty, DefaultValue = v.DefaultValue, Description = v.Description,
            }),
            Triggers = List(declaration.Triggers, Trigger),
            Tags = tags,
            Created = metadata?.Created,
            Updated = metadata?.Updated,
            ConsoleUrl = links.Pipeline(partition, region, declaration.Name!),
        };
    }

    private static ArtifactStore Store(ModelArtifactStore store) => new()
    {
        Type = store.Type?.Value ?? "S3",
        Location = store.Location ?? string.Empty,
        EncryptionKey = store.EncryptionKey is { } key ? new EncryptionKey { Id = key.Id ?? string.Empty, Type = key.Type?.Value ?? "KMS" } : null,
    };

    private static PipelineStage Stage(StageDeclaration stage) => new()
    {
        Name = stage.Name ?? string.Empty,
        Actions = List(stage.Actions, Action),
        Blockers = stage.Blockers is { Count: > 0 } blockers
            ? List(blockers, b => new StageBlocker { Name = b.Name ?? string.Empty, Type = b.Type?.Value ?? "Schedule" })
            : null,
        OnFailure = stage.OnFailure is { } failure
            ? new StageFailureConditions
            {
                Result = failure.Result?.Value,
                RetryMode = failure.RetryConfiguration?.RetryMode?.Value,
                Conditions = failure.Conditions is null ? null : List(failure.Conditions, StageCondition),
            }
            : null,
        OnSuccess = stage.OnSuccess is { } success ? new StageConditions { Conditions = List(success.Conditions, StageCondition) } : null,
        BeforeEntry = stage.BeforeEntry is { } entry ? new StageConditions { Conditions = List(entry.Conditions, StageCondition) } : null,
    };

    private static StageCondition StageCondition(Condition condition) => new()
    {
        Result = condition.Result?.Value,
        Rules = List(condition.Rules, Rule),
    };

    private static StageRule Rule(RuleDeclaration rule) => new()
    {
        Name = rule.Name ?? string.Empty,
        RuleTypeId = new BitbucketConnections.RuleTypeId
        {
            Category = rule.RuleTypeId?.Category?.Value ?? "Rule",
            Owner = rule.RuleTypeId?.Owner?.Value,
            Provider = rule.RuleTypeId?.Provider ?? string.Empty,
            Version = rule.RuleTypeId?.Version,
        },
        Configuration = rule.Configuration,
        Commands = rule.Commands,
        InputArtifacts = rule.InputArtifacts is null ? null : List(rule.InputArtifacts, a => a.Name ?? string.Empty),
        RoleArn = rule.RoleArn,
        Region = rule.Region,
        TimeoutInMinutes = rule.TimeoutInMinutes,
    };

    private static PipelineAction Action(ActionDeclaration action) => new()
    {
        Name = action.Name ?? string.Empty,
        ActionTypeId = new BitbucketConnections.ActionTypeId
        {
            Category = action.ActionTypeId?.Category?.Value ?? string.Empty,
            Owner = action.ActionTypeId?.Owner?.Value ?? string.Empty,
            Provider = action.ActionTypeId?.Provider ?? string.Empty,
            Version = action.ActionTypeId?.Version ?? string.Empty,
        },
        RunOrder = action.RunOrder,
        Configuration = action.Configuration,
        Commands = action.Commands,
        OutputArtifacts = List(action.OutputArtifacts, o => new BitbucketConnections.OutputArtifact { Name = o.Name ?? string.Empty, Files = o.Files }),
        InputArtifacts = List(action.InputArtifacts, i => i.Name ?? string.Empty),
        OutputVariables = action.OutputVariables,
        EnvironmentVariables = action.EnvironmentVariables is { } variables
            ? List(variables, v => new ActionEnvironmentVariable { Name = v.Name ?? string.Empty, Value = v.Value ?? string.Empty, Type = v.Type?.Value })
            : null,
        RoleArn = action.RoleArn,
        Region = action.Region,
        Namespace = action.Namespace,
        TimeoutInMinutes = action.TimeoutInMinutes,
    };

    private static PipelineTrigger Trigger(PipelineTriggerDeclaration trigger) => new()
    {
        ProviderType = trigger.ProviderType?.Value ?? PipelineSource.Provider,
        SourceActionName = trigger.GitConfiguration?.SourceActionName ?? string.Empty,
        Push = trigger.GitConfiguration?.Push is { } push
            ? List(push, p => new TriggerPushFilter
            {
                Tags = Patterns(p.Tags?.Includes, p.Tags?.Excludes, p.Tags is not null),
                Branches = Patterns(p.Branches?.Includes, p.Branches?.Excludes, p.Branches is not null),
                FilePaths = Patterns(p.FilePaths?.Includes, p.FilePaths?.Excludes, p.FilePaths is not null),
            })
            : null,
        PullRequest = trigger.GitConfiguration?.PullRequest is { } requests
            ? List(requests, p => new TriggerPullRequestFilter
            {
                Events = p.Events,
                Branches = Patterns(p.Branches?.Includes, p.Branches?.Excludes, p.Branches is not null),
                FilePaths = Patterns(p.FilePaths?.Includes, p.FilePaths?.Excludes, p.FilePaths is not null),
            })
            : null,
    };

    private static TriggerPatterns? Patterns(List<string>? includes, List<string>? excludes, bool isSet) =>
        isSet ? new TriggerPatterns { Includes = includes, Excludes = excludes } : null;

    private static IReadOnlyList<TOut> List<TIn, TOut>(List<TIn>? items, Converter<TIn, TOut> convert) =>
        items is null ? Array.Empty<TOut>() : items.ConvertAll(convert);
}
