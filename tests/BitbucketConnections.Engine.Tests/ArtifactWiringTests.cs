using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Tests;

public sealed class ArtifactWiringTests
{
    [Fact]
    public void Each_build_has_an_output_artifact_with_its_own_name()
    {
        var stages = Wire(Stage(Action("Build", "Build", "CodeBuild"), Action("Build.Docs", "Build", "CodeBuild")), Stage(Action("Build", "Build", "CodeBuild")));

        Assert.Equal(["BuildArtifact", "BuildArtifact_Build_Docs", "BuildArtifact_Build"], Outputs(stages));
    }

    [Fact]
    public void Parallel_actions_use_earlier_artifacts_and_later_actions_the_newest()
    {
        var stages = Wire(Stage(
            Action("Deploy", "Deploy", "CodeDeploy", runOrder: 2), Action("One", "Build", "CodeBuild", runOrder: 1), Action("Two", "Build", "CodeBuild", runOrder: 1)));

        Assert.Equal([["BuildArtifact_Two"], ["SourceArtifact"], ["SourceArtifact"]], stages[1].Actions.Select(a => a.InputArtifacts));
        Assert.Equal([2, 1, 1], stages[1].Actions.Select(a => a.RunOrder));
    }

    [Fact]
    public void Specified_artifacts_are_unchanged()
    {
        var stages = Wire(Stage(Action("Build", "Build", "CodeBuild", outputs: ["Mine"]), Action("Ship", "Deploy", "S3", runOrder: 2, inputs: ["SourceArtifact"])));

        Assert.Equal(["Mine"], Outputs(stages));
        Assert.Equal(["SourceArtifact"], stages[1].Actions[1].InputArtifacts);
    }

    [Fact]
    public void Only_artifacts_that_the_configuration_names_are_added_as_inputs()
    {
        var stages = Wire(
            Stage(Action("Build", "Build", "CodeBuild")),
            Stage(
                Action("Stack", "Deploy", "CloudFormation", configuration: new() { ["TemplatePath"] = "SourceArtifact::template.yml", ["TemplateConfiguration"] = "BuildArtifact::dev.json" }),
                Action("Gone", "Deploy", "CloudFormation", configuration: new() { ["ActionMode"] = "DELETE_ONLY" }),
                Action("Approve", "Approval", "Manual"),
                Action("Call", "Invoke", "Lambda")));

        Assert.Equal([["SourceArtifact", "BuildArtifact"], [], [], []], stages[2].Actions.Select(a => a.InputArtifacts));
    }

    [Fact]
    public void Files_of_a_stack_set_are_read_from_the_artifacts_that_they_name()
    {
        var stages = Wire(
            Stage(Action("Build", "Build", "CodeBuild")),
            Stage(
                Action("Set", "Deploy", "CloudFormationStackSet", configuration: new() { ["TemplatePath"] = "SourceArtifact::t.yml", ["Parameters"] = "BuildArtifact::p.txt", ["DeploymentTargets"] = "111122223333" }),
                Action("Rest", "Deploy", "CloudFormationStackInstances", configuration: new() { ["DeploymentTargets"] = "SourceArtifact::ous.json", ["ParameterOverrides"] = "BuildArtifact::p.txt" }),
                Action("Plain", "Deploy", "CloudFormationStackInstances", configuration: new() { ["DeploymentTargets"] = "ou-1", ["ParameterOverrides"] = "ParameterKey=A,ParameterValue=b" })));

        Assert.Equal([["SourceArtifact", "BuildArtifact"], ["BuildArtifact", "SourceArtifact"], []], stages[2].Actions.Select(a => a.InputArtifacts));
    }

    [Fact]
    public void An_action_that_usually_has_an_input_uses_the_newest_artifact_even_if_AWS_requires_none()
    {
        var stages = Wire(Stage(
            Action("Run", "Compute", "Commands"),
            Action("Deploy", "Deploy", "Lambda"),
            Action("Shift", "Deploy", "Lambda", configuration: new() { ["PublishedTargetVersion"] = "3" }),
            Action("Code", "Invoke", "InspectorScan", configuration: new() { ["InspectorRunMode"] = "SourceCodeScan" }),
            Action("Image", "Invoke", "InspectorScan", configuration: new() { ["InspectorRunMode"] = "ECRImageScan" }),
            Action("New", "Deploy", "Quantum"),
            Action("Next", "Invoke", "CodePipeline")));

        Assert.Equal([["SourceArtifact"], ["SourceArtifact"], [], ["SourceArtifact"], [], ["SourceArtifact"], []], stages[1].Actions.Select(a => a.InputArtifacts));
    }

    private static IReadOnlyList<PipelineStage> Wire(params PipelineStage[] next) =>
        ArtifactWiring.Wire([Stage(Action("Source", "Source", PipelineSource.Provider, outputs: ["SourceArtifact"])), .. next]);

    private static IEnumerable<string> Outputs(IReadOnlyList<PipelineStage> stages) =>
        stages.Skip(1).SelectMany(s => s.Actions).SelectMany(a => a.OutputArtifacts).Select(o => o.Name);

    private static PipelineStage Stage(params PipelineAction[] actions) => new() { Name = "S", Actions = actions };

    private static PipelineAction Action(
        string name, string category, string provider, int? runOrder = null, string[]? inputs = null, string[]? outputs = null, Dictionary<string, string>? configuration = null) => new()
    {
        Name = name,
        ActionTypeId = new ActionTypeId { Category = category, Owner = "AWS", Provider = provider, Version = "1" },
        RunOrder = runOrder,
        Configuration = configuration,
        InputArtifacts = inputs ?? [],
        OutputArtifacts = (outputs ?? []).Select(o => new OutputArtifact { Name = o }).ToList(),
    };
}
