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
        if (Read(configuration, Repository, BitbucketRepository.Parse) is { } repository)
        {
            warnings.Add(new Finding("RepositoryRewritten", Message("repository", repository, action, configuration[Repository]), $"{path}.Configuration['{Repository}']") { IsWarning = true });
        }

        if (Read(configuration, Branch, BranchRules.Parse) is { } branch)
        {
            warnings.Add(new Finding("BranchRewritten", Message("branch", branch, action, configuration[Branch]), $"{path}.Configuration['{Branch}']") { IsWarning = true });
        }

        return action with { Configuration = configuration };
    }

    // The text before an @ may be a secret.
    private static string Message(string what, string given, PipelineAction action, string read) =>
        $"The {what} '{BitbucketRepository.Shown(given)}' of the source action '{action.Name}' is used as '{read}', the form that CodePipeline requires.";

    // Returns the value that was changed. A variable is resolved during the execution.
    private static string? Read(Dictionary<string, string> configuration, string key, Parser parse)
    {
        if (!configuration.TryGetValue(key, out var value) || value.Contains("#{") || parse(value, out var read) is not null || read == value)
        {
            return null;
        }

        configuration[key] = read;
        return value;
    }
}
