using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Pipelines.Rules;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>Makes the definition that the console's wizard makes, with its defaults, and finds all that is wrong at once.</summary>
internal sealed class PipelineBuilder
{
    public const string SourceArtifact = "SourceArtifact";
    public const string BuildArtifact = "BuildArtifact";
    private readonly string _region;

    public PipelineBuilder(string region) => _region = region;

    public Pipeline Build(PipelineRequest request)
    {
        // What a parameter lacks is told in its words; the rules of the definition would tell it again at this path.
        (Finding? Finding, string Path)[] answers =
        [
            (ConnectionRules.CheckArn(request.ConnectionArn), SourcePath("ConnectionArn")),
            (BitbucketRepository.Parse(request.Repository, out var repository), SourcePath("FullRepositoryId")),
            (BranchRules.Parse(request.Branch, out var branch), SourcePath("BranchName")),
            (PipelineNameRules.CheckBucket(request.ArtifactBucket), "ArtifactStore.Location"),
            (request.BuildProject is { } project ? PipelineNameRules.CheckBuildProject(project) : null, "Stages[1].Actions[0].Configuration['ProjectName']"),
            (NextStage(request), "Stages"),
        ];
        var wrong = answers.Where(answer => answer.Finding is not null).ToList();
        var definition = Compose(request, repository, branch);
        var findings = wrong.Select(answer => answer.Finding!)
            .Concat(PipelineValidator.Validate(definition).Where(finding => !wrong.Exists(answer => answer.Path == finding.Path)))
            .ToList();
        return findings.Count == 0 ? definition : throw ServiceException.FromFindings(findings);
    }

    private static string SourcePath(string key) => $"Stages[0].Actions[0].Configuration['{key}']";

    private static Finding? NextStage(PipelineRequest request) => request.BuildProject is not null || request.Stages.Count > 0
        ? null
        : new Finding("NextStageMissing", "A pipeline needs a stage after its source (CodePipeline quota: 2–50 stages); give -BuildProject.");

    private Pipeline Compose(PipelineRequest request, string repository, string branch)
    {
        var stages = new List<PipelineStage> { Source(request, repository, branch) };
        if (request.BuildProject is { } project)
        {
            stages.Add(Build(project));
        }

        stages.AddRange(request.Stages);
        return new Pipeline
        {
            Name = request.Name,
            Region = _region,
            RoleArn = request.RoleArn,
            PipelineType = request.PipelineType ?? "V2",
            ExecutionMode = request.ExecutionMode ?? "SUPERSEDED",
            ArtifactStore = new ArtifactStore { Location = request.ArtifactBucket ?? string.Empty },
            Stages = stages,
            Tags = request.Tags,
        };
    }

    private static PipelineStage Source(PipelineRequest request, string repository, string branch) => new()
    {
        Name = "Source",
        Actions =
        [
            new PipelineAction
            {
                Name = "Source",
                ActionTypeId = new ActionTypeId { Category = "Source", Owner = "AWS", Provider = PipelineSource.Provider, Version = "1" },
                RunOrder = 1,
                Configuration = new Dictionary<string, string>
                {
                    ["ConnectionArn"] = request.ConnectionArn ?? string.Empty,
                    ["FullRepositoryId"] = repository,
                    ["BranchName"] = branch,
                    ["OutputArtifactFormat"] = request.OutputArtifactFormat ?? "CODE_ZIP",

                    // Left out, AWS takes it for true and hides it; written, the definition says what it does.
                    ["DetectChanges"] = request.DetectChanges == false ? "false" : "true",
                },
                OutputArtifacts = [new OutputArtifact { Name = SourceArtifact }],
                Namespace = "SourceVariables",
            },
        ],
    };

    private static PipelineStage Build(string project) => new()
    {
        Name = "Build",
        Actions =
        [
            new PipelineAction
            {
                Name = "Build",
                ActionTypeId = new ActionTypeId { Category = "Build", Owner = "AWS", Provider = "CodeBuild", Version = "1" },
                RunOrder = 1,
                Configuration = new Dictionary<string, string> { ["ProjectName"] = project },
                InputArtifacts = [SourceArtifact],
                OutputArtifacts = [new OutputArtifact { Name = BuildArtifact }],
                Namespace = "BuildVariables",
            },
        ],
    };
}
