using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Commands.Base;

/// <summary>A cmdlet that takes the trigger of a pipeline: plain change detection, filters, or none.</summary>
public abstract class TriggerParametersCommand : ConnectionReadinessCommand
{
    // The console's name of the source action, which the definition has too.
    private const string SourceActionName = "Source";

    /// <summary>Gets or sets whether neither a push nor a pull request starts an execution.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    public SwitchParameter NoTrigger { get; set; }

    /// <summary>Gets or sets the triggers of <c>New-BitbucketPipelineTrigger</c>; any filter of any of them starts an execution.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    [ValidateNotEmpty("Omit -Trigger to detect changes of the branch.")]
    public PipelineTrigger[]? Trigger { get; set; }

    /// <summary>Gets or sets the patterns of branches that start an execution: 1–8, 1–255 characters each.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    [ValidateNotEmpty("Omit -IncludeBranch to include no branch pattern.")]
    public string[]? IncludeBranch { get; set; }

    /// <summary>Gets or sets the patterns of branches that don't; they beat the includes.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    [ValidateNotEmpty("Omit -ExcludeBranch to exclude no branch.")]
    public string[]? ExcludeBranch { get; set; }

    /// <summary>
    /// Gets or sets the patterns of file paths, one of which has to have changed; of the pipeline's own branch where no branch pattern is given.
    /// </summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    [ValidateNotEmpty("Omit -IncludePath to include no path pattern.")]
    public string[]? IncludePath { get; set; }

    /// <summary>Gets or sets the patterns of file paths that don't count.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    [ValidateNotEmpty("Omit -ExcludePath to exclude no path.")]
    public string[]? ExcludePath { get; set; }

    /// <summary>Gets or sets the patterns of tags that start an execution.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    [ValidateNotEmpty("Omit -IncludeTag to include no tag pattern.")]
    public string[]? IncludeTag { get; set; }

    /// <summary>Gets or sets the patterns of tags that don't.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    [ValidateNotEmpty("Omit -ExcludeTag to exclude no tag.")]
    public string[]? ExcludeTag { get; set; }

    /// <summary>Gets or sets the pull request events that start an execution; branches and paths are then those of pull requests.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByConnectionName)]
    [ValidateNotEmpty("Omit -PullRequest to filter no pull requests.")]
    [ValidateSet("OPEN", "UPDATED", "CLOSED")]
    public string[]? PullRequest { get; set; }

    /// <summary>Reads the filters of the pipeline's one source action.</summary>
    /// <param name="branch">The branch of the source, for paths and pull requests that name none.</param>
    /// <returns>The trigger; null for plain change detection or none at all.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: two ways at once.</exception>
    protected PipelineTrigger? ReadTrigger(string branch)
    {
        var filters = new TriggerFilterParameters
        {
            IncludeBranch = IncludeBranch, ExcludeBranch = ExcludeBranch, IncludePath = IncludePath, ExcludePath = ExcludePath,
            IncludeTag = IncludeTag, ExcludeTag = ExcludeTag, PullRequest = PullRequest?.Select(e => e.ToUpperInvariant()).ToArray(),
        };
        var triggers = new List<PipelineTrigger>(Trigger ?? []);
        if (!filters.IsEmpty)
        {
            // A branch that is none is found with the rest of the request.
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
