using System.Collections.Generic;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>The stages that the console's wizard makes of its own questions.</summary>
internal static class WizardStages
{
    public const string SourceAction = "Source";
    public const string SourceArtifact = "SourceArtifact";

    public static PipelineStage Source(PipelineRequest request, string repository, string branch) => One("Source", new PipelineAction
    {
        Name = SourceAction,
        ActionTypeId = Aws("Source", PipelineSource.Provider),
        RunOrder = 1,
        Configuration = new Dictionary<string, string>
        {
            ["ConnectionArn"] = request.ConnectionArn ?? string.Empty,
            ["FullRepositoryId"] = repository,
            ["BranchName"] = branch,
            ["OutputArtifactFormat"] = request.OutputArtifactFormat ?? "CODE_ZIP",

            // Left out, AWS takes it for true and hides it; written, the definition says what it does. With a trigger only its filters count.
            ["DetectChanges"] = request.DetectChanges == false || request.Trigger is not null ? "false" : "true",
        },
        OutputArtifacts = [new OutputArtifact { Name = SourceArtifact }],
        Namespace = "SourceVariables",
    });

    public static PipelineStage Build(string project) => One("Build", new PipelineAction
    {
        Name = "Build",
        ActionTypeId = Aws("Build", "CodeBuild"),
        RunOrder = 1,
        Configuration = new Dictionary<string, string> { ["ProjectName"] = project },
        Namespace = "BuildVariables",
    });

    public static PipelineStage Approval() => One("Approval", new PipelineAction
    {
        Name = "Approval", ActionTypeId = Aws("Approval", "Manual"), RunOrder = 1,
    });

    public static PipelineStage Deploy(string bucket) => One("Deploy", new PipelineAction
    {
        Name = "Deploy",
        ActionTypeId = Aws("Deploy", "S3"),
        RunOrder = 1,
        Configuration = new Dictionary<string, string> { ["BucketName"] = bucket, ["Extract"] = "true" },
        Namespace = "DeployVariables",
    });

    private static PipelineStage One(string name, PipelineAction action) => new() { Name = name, Actions = [action] };

    private static ActionTypeId Aws(string category, string provider) => new() { Category = category, Owner = "AWS", Provider = provider, Version = "1" };
}
