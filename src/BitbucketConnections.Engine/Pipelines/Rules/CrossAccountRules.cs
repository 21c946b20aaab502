using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>
/// Warns of artifacts that an action or rule with a role of another account can't read: the AWS managed key can't be shared with another account, and an
/// alias is known only in its own account (CodePipeline user guide, "Create a pipeline that uses resources from another AWS account").
/// </summary>
internal sealed class CrossAccountRules : IPipelineRule
{
    public IEnumerable<Finding> Check(Pipeline pipeline)
    {
        var own = Account(pipeline.RoleArn) ?? Account(pipeline.PipelineArn) ?? AccountOfConnection(pipeline);
        var users = PlacedAction.All(pipeline).Where(placed => HasArtifacts(placed.Action))
            .Select(placed => (Title: $"The action '{placed.Action.Name}'", placed.Action.RoleArn, placed.Action.Region, placed.Path))
            .Concat(PlacedRule.All(pipeline).Where(placed => placed.Rule.InputArtifacts is { Count: > 0 })
                .Select(placed => (Title: $"The rule '{placed.Rule.Name}' of the stage '{placed.Stage.Name}'", placed.Rule.RoleArn, placed.Rule.Region, placed.Path)));
        foreach (var user in users)
        {
            if (own is not null && Account(user.RoleArn) is { } other && other != own)
            {
                var region = user.Region ?? pipeline.Region;
                if (Check(user.Title, own, other, region, StoreOf(pipeline, region)?.EncryptionKey) is { } problem)
                {
                    yield return new Finding(problem.Id, problem.Text, user.Path + ".RoleArn") { IsWarning = true };
                }
            }
        }
    }

    private static (string Id, string Text)? Check(string user, string own, string other, string region, EncryptionKey? key)
    {
        var place = $"{user} has a role of account {other}, and the pipeline is in account {own}.";
        const string Remedy = "Use a customer managed key by its key ARN, and allow the other account in the key policy and in the bucket policy.";
        return key is null
                ? ("CrossAccountDefaultKey", $"{place} The artifacts in {region} are encrypted with the AWS managed key, which another account can't use. {Remedy}")
            : Arn.TryParse(key.Id, out var arn) && arn.Resource.StartsWith("alias/", StringComparison.Ordinal)
                ? ("CrossAccountKeyAlias", $"{place} The key of the artifacts in {region} is the alias '{key.Id}', which is known only in its own account. {Remedy}")
            : arn is null
                ? ("CrossAccountKeyId", $"{place} The key of the artifacts in {region} is the key ID '{key.Id}', which the other account looks up in itself. {Remedy}")
            : null;
    }

    private static bool HasArtifacts(PipelineAction action) => action.InputArtifacts.Count > 0 || action.OutputArtifacts.Count > 0;

    // Without a store, the wizard adds one that uses the AWS managed key.
    private static ArtifactStore? StoreOf(Pipeline pipeline, string region) =>
        pipeline.ArtifactStores?.TryGetValue(region, out var store) == true ? store : region == pipeline.Region ? pipeline.ArtifactStore : null;

    // A new service role is not known yet. Only connections of this service can't be shared by another account.
    private static string? AccountOfConnection(Pipeline pipeline) =>
        ConnectionRules.TryParseArn(pipeline.ConnectionArn ?? string.Empty, out var arn) && arn.Service == ConnectionRules.CodeStarConnectionsService ? arn.AccountId : null;

    private static string? Account(string? arn) => Arn.TryParse(arn, out var parsed) && parsed.AccountId.Length > 0 ? parsed.AccountId : null;
}
