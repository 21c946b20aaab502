using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>
/// Connects artifacts between actions if the definition does not: an action that needs an input artifact uses
/// the newest earlier artifact, and each build gets an output artifact.
/// </summary>
internal sealed class ArtifactWiring
{
    public const string BuildArtifact = "BuildArtifact";
    private static readonly Regex s_notTaken = new("[^a-zA-Z0-9_-]", RegexOptions.CultureInvariant);

    // Values that contain an artifact name, as 'Name::file' or alone (action structure reference of CloudFormation, its stack sets and CodeDeployToECS).
    private static readonly string[] s_naming =
    [
        "TemplatePath", "TemplateConfiguration", "Parameters", "ParameterOverrides", "DeploymentTargets", "TaskDefinitionTemplateArtifact", "AppSpecTemplateArtifact",
        "Image1ArtifactName", "Image2ArtifactName", "Image3ArtifactName", "Image4ArtifactName",
    ];

    private readonly HashSet<string> _names;
    private string? _newest;

    private ArtifactWiring(IEnumerable<PipelineStage> stages) =>
        _names = new HashSet<string>(stages.SelectMany(s => s.Actions).SelectMany(a => a.OutputArtifacts).Select(o => o.Name), StringComparer.Ordinal);

    public static IReadOnlyList<PipelineStage> Wire(IReadOnlyList<PipelineStage> stages)
    {
        var wiring = new ArtifactWiring(stages);
        return stages.Select(wiring.Wire).ToList();
    }

    private PipelineStage Wire(PipelineStage stage)
    {
        var wired = stage.Actions.ToArray();

        // Actions that run at the same time do not see each other's artifacts.
        foreach (var parallel in Enumerable.Range(0, wired.Length).GroupBy(i => stage.Actions[i].RunOrder ?? 1).OrderBy(group => group.Key))
        {
            foreach (var i in parallel)
            {
                wired[i] = wired[i] with { InputArtifacts = Inputs(wired[i]), OutputArtifacts = Outputs(wired[i]) };
            }

            _newest = parallel.SelectMany(i => wired[i].OutputArtifacts).LastOrDefault()?.Name ?? _newest;
        }

        return stage with { Actions = wired };
    }

    private IReadOnlyList<string> Inputs(PipelineAction action)
    {
        if (action.InputArtifacts.Count > 0)
        {
            return action.InputArtifacts;
        }

        var named = Named(action).Where(_names.Contains).Distinct(StringComparer.Ordinal).ToList();
        return named.Count > 0 ? named : NeedsInput(action) && _newest is { } newest ? [newest] : [];
    }

    private static IEnumerable<string> Named(PipelineAction action) =>
        from key in s_naming
        where action.Configuration?.ContainsKey(key) == true
        select action.Configuration![key].Split([':'], 2)[0];

    // AWS actions of unknown types that build, test or deploy use one input artifact.
    private static bool NeedsInput(PipelineAction action) => ActionCatalog.Find(action.ActionTypeId) is { } type
        ? type.TakesNewestArtifact && CatalogCondition.AllHold(type.TakesNewestArtifactWhen, action)
        : action.ActionTypeId is { Owner: "AWS", Category: "Build" or "Test" or "Deploy" };

    private IReadOnlyList<OutputArtifact> Outputs(PipelineAction action)
    {
        if (action.OutputArtifacts.Count > 0 || action.ActionTypeId is not { Owner: "AWS", Category: "Build", Provider: "CodeBuild" })
        {
            return action.OutputArtifacts;
        }

        return [new OutputArtifact { Name = NewName(action.Name) }];
    }

    private string NewName(string actionName)
    {
        var name = BuildArtifact;
        for (var i = 1; !_names.Add(name); i++)
        {
            var suffix = "_" + s_notTaken.Replace(actionName, "_");
            name = BuildArtifact + (suffix.Length > 80 ? suffix.Remove(80) : suffix) + (i == 1 ? string.Empty : $"_{i}");
        }

        return name;
    }
}
