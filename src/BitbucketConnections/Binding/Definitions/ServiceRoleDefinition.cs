using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Builds a minimal definition for the policy of a service role, if there is no complete definition.</summary>
internal static class ServiceRoleDefinition
{
    public static Pipeline Make(string name, string region, string connectionArn, string? repository, string bucket, string? keyId, string? buildProject)
    {
        var actions = new List<PipelineAction> { Action("Source", "Source", PipelineSource.Provider, ("ConnectionArn", connectionArn), ("FullRepositoryId", repository)) };
        if (buildProject is not null)
        {
            actions.Add(Action("Build", "Build", "CodeBuild", ("ProjectName", buildProject)));
        }

        return new Pipeline
        {
            Name = name,
            Region = region,
            ArtifactStore = new ArtifactStore { Location = bucket, EncryptionKey = keyId is null ? null : new EncryptionKey { Id = keyId } },
            Stages = actions.Select(a => new PipelineStage { Name = a.Name, Actions = [a] }).ToList(),
        };
    }

    /// <summary>Gets the 12-digit account from the first ARN of a definition; null if it contains none.</summary>
    public static string? AccountOf(Pipeline definition) =>
        new[] { definition.PipelineArn, definition.RoleArn }.Concat(PipelineSource.All(definition.Stages).Select(s => s.ConnectionArn))
            .Select(text => Arn.TryParse(text, out var arn) ? arn.AccountId : null).FirstOrDefault(account => account is not null);

    private static PipelineAction Action(string name, string category, string provider, params (string Key, string? Value)[] settings) => new()
    {
        Name = name,
        ActionTypeId = ActionParameterSets.Aws(category, provider),
        Configuration = settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!),
    };
}
