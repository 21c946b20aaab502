using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Pipelines that use one action or rule type of the catalog, in each form that changes its permissions.</summary>
internal static class CatalogUsers
{
    public const string Account = "123456789012";
    private const string ConnectionArn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/11111111-2222-3333-4444-555555555555";

    /// <summary>A form of a type.</summary>
    /// <param name="Type">The type, such as <c>Deploy/S3</c>.</param>
    /// <param name="What">The configuration that makes the form.</param>
    /// <param name="Facts">All permissions of the type.</param>
    /// <param name="Keys">The keys of the type.</param>
    /// <param name="Action">The action, or the rule in the form of an action.</param>
    /// <param name="Rule">The rule; null for an action.</param>
    public sealed record Form(string Type, string What, IReadOnlyList<PermissionFacts> Facts, IReadOnlyList<ConfigurationKeyFacts> Keys, PipelineAction Action, StageRule? Rule)
    {
        /// <summary>Gets a pipeline with the action or rule.</summary>
        public Pipeline Pipeline(string name, string gate = "beforeEntry")
        {
            var isSource = Rule is null && Action.ActionTypeId.Category == "Source";
            var conditions = Rule is null ? null : new StageConditions { Conditions = [new StageCondition { Result = "FAIL", Rules = [Rule] }] };
            PipelineStage[] stages =
            [
                new PipelineStage { Name = "Source", Actions = isSource ? [Action] : Enumerable.Range(0, 11).Select(Source).ToList() },
                new PipelineStage
                {
                    Name = "Next",
                    Actions = isSource || Rule is not null ? [Approval] : [Action],
                    BeforeEntry = gate == "beforeEntry" ? conditions : null,
                    OnSuccess = gate == "onSuccess" ? conditions : null,
                    OnFailure = gate == "onFailure" ? new StageFailureConditions { Conditions = conditions?.Conditions } : null,
                },
            ];
            return new Pipeline
            {
                Name = name,
                Region = "us-east-1",
                PipelineType = "V2",
                ExecutionMode = "SUPERSEDED",
                ArtifactStore = new ArtifactStore { Location = "codepipeline-us-east-1-123456789012" },
                Stages = stages,
            };
        }

        /// <summary>Gets the permissions that the form needs.</summary>
        public IReadOnlyList<NeededRights> Needed(string pipelineName) =>
            PermissionTemplate.Fill(Facts, Keys, Action, new PermissionScope("aws", "us-east-1", Account, pipelineName)).ToList();

        /// <inheritdoc/>
        public override string ToString() => $"{Type} ({What})";
    }

    private static PipelineAction Approval => new() { Name = "Approve", ActionTypeId = Id("Approval", "Manual") };

    /// <summary>Gets the forms: all keys, and for each condition of a permission, each of its values.</summary>
    /// <param name="connectionArn">The connection of the connection source.</param>
    public static IEnumerable<Form> All(string connectionArn = ConnectionArn) =>
        ActionCatalog.All.Where(type => type.Owner == "AWS").SelectMany(type => Forms(type, connectionArn)).Concat(RuleCatalog.All.SelectMany(Forms));

    private static IEnumerable<Form> Forms(ActionTypeFacts type, string connectionArn) => Configurations(type.ConfigurationKeys, type.Permissions).Select(form => new Form(
        type.ToString(),
        form.What,
        type.Permissions,
        type.Keys,
        new PipelineAction
        {
            Name = "Tested",
            ActionTypeId = Id(type.Category, type.Provider),
            Configuration = form.Values.Count == 0 ? null : form.Values.ToDictionary(entry => entry.Key, entry => entry.Key == "ConnectionArn" ? connectionArn : entry.Value),
            InputArtifacts = Enumerable.Range(0, type.Inputs.Maximum).Select(i => "Source" + i).ToList(),
            OutputArtifacts = Enumerable.Range(0, type.Outputs.Maximum).Select(i => new OutputArtifact { Name = "Made" + i }).ToList(),
            Commands = type.Keys.Any(key => key is { IsActionMember: true, Name: "commands" }) ? ["make"] : null,
            EnvironmentVariables = type.Permissions.Any(p => p.When.Any(when => when.EnvironmentVariableType is not null))
                ? [new ActionEnvironmentVariable { Name = "TOKEN", Value = "tokens:key", Type = "SECRETS_MANAGER" }] : null,
        },
        null));

    private static IEnumerable<Form> Forms(RuleTypeFacts type) => Configurations(type.Keys.Where(key => !key.IsActionMember), type.Permissions).Select(form =>
    {
        var rule = new StageRule
        {
            Name = "Check",
            RuleTypeId = new RuleTypeId { Category = "Rule", Owner = "AWS", Provider = type.Provider, Version = "1" },
            Configuration = form.Values,
            Commands = type.Keys.Any(key => key is { IsActionMember: true, Name: "commands" }) ? ["make"] : null,
        };
        return new Form("Rule/" + type.Provider, form.What, type.Permissions, type.Keys, new PipelineAction { Name = "Check", ActionTypeId = Id("Rule", type.Provider), Configuration = form.Values }, rule);
    });

    private static IEnumerable<(string What, Dictionary<string, string> Values)> Configurations(IEnumerable<ConfigurationKeyFacts> keys, IReadOnlyList<PermissionFacts> permissions)
    {
        var known = keys.ToList();
        var all = known.ToDictionary(key => key.Name, Value);
        yield return ("all keys", all);
        foreach (var condition in permissions.SelectMany(permission => permission.When).Where(when => when.Key is not null).GroupBy(when => (when.Key, when.IsNegated)).Select(same => same.First()))
        {
            foreach (var value in condition.Values ?? [])
            {
                if (all[condition.Key!] != value)
                {
                    yield return ($"{condition.Key} {value}", With(all, condition.Key!, value));
                }
            }

            if (condition.IsNegated && !known.Single(key => key.Name == condition.Key).IsRequired)
            {
                yield return ($"no {condition.Key}", all.Where(entry => entry.Key != condition.Key).ToDictionary(entry => entry.Key, entry => entry.Value));
            }
        }
    }

    private static Dictionary<string, string> With(Dictionary<string, string> all, string key, string value) => new(all) { [key] = value };

    private static string Value(ConfigurationKeyFacts key) => key.Name switch
    {
        "ConnectionArn" => ConnectionArn,
        "FullRepositoryId" => "example-ws/demo-repo",
        "PrimarySource" => "Source0",
        "KMSEncryptionKeyARN" => "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
        _ => key.AllowedValues.Count > 0 ? key.AllowedValues[0]
            : key.ArnPattern?.Replace("{partition}", "aws", StringComparison.Ordinal).Replace("{region}", "us-east-1", StringComparison.Ordinal).Replace("{account}", Account, StringComparison.Ordinal).Replace("*", "my-" + key.Name, StringComparison.Ordinal)
            ?? (key.IsList ? $"first-{key.Name},second-{key.Name}" : "my-" + key.Name),
    };

    private static PipelineAction Source(int number) => new()
    {
        Name = "Source" + number,
        ActionTypeId = Id("Source", "S3"),
        Configuration = new Dictionary<string, string> { ["S3Bucket"] = "sources", ["S3ObjectKey"] = "source.zip" },
        OutputArtifacts = [new OutputArtifact { Name = "Source" + number }],
    };

    private static ActionTypeId Id(string category, string provider) => new() { Category = category, Owner = "AWS", Provider = provider, Version = "1" };
}
