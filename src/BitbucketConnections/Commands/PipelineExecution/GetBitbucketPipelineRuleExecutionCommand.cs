using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Gets the executions of the rules of stage conditions, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketPipelineRuleExecution", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Get-BitbucketPipelineRuleExecution.md")]
[OutputType(typeof(RuleExecution))]
public sealed class GetBitbucketPipelineRuleExecutionCommand : PipelineTargetCommand
{
    /// <summary>Gets or sets the ids of the pipeline executions, UUIDs. Default: the execution of the piped object, or all executions of the last 12 months.</summary>
    [Parameter(Position = 1)]
    [Alias("Id")]
    [ValidateNotEmpty("Omit -PipelineExecutionId to get the rules of all executions.")]
    [ArgumentCompleter(typeof(ExecutionIdCompleter))]
    public string[]? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets the stages. Default: the stage of the piped object, or all stages.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -StageName to get the rules of all stages.")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string[]? StageName { get; set; }

    /// <summary>Gets or sets the names of the rules.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RuleName to get all rules.")]
    [ArgumentCompleter(typeof(RuleNameCompleter))]
    public string[]? RuleName { get; set; }

    /// <summary>Gets or sets the statuses of the rule executions to get.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -Status to get rule executions of every status.")]
    [ValidateSet("InProgress", "Abandoned", "Succeeded", "Failed")]
    public string[]? Status { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        var session = Session(target.Region);
        var stages = StageName ?? (target.StageName is { } stage ? [stage] : null);
        var ids = PipelineExecutionId ?? (target.PipelineExecutionId is { } one ? [one] : null);
        if (ids is null)
        {
            Write(session, target, null, stages);
            return;
        }

        Array.ForEach(ids, id => ProcessPart(target, PipelineExecutionId is null ? target.Input : id, () => Write(session, target, id, stages)));
    }

    private void Write(IEngineSession session, PipelineTarget target, string? id, string[]? stages)
    {
        foreach (var rule in Stream<RuleExecution>((cursor, token) => session.Executions.ListRulesAsync(target.PipelineName, id, cursor, token)))
        {
            if (Has(stages, rule.StageName, StringComparer.Ordinal) && Has(RuleName, rule.RuleName, StringComparer.Ordinal) && Has(Status, rule.Status, StringComparer.OrdinalIgnoreCase))
            {
                WriteObject(rule);
            }
        }
    }

    private static bool Has(string[]? values, string? value, StringComparer comparer) => values is null || values.Contains(value, comparer);
}
