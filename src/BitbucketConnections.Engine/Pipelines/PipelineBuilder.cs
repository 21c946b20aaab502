using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Pipelines.Rules;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>Builds the definition that the console's wizard creates, with its defaults, and reports all findings.</summary>
internal sealed class PipelineBuilder
{
    private readonly string _region;

    public PipelineBuilder(string region) => _region = region;

    public ValidDefinition Build(PipelineRequest request)
    {
        // A missing parameter is reported with its own message. The rules of the definition would report it again for this path.
        (Finding? Finding, string Path)[] answers =
        [
            (ConnectionRules.CheckArn(request.ConnectionArn), SourcePath("ConnectionArn")),
            (BitbucketRepository.Parse(request.Repository, out var repository), SourcePath("FullRepositoryId")),
            (BranchRules.Parse(request.Branch, out var branch), SourcePath("BranchName")),
            (Format(request.OutputArtifactFormat), SourcePath("OutputArtifactFormat")),
            (request.ArtifactBucket is { } bucket ? PipelineNameRules.CheckBucket(bucket) : null, "ArtifactStore.Location"),
            (Stores(request), "ArtifactStore"),
            (request.BuildProject is { } project ? PipelineNameRules.CheckBuildProject(project) : null, "Stages[1].Actions[0].Configuration['ProjectName']"),
            (request.DeployBucket is { } deploy ? DeployBucket(deploy) : null, string.Empty),
            (NextStage(request), "Stages"),
        ];
        var wrong = answers.Where(answer => answer.Finding is not null).ToList();
        var definition = Compose(request, repository, branch);
        var findings = wrong.Select(answer => answer.Finding!)
            .Concat(PipelineValidator.Validate(definition).Where(finding => !wrong.Exists(answer => answer.Path == finding.Path)))
            .ToList();
        return ValidDefinition.Check(definition, findings);
    }

    // The wizard has only two formats. AWS decides about other formats in a definition.
    private static Finding? Format(string? format) => format is null or "CODE_ZIP" or "CODEBUILD_CLONE_REF"
        ? null
        : new Finding("InvalidOutputArtifactFormat", $"The output artifact format '{format}' is not valid. Use CODE_ZIP or CODEBUILD_CLONE_REF.");

    private static string SourcePath(string key) => $"Stages[0].Actions[0].Configuration['{key}']";

    private static Finding? NextStage(PipelineRequest request) =>
        request.BuildProject is not null || request.DeployBucket is not null || request.ApprovalStage || request.Stages.Count > 0
            ? null
            : new Finding(
                "NextStageMissing",
                "A pipeline needs at least one stage after the source stage (CodePipeline quota: 2–50 stages). Specify -BuildProject, -DeployBucket, -ApprovalStage or -Stage.");

    private static Finding? Stores(PipelineRequest request) => request.ArtifactBucket is not null && request.ArtifactBuckets is { Count: > 0 }
        ? new Finding("InvalidArtifactStore", "Specify one artifact bucket or a map of buckets, not both.")
        : null;

    private static Finding? DeployBucket(string bucket) => PipelineNameRules.CheckBucket(bucket) is null
        ? null
        : new Finding("InvalidDeployBucket", $"'{bucket}' is not a valid bucket name. Expected 3 to 63 characters of a-z, 0-9, '-' and '.', without a folder.");

    private Pipeline Compose(PipelineRequest request, string repository, string branch) => new()
    {
        Name = request.Name,
        Region = _region,
        RoleArn = request.RoleArn,
        PipelineType = request.PipelineType ?? "V2",
        ExecutionMode = request.ExecutionMode ?? "SUPERSEDED",
        ArtifactStore = request.ArtifactBuckets is { Count: > 0 } ? null : Store(request),
        ArtifactStores = request.ArtifactBuckets is { Count: > 0 } buckets ? Map(request, buckets) : null,
        Stages = ArtifactWiring.Wire(Stages(request, repository, branch).ToList()),
        Variables = request.Variables ?? [],
        Triggers = request.Trigger is { } trigger ? [TriggerFilters.For(WizardStages.SourceAction, trigger)] : [],
        Tags = request.Tags,
    };

    private static IEnumerable<PipelineStage> Stages(PipelineRequest request, string repository, string branch)
    {
        yield return WizardStages.Source(request, repository, branch);
        if (request.BuildProject is { } project)
        {
            yield return WizardStages.Build(project);
        }

        // The approval comes before the deployment, to the bucket or in one of the specified stages.
        if (request.ApprovalStage && request.DeployBucket is null)
        {
            yield return WizardStages.Approval();
        }

        foreach (var stage in request.Stages)
        {
            yield return stage;
        }

        if (request.DeployBucket is { } bucket)
        {
            if (request.ApprovalStage)
            {
                yield return WizardStages.Approval();
            }

            yield return WizardStages.Deploy(bucket);
        }
    }

    // A key without a bucket applies to the default location. Its name is empty until the wizard finds it.
    private static ArtifactStore? Store(PipelineRequest request) => request.ArtifactBucket is null && request.EncryptionKeyId is null
        ? null
        : new ArtifactStore { Location = request.ArtifactBucket ?? string.Empty, EncryptionKey = Key(request) };

    // A key belongs to one Region. Artifacts in other Regions use the AWS managed key.
    private Dictionary<string, ArtifactStore> Map(PipelineRequest request, IReadOnlyDictionary<string, string> buckets) => buckets.ToDictionary(
        bucket => bucket.Key,
        bucket => new ArtifactStore { Location = bucket.Value, EncryptionKey = bucket.Key == _region ? Key(request) : null },
        StringComparer.Ordinal);

    private static EncryptionKey? Key(PipelineRequest request) => request.EncryptionKeyId is { } id ? new EncryptionKey { Id = id } : null;
}
