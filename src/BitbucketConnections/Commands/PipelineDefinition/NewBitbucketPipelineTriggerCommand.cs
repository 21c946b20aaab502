using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Creates a trigger for <c>New-BitbucketPipeline -Trigger</c>. The filters of a piped trigger are kept. Makes no AWS calls.</summary>
[Cmdlet(VerbsCommon.New, "BitbucketPipelineTrigger", HelpUri = HelpLinks.Base + "New-BitbucketPipelineTrigger.md")]
[OutputType(typeof(PipelineTrigger))]
public sealed class NewBitbucketPipelineTriggerCommand : CancellableCommand, ITriggerFilters
{
    /// <summary>Gets or sets the patterns of branches that start an execution: 1–8, 1–255 characters each.</summary>
    [Parameter(Position = 0)]
    [ValidateNotEmpty("Omit -IncludeBranch to include no branch pattern.")]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string[]? IncludeBranch { get; set; }

    /// <summary>Gets or sets the patterns of branches that do not start an execution. They take precedence over the includes.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ExcludeBranch to exclude no branch.")]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string[]? ExcludeBranch { get; set; }

    /// <summary>Gets or sets the patterns of file paths, one of which must have changed. They require a branch pattern.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -IncludePath to include no path pattern.")]
    [ArgumentCompleter(typeof(TriggerPatternCompleter))]
    public string[]? IncludePath { get; set; }

    /// <summary>Gets or sets the patterns of file paths to ignore.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ExcludePath to exclude no path.")]
    [ArgumentCompleter(typeof(TriggerPatternCompleter))]
    public string[]? ExcludePath { get; set; }

    /// <summary>Gets or sets the patterns of tags that start an execution.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -IncludeTag to include no tag pattern.")]
    [ArgumentCompleter(typeof(TriggerPatternCompleter))]
    public string[]? IncludeTag { get; set; }

    /// <summary>Gets or sets the patterns of tags that do not start an execution.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ExcludeTag to exclude no tag.")]
    [ArgumentCompleter(typeof(TriggerPatternCompleter))]
    public string[]? ExcludeTag { get; set; }

    /// <summary>Gets or sets the pull request events that start an execution. Branch and path patterns then apply to pull requests.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -PullRequest to filter no pull requests.")]
    [ValidateSet("OPEN", "UPDATED", "CLOSED")]
    public string[]? PullRequest { get; set; }

    /// <summary>Gets or sets the name of the source action.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -SourceActionName to filter the events of the action 'Source'.")]
    [ArgumentCompleter(typeof(SourceActionCompleter))]
    public string SourceActionName { get; set; } = "Source";

    /// <summary>Gets or sets a trigger to add a filter to, as an object, or as a hashtable with the members of the AWS JSON.</summary>
    [Parameter(ValueFromPipeline = true)]
    [TriggerTransformation]
    [ValidateNotEmpty("Omit -InputObject to make a new trigger.")]
    [CompletesNothing]
    public PipelineTrigger? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ProcessEach(InputObject ?? (object)SourceActionName, Process);

    private void Process()
    {
        var filters = TriggerFilterParameters.Of(this);
        if (filters.IsEmpty)
        {
            throw ServiceException.FromFindings([new Finding(
                "TriggerFilterMissing", "A trigger requires a filter. Specify -IncludeBranch, -IncludeTag or -PullRequest. Without a trigger, each push to the branch starts an execution.")]);
        }

        var trigger = filters.ToTrigger(InputObject?.SourceActionName ?? SourceActionName, branch: null);
        WriteObject(InputObject is null ? trigger : TriggerFilterParameters.Combine(trigger.SourceActionName, [InputObject, trigger]));
    }
}
