using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>
/// Reads the repository and the branch of source actions as <c>-Repository</c> and <c>-Branch</c> do, and omits empty lists of triggers, for definitions that
/// someone else wrote.
/// </summary>
internal static class SourceValues
{
    private const string Repository = "FullRepositoryId";
    private const string Branch = "BranchName";

    private delegate Finding? Parser(string? value, out string read);

    /// <summary>Gets the definition with the values that CodePipeline requires. Values that can't be read are unchanged: the rules report them.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="warnings">Receives a warning for each changed value.</param>
    /// <returns>The definition.</returns>
    public static Pipeline Of(Pipeline definition, List<Finding> warnings) => definition with
    {
        Stages = definition.Stages.Select((stage, s) => Of(stage, s, warnings)).ToList(),
        Triggers = definition.Triggers.Select(TriggerFilters.WithoutEmpty).ToList(),
    };

    /// <summary>Gets a stage with the values that CodePipeline requires.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="index">The position of the stage in the pipeline, for the path of a warning.</param>
    /// <param name="warnings">Receives a warning for each changed value.</param>
    /// <returns>The stage.</returns>
    public static PipelineStage Of(PipelineStage stage, int index, List<Finding> warnings) => stage.Actions.Any(PipelineSource.IsConnectionSource)
        ? stage with { Actions = stage.Actions.Select((action, a) => Of(action, $"Stages[{index}].Actions[{a}]", warnings)).ToList() }
        : stage;

    private static PipelineAction Of(PipelineAction action, string path, List<Finding> warnings)
    {
        if (!PipelineSource.IsConnectionSource(action) || action.Configuration is not { } given)
        {
            return action;
        }

        var configuration = given.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        Read(configuration, Repository, BitbucketRepository.Parse, "RepositoryRewritten", "repository", action.Name, path, warnings);
        Read(configuration, Branch, BranchRules.Parse, "BranchRewritten", "branch", action.Name, path, warnings);
        return action with { Configuration = configuration };
    }

    // A variable is resolved during the execution.
    private static void Read(Dictionary<string, string> configuration, string key, Parser parse, string id, string what, string action, string path, List<Finding> warnings)
    {
        if (configuration.TryGetValue(key, out var value) && !value.Contains("#{") && parse(value, out var read) is null && read != value)
        {
            configuration[key] = read;
            warnings.Add(new Finding(id, $"The {what} '{BitbucketRepository.Shown(value)}' of the source action '{action}' is used as '{read}', the form that CodePipeline requires.", $"{path}.Configuration['{key}']") { IsWarning = true });
        }
    }
}
