using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Sends a push, a tag or a pull request to the sandbox, which starts the pipelines whose triggers match.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "BitbucketSandboxPush", DefaultParameterSetName = EventParameters.PushSet, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Invoke-BitbucketSandboxPush.md")]
[OutputType(typeof(SandboxPushResult))]
public sealed class InvokeBitbucketSandboxPushCommand : CancellableCommand
{
    /// <summary>Gets or sets the repository, as <c>workspace/repository</c> or a URL.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The repository, as workspace/repository")]
    [Alias("FullRepositoryId")]
    [ValidateNotEmpty]
    public string? Repository { get; set; }

    /// <summary>Gets or sets the branch that was pushed.</summary>
    [Parameter(ParameterSetName = EventParameters.PushSet, Mandatory = true, HelpMessage = "The branch that was pushed")]
    [Alias("BranchName")]
    [ValidateNotEmpty]
    public string? Branch { get; set; }

    /// <summary>Gets or sets whether it is the first push of the branch. File path filters do not match such a push.</summary>
    [Parameter(ParameterSetName = EventParameters.PushSet)]
    public SwitchParameter NewBranch { get; set; }

    /// <summary>Gets or sets the tag that was pushed.</summary>
    [Parameter(ParameterSetName = EventParameters.TagSet, Mandatory = true, HelpMessage = "The git tag that was pushed")]
    [ValidateNotEmpty]
    public string? TagName { get; set; }

    /// <summary>Gets or sets the pull request event.</summary>
    [Parameter(ParameterSetName = EventParameters.PullRequestSet, Mandatory = true, HelpMessage = "What happened to the pull request: OPEN, UPDATED or CLOSED")]
    [ValidateNotEmpty]
    [ValidateSet("OPEN", "UPDATED", "CLOSED")]
    public string? PullRequest { get; set; }

    /// <summary>Gets or sets the source branch of a pull request.</summary>
    [Parameter(ParameterSetName = EventParameters.PullRequestSet, Mandatory = true, HelpMessage = "The branch whose commits are to be merged")]
    [ValidateNotEmpty]
    public string? SourceBranch { get; set; }

    /// <summary>Gets or sets the target branch of a pull request.</summary>
    [Parameter(ParameterSetName = EventParameters.PullRequestSet, Mandatory = true, HelpMessage = "The branch it is to be merged into")]
    [ValidateNotEmpty]
    public string? TargetBranch { get; set; }

    /// <summary>Gets or sets whether a CLOSED pull request was declined. Bitbucket sends no event for it.</summary>
    [Parameter(ParameterSetName = EventParameters.PullRequestSet)]
    public SwitchParameter Declined { get; set; }

    /// <summary>Gets or sets the paths of the changed files. CodePipeline checks the first 100.</summary>
    [Parameter(ParameterSetName = EventParameters.PushSet)]
    [Parameter(ParameterSetName = EventParameters.PullRequestSet)]
    [ValidateNotEmpty("Omit -ChangedFile to push without changed files.")]
    public string[] ChangedFile { get; set; } = [];

    /// <summary>Gets or sets the commit, 40 hexadecimal digits. Default: a generated commit.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -CommitId to push a generated commit.")]
    public string? CommitId { get; set; }

    /// <summary>Gets or sets the commit message.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -CommitMessage to push with the default message.")]
    public string? CommitMessage { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessEach(BitbucketRepository.Shown(Repository), () =>
    {
        var happened = ReadEvent();
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
    });

    private RepositoryEvent ReadEvent() => new EventParameters
    {
        Repository = Repository, Branch = Branch, NewBranch = NewBranch, TagName = TagName, PullRequest = PullRequest,
        SourceBranch = SourceBranch, TargetBranch = TargetBranch, Declined = Declined, ChangedFile = ChangedFile,
    }.ToEvent(ParameterSetName);
}
