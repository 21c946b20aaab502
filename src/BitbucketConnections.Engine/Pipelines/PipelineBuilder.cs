using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Pipelines.Rules;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>Makes the definition that the console's wizard makes, with its defaults, and finds all that is wrong at once.</summary>
internal sealed class PipelineBuilder
{
    private readonly string _region;

    public PipelineBuilder(string region) => _region = region;

    public ValidDefinition Build(PipelineRequest request)
    {
        // What a parameter lacks is told in its words; the rules of the definition would tell it again at this path.
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

    // A question of the wizard has two answers; a definition with another one is AWS's to judge.
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

        // The approval comes before the deployment, whether that is the bucket's or one of the given stages.
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

    // A key alone goes with the default location, whose name the wizard finds: until then it is empty.
    private static ArtifactStore? Store(PipelineRequest request) => request.ArtifactBucket is null && request.EncryptionKeyId is null
        ? null
        : new ArtifactStore { Location = request.ArtifactBucket ?? string.Empty, EncryptionKey = Key(request) };

    // A key is of one Region: the others' artifacts keep the AWS managed key.
    private Dictionary<string, ArtifactStore> Map(PipelineRequest request, IReadOnlyDictionary<string, string> buckets) => buckets.ToDictionary(
        bucket => bucket.Key,
        bucket => new ArtifactStore { Location = bucket.Value, EncryptionKey = bucket.Key == _region ? Key(request) : null },
        StringComparer.Ordinal);

    private static EncryptionKey? Key(PipelineRequest request) => request.EncryptionKeyId is { } id ? new EncryptionKey { Id = id } : null;
}
