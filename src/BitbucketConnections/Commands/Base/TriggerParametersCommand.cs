using System.Collections.Generic;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets with parameters for the trigger of a pipeline: change detection, filters, or no trigger.</summary>
public abstract class TriggerParametersCommand : ConnectionReadinessCommand, ITriggerFilters
{
    // The name that the console and this module give the source action.
    private const string SourceActionName = "Source";

    /// <summary>Gets or sets whether to create no trigger: neither pushes nor pull requests start an execution.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    public SwitchParameter NoTrigger { get; set; }

    /// <summary>Gets or sets the triggers from <c>New-BitbucketPipelineTrigger</c>, or hashtables with the members of the AWS JSON. One matching filter starts an execution.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [TriggerTransformation]
    [ValidateNotEmpty("Omit -Trigger to detect changes of the branch.")]
    [CompletesNothing]
    public PipelineTrigger[]? Trigger { get; set; }

    /// <summary>Gets or sets the patterns of branches that start an execution: 1–8, 1–255 characters each.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -IncludeBranch to include no branch pattern.")]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string[]? IncludeBranch { get; set; }

    /// <summary>Gets or sets the patterns of branches that do not start an execution. They take precedence over the includes.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -ExcludeBranch to exclude no branch.")]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string[]? ExcludeBranch { get; set; }

    /// <summary>
    /// Gets or sets the patterns of file paths, one of which must have changed. Without a branch pattern, they apply to the branch of the source.
    /// </summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -IncludePath to include no path pattern.")]
    [ArgumentCompleter(typeof(TriggerPatternCompleter))]
    public string[]? IncludePath { get; set; }

    /// <summary>Gets or sets the patterns of file paths to ignore.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -ExcludePath to exclude no path.")]
    [ArgumentCompleter(typeof(TriggerPatternCompleter))]
    public string[]? ExcludePath { get; set; }

    /// <summary>Gets or sets the patterns of tags that start an execution.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -IncludeTag to include no tag pattern.")]
    [ArgumentCompleter(typeof(TriggerPatternCompleter))]
    public string[]? IncludeTag { get; set; }

    /// <summary>Gets or sets the patterns of tags that do not start an execution.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -ExcludeTag to exclude no tag.")]
    [ArgumentCompleter(typeof(TriggerPatternCompleter))]
    public string[]? ExcludeTag { get; set; }

    /// <summary>Gets or sets the pull request events that start an execution. Branch and path patterns then apply to pull requests.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnection)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -PullRequest to filter no pull requests.")]
    [ValidateSet("OPEN", "UPDATED", "CLOSED")]
    public string[]? PullRequest { get; set; }

    /// <summary>Reads the trigger of the source action from the parameters.</summary>
    /// <param name="branch">The branch of the source, for filters without a branch pattern.</param>
    /// <returns>The trigger; null for change detection or no trigger.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: the parameters exclude each other.</exception>
    protected PipelineTrigger? ReadTrigger(string branch)
    {
        var filters = TriggerFilterParameters.Of(this);
        var triggers = new List<PipelineTrigger>(Trigger ?? []);
        if (!filters.IsEmpty)
        {
            // A branch name that is not valid is reported with the rest of the request.
            triggers.Add(filters.ToTrigger(SourceActionName, BranchRules.Parse(branch, out var name) is null ? name : null));
        }

        if (NoTrigger && triggers.Count > 0)
        {
            throw ServiceException.FromFindings([new Finding(
                "TriggerConflict", "-NoTrigger cannot be used with a trigger or filters. Specify one of the two.")]);
        }

        return triggers.Count == 0 ? null : TriggerFilterParameters.Combine(SourceActionName, triggers);
    }
}
