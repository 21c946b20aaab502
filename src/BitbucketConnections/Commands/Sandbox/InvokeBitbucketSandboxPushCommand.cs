using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Inputs;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Sends a push, a tag or a pull request to the sandbox, which starts the pipelines whose triggers match.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "BitbucketSandboxPush", DefaultParameterSetName = EventParameters.PushSet, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Invoke-BitbucketSandboxPush.md")]
[OutputType(typeof(SandboxPushResult))]
public sealed class InvokeBitbucketSandboxPushCommand : CancellableCommand
{
    private const string AcceptedInput = "Pipe a repository, a pipeline, or objects with properties such as Repository and Branch.";
    private const string Accepted = AcceptedInput;
    private ParameterRow? _row;

    /// <summary>
    /// Gets or sets the input: a repository, a pipeline, whose repository and branch are used, or an object or hashtable with values of the parameters, such as
    /// a row of a CSV file.
    /// </summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "A repository, a pipeline, or an object with values of the parameters")]
    [ValidateNotEmpty(AcceptedInput)]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the repository, as <c>workspace/repository</c> or a URL.</summary>
    [Parameter(ParameterSetName = EventParameters.PushSet, Mandatory = true, Position = 0, HelpMessage = "The repository, as workspace/repository")]
    [Parameter(ParameterSetName = EventParameters.TagSet, Mandatory = true, Position = 0, HelpMessage = "The repository, as workspace/repository")]
    [Parameter(ParameterSetName = EventParameters.PullRequestSet, Mandatory = true, Position = 0, HelpMessage = "The repository, as workspace/repository")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [Alias("FullRepositoryId")]
    [ValidateNotEmpty("Omit -Repository to use the repository of the piped object.")]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>Gets or sets the branch that was pushed.</summary>
    [Parameter(ParameterSetName = EventParameters.PushSet, Mandatory = true, HelpMessage = "The branch that was pushed")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [Alias("BranchName")]
    [ValidateNotEmpty("Omit -Branch to use the branch of the piped object.")]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string? Branch { get; set; }

    /// <summary>Gets or sets whether it is the first push of the branch. File path filters do not match such a push.</summary>
    [Parameter(ParameterSetName = EventParameters.PushSet)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    public SwitchParameter NewBranch { get; set; }

    /// <summary>Gets or sets the tag that was pushed.</summary>
    [Parameter(ParameterSetName = EventParameters.TagSet, Mandatory = true, HelpMessage = "The git tag that was pushed")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -TagName to use the tag of the piped object.")]
    [CompletesNothing]
    public string? TagName { get; set; }

    /// <summary>Gets or sets the pull request event.</summary>
    [Parameter(ParameterSetName = EventParameters.PullRequestSet, Mandatory = true, HelpMessage = "What happened to the pull request: OPEN, UPDATED or CLOSED")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -PullRequest to use the event of the piped object.")]
    [ValidateSet("OPEN", "UPDATED", "CLOSED")]
    public string? PullRequest { get; set; }

    /// <summary>Gets or sets the source branch of a pull request.</summary>
    [Parameter(ParameterSetName = EventParameters.PullRequestSet, Mandatory = true, HelpMessage = "The branch whose commits are to be merged")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -SourceBranch to use the source branch of the piped object.")]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string? SourceBranch { get; set; }

    /// <summary>Gets or sets the target branch of a pull request.</summary>
    [Parameter(ParameterSetName = EventParameters.PullRequestSet, Mandatory = true, HelpMessage = "The branch it is to be merged into")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -TargetBranch to use the target branch of the piped object.")]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string? TargetBranch { get; set; }

    /// <summary>Gets or sets whether a CLOSED pull request was declined. Bitbucket sends no event for it.</summary>
    [Parameter(ParameterSetName = EventParameters.PullRequestSet)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    public SwitchParameter Declined { get; set; }

    /// <summary>Gets or sets the paths of the changed files. CodePipeline checks the first 100.</summary>
    [Parameter(ParameterSetName = EventParameters.PushSet)]
    [Parameter(ParameterSetName = EventParameters.PullRequestSet)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -ChangedFile to push without changed files.")]
    [CompletesNothing]
    public string[] ChangedFile { get; set; } = [];

    /// <summary>Gets or sets the commit, 40 hexadecimal digits. Default: a generated commit.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -CommitId to push a generated commit.")]
    [CompletesNothing]
    public string? CommitId { get; set; }

    /// <summary>Gets or sets the commit message.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -CommitMessage to push with the default message.")]
    [CompletesNothing]
    public string? CommitMessage { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _row = new ParameterRow(this, typeof(CancellableCommand));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject.Length == 0)
        {
            ProcessEach(BitbucketRepository.Shown(Repository), () => Push(ParameterSetName));
            return;
        }

        foreach (var input in InputObject.Select(element => new PipedInput(element)))
        {
            ProcessEach(input.Value, () => Process(input, _row!));
        }
    }

    private void Process(PipedInput input, ParameterRow row)
    {
        row.Reset();
        Take(input, row);
        var set = row.IsGiven(nameof(TagName)) ? EventParameters.TagSet : row.IsGiven(nameof(PullRequest)) ? EventParameters.PullRequestSet : EventParameters.PushSet;
        string[] required = set switch
        {
            EventParameters.TagSet => [nameof(Repository)],
            EventParameters.PullRequestSet => [nameof(Repository), nameof(SourceBranch), nameof(TargetBranch)],
            _ => [nameof(Repository), nameof(Branch)],
        };
        var missing = Array.FindAll(required, name => !row.IsGiven(name));
        if (missing.Length > 0)
        {
            throw row.Missing(missing);
        }

        Push(set);
    }

    private static void Take(PipedInput input, ParameterRow row)
    {
        if (input.Text is { } text)
        {
            Set(row, nameof(Repository), text);
        }
        else if (NewInput.PipelineOf(input) is { } pipeline)
        {
            Set(row, nameof(Repository), pipeline.FullRepositoryId);
            Set(row, nameof(Branch), pipeline.BranchName);
        }
        else if (NewInput.IsRow(input))
        {
            row.Bind(input, Accepted);
        }
        else
        {
            throw NewInput.Unexpected(input, Accepted);
        }
    }

    // An argument on the command line takes precedence over the pipeline's value.
    private static void Set(ParameterRow row, string parameter, string? value)
    {
        if (value is not null && !row.IsArgument(parameter))
        {
            row.Set(parameter, value);
        }
    }

    private void Push(string set)
    {
        var happened = ReadEvent(set);
        var sandbox = SandboxSession.Required;
        if (ShouldProcess($"{happened.FullRepositoryId} in the sandbox at {sandbox.Info.EndpointUrl}", $"Send a {happened.Kind} event"))
        {
            var results = sandbox.Push(new SandboxPush { Event = happened, CommitId = CommitId?.ToLowerInvariant(), CommitMessage = CommitMessage });
            if (results.Count == 0)
            {
                WriteVerbose($"No pipeline in the sandbox has the repository {happened.FullRepositoryId} as a source.");
            }

            WriteObject(results, enumerateCollection: true);
        }
    }

    private RepositoryEvent ReadEvent(string set) => new EventParameters
    {
        Repository = Repository,
        Branch = set == EventParameters.PushSet ? Branch : null,
        NewBranch = NewBranch,
        TagName = TagName,
        PullRequest = PullRequest,
        SourceBranch = SourceBranch,
        TargetBranch = TargetBranch,
        Declined = Declined,
        ChangedFile = ChangedFile,
    }.ToEvent(set);
}
