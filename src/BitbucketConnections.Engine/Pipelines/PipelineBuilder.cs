using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Declarations;
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
            (Keys(request), "ArtifactStores"),
            (request.BuildProject is { } project ? PipelineNameRules.CheckBuildProject(project) : null, "Stages[1].Actions[0].Configuration['ProjectName']"),
            (request.TestProject is { } tests ? PipelineNameRules.CheckBuildProject(tests) : null, string.Empty),
            (Twice("BuildGivenTwice", request.BuildProject, request.Commands, "-BuildProject", "-Command", "Build"), string.Empty),
            (Twice("TestGivenTwice", request.TestProject, request.TestCommands, "-TestProject", "-TestCommand", "Test"), string.Empty),
            (request.OutputFiles is not null && request.Commands is null ? new Finding("OutputFilesWithoutCommand", "-OutputFile names files that the commands of -Command make. Specify -Command, or omit -OutputFile.") : null, string.Empty),
            (request.DeployBucket is { } deploy ? DeployBucket(deploy) : null, string.Empty),
        ];
        var definition = KeyAlias.Complete(DeclarationSpelling.Of(Compose(request, repository, branch)));
        var wrong = answers.Append((Finding: NextStage(definition), Path: "Stages")).Where(answer => answer.Finding is not null).ToList();
        var findings = wrong.Select(answer => answer.Finding!)
            .Concat(WizardFailures.Check(request, definition.Stages))
            .Concat(PipelineValidator.Validate(definition).Where(finding => !wrong.Exists(answer => answer.Path == finding.Path)).Select(finding => WithOrigin(finding, request, definition)))
            .ToList();
        return ValidDefinition.Check(definition, findings);
    }

    // The user did not write the name of a stage that a parameter creates.
    private static Finding WithOrigin(Finding finding, PipelineRequest request, Pipeline definition)
    {
        if (finding.Id != "DuplicateStageName")
        {
            return finding;
        }

        var name = definition.Stages.Where((_, s) => finding.Path == $"Stages[{s}].Name").Select(stage => stage.Name).FirstOrDefault();
        return Origin(name, request) is { } origin
            ? new Finding(finding.Id, $"The stage name '{name}' is used more than once: {origin} creates a stage with this name. Rename the stage of -Stage.", finding.Path)
            : finding;
    }

    private static string? Origin(string? stageName, PipelineRequest request) => stageName switch
    {
        "Source" => "the source",
        "Build" => request.BuildProject is not null ? "-BuildProject" : request.Commands is not null ? "-Command" : null,
        "Test" => request.TestProject is not null ? "-TestProject" : request.TestCommands is not null ? "-TestCommand" : null,
        "Approval" => request.ApprovalStage ? "-ApprovalStage" : null,
        "Deploy" => request.DeployBucket is not null ? "-DeployBucket" : null,
        _ => null,
    };

    // The wizard has only two formats. AWS decides about other formats in a definition.
    private static Finding? Format(string? format) => format is null or "CODE_ZIP" or "CODEBUILD_CLONE_REF"
        ? null
        : new Finding("InvalidOutputArtifactFormat", $"The output artifact format '{format}' is not valid. Use CODE_ZIP or CODEBUILD_CLONE_REF.");

    private static string SourcePath(string key) => $"Stages[0].Actions[0].Configuration['{key}']";

    private static Finding? NextStage(Pipeline definition) => definition.Stages.Count > 1
        ? null
        : new Finding(
            "NextStageMissing",
            "A pipeline needs at least one stage after the source stage (CodePipeline quota: 2–50 stages). Specify -Command, -BuildProject, -TestCommand, -TestProject, -DeployBucket, -ApprovalStage or -Stage.");

    private static Finding? Twice(string id, string? project, IReadOnlyList<string>? commands, string first, string second, string stage) => project is not null && commands is not null
        ? new Finding(id, $"The {stage} stage runs the project '{project}' or commands, not both. Specify only one of {first} and {second}, or add a stage with -Stage.")
        : null;

    private static Finding? Stores(PipelineRequest request) => request.ArtifactBucket is not null && request.ArtifactBuckets is { Count: > 0 }
        ? new Finding("InvalidArtifactStore", "Specify one artifact bucket or a map of buckets, not both.")
        : null;

    private static Finding? DeployBucket(string bucket) => PipelineNameRules.CheckBucket(bucket) is null
        ? null
        : new Finding("InvalidDeployBucket", $"'{bucket}' is not a valid bucket name. Expected 3 to 63 characters of a-z, 0-9, '-' and '.', without a folder.");

    private Pipeline Compose(PipelineRequest request, string repository, string branch)
    {
        var stores = Map(request);
        return new Pipeline
        {
            Name = request.Name,
            Region = _region,
            RoleArn = request.RoleArn,
            PipelineType = request.PipelineType ?? "V2",
            ExecutionMode = request.ExecutionMode ?? "SUPERSEDED",
            ArtifactStore = stores is null ? Store(request) : null,
            ArtifactStores = stores,
            Stages = ArtifactWiring.Wire(Stages(request, repository, branch).Select(stage => WizardFailures.Apply(request, stage)).ToList()),
            Variables = request.Variables ?? [],
            Triggers = request.Trigger is { } trigger ? [TriggerFilters.For(WizardStages.SourceAction, trigger)] : [],
            Tags = request.Tags,
        };
    }

    private static IEnumerable<PipelineStage> Stages(PipelineRequest request, string repository, string branch)
    {
        yield return WizardStages.Source(request, repository, branch);
        if (request.BuildProject is { } project)
        {
            yield return WizardStages.Build(project);
        }
        else if (request.Commands is { } commands)
        {
            yield return WizardStages.Build(commands, request.OutputFiles);
        }

        if (request.TestProject is { } tests)
        {
            yield return WizardStages.Test(tests);
        }
        else if (request.TestCommands is { } commands)
        {
            yield return WizardStages.Test(commands);
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

    // The keys of all Regions. -EncryptionKeyId is the key of the pipeline's Region.
    private Dictionary<string, EncryptionKey> KeysByRegion(PipelineRequest request)
    {
        var keys = (request.EncryptionKeyIds ?? new Dictionary<string, string>()).ToDictionary(key => key.Key, key => new EncryptionKey { Id = key.Value }, StringComparer.Ordinal);
        if (request.EncryptionKeyId is { } id)
        {
            keys[_region] = new EncryptionKey { Id = id };
        }

        return keys;
    }

    private Finding? Keys(PipelineRequest request)
    {
        if (request.EncryptionKeyId is { } id && request.EncryptionKeyIds?.TryGetValue(_region, out var other) == true)
        {
            return new Finding("EncryptionKeyGivenTwice", $"Two keys were specified for {_region}, the Region of the pipeline: '{id}' and '{other}'. Specify only one of them.");
        }

        var stores = request.ArtifactBuckets is { Count: > 0 } buckets ? buckets.Keys.ToList()
            : request.ArtifactBucket is not null ? [_region]
            : Regions(request.Stages);
        return (request.EncryptionKeyIds?.Keys ?? []).FirstOrDefault(region => !stores.Contains(region)) is { } unused
            ? new Finding(
                "EncryptionKeyWithoutStore",
                $"A key was specified for {unused}, but the pipeline has no artifact store there. Its Regions: {string.Join(", ", stores)}. Add the bucket of {unused} to -ArtifactBucketByRegion, or an action in {unused}, or omit the key.")
            : null;
    }

    private List<string> Regions(IEnumerable<PipelineStage> stages) =>
        stages.SelectMany(stage => stage.Actions).Select(action => action.Region).OfType<string>().Prepend(_region).Distinct(StringComparer.Ordinal).ToList();

    // A key without a bucket applies to the default location. Its name is empty until the wizard finds it.
    private ArtifactStore? Store(PipelineRequest request)
    {
        var key = KeysByRegion(request).TryGetValue(_region, out var own) ? own : null;
        return request.ArtifactBucket is null && key is null ? null : new ArtifactStore { Location = request.ArtifactBucket ?? string.Empty, EncryptionKey = key };
    }

    private Dictionary<string, ArtifactStore>? Map(PipelineRequest request)
    {
        var keys = KeysByRegion(request);
        var locations = request.ArtifactBuckets is { Count: > 0 } buckets ? buckets.ToDictionary(bucket => bucket.Key, bucket => bucket.Value, StringComparer.Ordinal)
            : request.ArtifactBucket is null && keys.Keys.Any(region => region != _region) ? Regions(request.Stages).ToDictionary(region => region, _ => string.Empty, StringComparer.Ordinal)
            : null;
        return locations?.ToDictionary(
            location => location.Key,
            location => new ArtifactStore { Location = location.Value, EncryptionKey = keys.TryGetValue(location.Key, out var key) ? key : null },
            StringComparer.Ordinal);
    }
}
