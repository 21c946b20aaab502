using System.Collections.Generic;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>Builds the stages that the console's wizard creates.</summary>
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

            // If omitted, AWS uses true but does not show it, so the value is written. With a trigger, only its filters apply.
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

    /// <param name="commands">The commands.</param>
    /// <param name="files">The files of the output artifact; null for no output artifact.</param>
    public static PipelineStage Build(IReadOnlyList<string> commands, IReadOnlyList<string>? files) => One("Build", Commands("Build", commands) with
    {
        OutputArtifacts = files is null ? [] : [new OutputArtifact { Name = ArtifactWiring.BuildArtifact, Files = files }],
    });

    public static PipelineStage Test(string project) => One("Test", new PipelineAction
    {
        Name = "Test",
        ActionTypeId = Aws("Test", "CodeBuild"),
        RunOrder = 1,
        Configuration = new Dictionary<string, string> { ["ProjectName"] = project },
    });

    public static PipelineStage Test(IReadOnlyList<string> commands) => One("Test", Commands("Test", commands));

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

    private static PipelineAction Commands(string name, IReadOnlyList<string> commands) => new()
    {
        Name = name, ActionTypeId = Aws("Compute", "Commands"), RunOrder = 1, Commands = commands,
    };

    private static PipelineStage One(string name, PipelineAction action) => new() { Name = name, Actions = [action] };

    private static ActionTypeId Aws(string category, string provider) => new() { Category = category, Owner = "AWS", Provider = provider, Version = "1" };
}
