using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks all of a definition that can be checked without AWS: every finding of every family of rules, at once, errors and warnings.</summary>
internal static class PipelineValidator
{
    private static readonly IPipelineRule[] s_rules =
    [
        new SettingRules(),
        new ArtifactStoreRules(),
        new StageRules(),
        new ConditionRules(),
        new ActionRules(),
        new ActionTypeRules(),
        new CommandRules(),
        new ArtifactRules(),
        new VariableRules(),
        new TriggerRules(),
        new PipelineTypeRules(),
    ];

    /// <summary>Checks a definition that may leave the service role and the artifact store to the wizard.</summary>
    public static IReadOnlyList<Finding> Validate(Pipeline pipeline) => s_rules.SelectMany(rule => rule.Check(pipeline)).ToList();

    /// <summary>Checks a definition that is sent as it is.</summary>
    public static IReadOnlyList<Finding> ValidateComplete(Pipeline pipeline) =>
        new CompletenessRules().Check(pipeline).Concat(Validate(pipeline)).ToList();
}

/// <summary>A family of rules.</summary>
internal interface IPipelineRule
{
    IEnumerable<Finding> Check(Pipeline pipeline);
}

/// <summary>An action with its place, for rules that look at all actions.</summary>
internal readonly record struct PlacedAction(PipelineAction Action, PipelineStage Stage, int StageIndex, int ActionIndex)
{
    public string Path => $"Stages[{StageIndex}].Actions[{ActionIndex}]";

    public int RunOrder => Action.RunOrder ?? 1;

    public static IEnumerable<PlacedAction> All(Pipeline pipeline) =>
        pipeline.Stages.SelectMany((stage, s) => stage.Actions.Select((action, a) => new PlacedAction(action, stage, s, a)));
}
