using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Creates a stage for <c>New-BitbucketPipeline -Stage</c>. Makes no AWS calls.</summary>
[Cmdlet(VerbsCommon.New, "BitbucketPipelineStage", HelpUri = HelpLinks.Base + "New-BitbucketPipelineStage.md")]
[OutputType(typeof(PipelineStage))]
public sealed class NewBitbucketPipelineStageCommand : CancellableCommand
{
    private readonly List<PipelineAction> _actions = [];

    /// <summary>Gets or sets the name, 1–100 of <c>A-Z a-z 0-9 . @ - _</c>, unique in the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The name of the stage")]
    [Alias("StageName")]
    [ValidateNotEmpty]
    [CompletesNothing]
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the actions, as objects, or as hashtables with the members of the AWS JSON.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, HelpMessage = "The actions, such as the output of New-BitbucketPipelineAction")]
    [Alias("Actions")]
    [ActionTransformation]
    [ValidateNotEmpty]
    [CompletesNothing]
    public PipelineAction[] Action { get; set; } = [];

    /// <summary>Gets or sets what happens when the stage fails; V2 only.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -OnFailure to set no action on failure.")]
    [ValidateSet("ROLLBACK", "FAIL", "RETRY", "SKIP")]
    public string? OnFailure { get; set; }

    /// <summary>Gets or sets the actions that a retry repeats.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RetryMode to use the default retry mode.")]
    [ValidateSet("FAILED_ACTIONS", "ALL_ACTIONS")]
    public string? RetryMode { get; set; }

    /// <summary>
    /// Gets or sets the condition that is checked when the stage fails: a hashtable with result and rules, or only rules. It replaces <see cref="OnFailure"/>.
    /// </summary>
    [Parameter]
    [ConditionTransformation]
    [ValidateNotEmpty("Omit -OnFailureCondition to set no condition.")]
    [CompletesNothing]
    public StageCondition? OnFailureCondition { get; set; }

    /// <summary>Gets or sets the rules that are checked when the stage fails, 1–5; V2 only. If all succeed, the result takes effect.</summary>
    [Parameter]
    [RuleTransformation]
    [ValidateNotEmpty("Omit -OnFailureRule to set no condition.")]
    [CompletesNothing]
    public StageRule[]? OnFailureRule { get; set; }

    /// <summary>Gets or sets the result of the condition on failure. Default: <c>ROLLBACK</c>, the only one that AWS documents.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -OnFailureResult to use ROLLBACK.")]
    [ValidateSet("ROLLBACK")]
    public string? OnFailureResult { get; set; }

    /// <summary>Gets or sets the condition that is checked when the stage succeeds: a hashtable with result and rules, or only rules; V2 only.</summary>
    [Parameter]
    [ConditionTransformation]
    [ValidateNotEmpty("Omit -OnSuccessCondition to set no condition.")]
    [CompletesNothing]
    public StageCondition? OnSuccessCondition { get; set; }

    /// <summary>Gets or sets the rules that are checked when the stage succeeds, 1–5; V2 only. If one fails, the result takes effect.</summary>
    [Parameter]
    [RuleTransformation]
    [ValidateNotEmpty("Omit -OnSuccessRule to set no condition.")]
    [CompletesNothing]
    public StageRule[]? OnSuccessRule { get; set; }

    /// <summary>Gets or sets the result of the condition on success. Default: <c>FAIL</c>.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -OnSuccessResult to use FAIL.")]
    [ValidateSet("FAIL", "ROLLBACK")]
    public string? OnSuccessResult { get; set; }

    /// <summary>Gets or sets the condition that is checked before an execution enters the stage: a hashtable with result and rules, or only rules; V2 only.</summary>
    [Parameter]
    [ConditionTransformation]
    [ValidateNotEmpty("Omit -BeforeEntryCondition to set no condition.")]
    [CompletesNothing]
    public StageCondition? BeforeEntryCondition { get; set; }

    /// <summary>Gets or sets the rules that are checked before an execution enters the stage, 1–5; V2 only. If one fails, the result takes effect.</summary>
    [Parameter]
    [RuleTransformation]
    [ValidateNotEmpty("Omit -BeforeEntryRule to set no condition.")]
    [CompletesNothing]
    public StageRule[]? BeforeEntryRule { get; set; }

    /// <summary>Gets or sets the result of the condition before the entry. Default: <c>FAIL</c>. <c>SKIP</c> requires rules of LambdaInvoke or VariableCheck.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -BeforeEntryResult to use FAIL.")]
    [ValidateSet("FAIL", "SKIP")]
    public string? BeforeEntryResult { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _actions.AddRange(Action);

    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessEach(Name, () => WriteObject(new PipelineStage
    {
        Name = Name,
        Actions = _actions.ToList(),
        OnFailure = Failure(new StageGate { Name = "OnFailure", DefaultResult = "ROLLBACK", Condition = OnFailureCondition, Rules = OnFailureRule, Result = OnFailureResult }.Read()),
        OnSuccess = Gate(new StageGate { Name = "OnSuccess", DefaultResult = "FAIL", Condition = OnSuccessCondition, Rules = OnSuccessRule, Result = OnSuccessResult }.Read()),
        BeforeEntry = Gate(new StageGate { Name = "BeforeEntry", DefaultResult = "FAIL", Condition = BeforeEntryCondition, Rules = BeforeEntryRule, Result = BeforeEntryResult }.Read()),
    }));

    // A retry mode implies the result RETRY.
    private StageFailureConditions? Failure(StageCondition? condition) => (OnFailure ?? RetryMode) is null && condition is null ? null : new StageFailureConditions
    {
        Result = OnFailure?.ToUpperInvariant() ?? (RetryMode is null ? null : "RETRY"),
        RetryMode = RetryMode?.ToUpperInvariant(),
        Conditions = condition is null ? null : [condition],
    };

    private static StageConditions? Gate(StageCondition? condition) => condition is null ? null : new StageConditions { Conditions = [condition] };
}
