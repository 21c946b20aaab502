using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks a definition as far as possible without AWS calls, and returns the findings of all rules: errors and warnings.</summary>
internal static class PipelineValidator
{
    private static readonly IPipelineRule[] s_rules =
    [
        new SettingRules(),
        new OtherRegion(),
        new ArtifactStoreRules(),
        new StageRules(),
        new ConditionRules(),
        new RuleTypeRules(),
        new RuleValueRules(),
        new ActionRules(),
        new SourceRules(),
        new ConnectionAccountRules(),
        new ActionTypeRules(),
        new BatchBuildRules(),
        new ResourceNameRules(),
        new CommandRules(),
        new ArtifactRules(),
        new VariableRules(),
        new VariableReferenceRules(),
        new RuleReferenceRules(),
        new TriggerRules(),
        new PipelineTypeRules(),
        new CrossAccountRules(),
    ];

    /// <summary>Checks a definition whose service role and artifact store the wizard may add.</summary>
    public static IReadOnlyList<Finding> Validate(Pipeline pipeline) => s_rules.SelectMany(rule => rule.Check(pipeline)).ToList();

    /// <summary>Checks a complete definition.</summary>
    public static IReadOnlyList<Finding> ValidateComplete(Pipeline pipeline) =>
        new CompletenessRules().Check(pipeline).Concat(Validate(pipeline)).ToList();
}

/// <summary>A group of rules.</summary>
internal interface IPipelineRule
{
    IEnumerable<Finding> Check(Pipeline pipeline);
}

/// <summary>An action with its stage and path, for rules that check all actions.</summary>
internal readonly record struct PlacedAction(PipelineAction Action, PipelineStage Stage, int StageIndex, int ActionIndex)
{
    public string Path => $"Stages[{StageIndex}].Actions[{ActionIndex}]";

    public int RunOrder => Action.RunOrder ?? 1;

    public static IEnumerable<PlacedAction> All(Pipeline pipeline) =>
        pipeline.Stages.SelectMany((stage, s) => stage.Actions.Select((action, a) => new PlacedAction(action, stage, s, a)));
}
