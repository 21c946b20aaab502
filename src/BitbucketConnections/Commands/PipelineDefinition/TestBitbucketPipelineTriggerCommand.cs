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

/// <summary>Determines whether a push, a tag or a pull request would start pipelines, and why. Calls AWS only for names.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BitbucketPipelineTrigger", DefaultParameterSetName = EventParameters.PushSet, HelpUri = HelpLinks.Base + "Test-BitbucketPipelineTrigger.md")]
[OutputType(typeof(TriggerDecision), typeof(CheckResult), typeof(bool))]
public sealed class TestBitbucketPipelineTriggerCommand : FleetCommand
{
    private readonly CheckReport _report = new();
    private bool _starts;

    /// <summary>Gets or sets the names or ARNs of the pipelines.</summary>
    [Parameter(Position = 0)]
    [Alias("Name", "PipelineArn")]
    [ResourceTransformation(nameof(ResourceNoun.Pipeline))]
    [ValidateNotEmpty("Omit -PipelineName to test the piped pipelines.")]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[] PipelineName { get; set; } = [];

    /// <summary>Gets or sets the pipelines or definitions, which need no calls, or names, ARNs or objects of pipelines.</summary>
    [Parameter(ValueFromPipeline = true)]
    [Alias("Definition")]
    [ValidateNotEmpty("Omit -InputObject to test the pipelines of -PipelineName.")]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the repository of the event, as <c>workspace/repository</c> or a URL. Default: any repository of the pipeline.</summary>
    [Parameter]
    [Alias("FullRepositoryId")]
    [ValidateNotEmpty("Omit -Repository to test any repository of the pipeline.")]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>Gets or sets the branch that was pushed.</summary>
    [Parameter(ParameterSetName = EventParameters.PushSet, Mandatory = true, HelpMessage = "The branch that was pushed")]
    [Alias("BranchName")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string? Branch { get; set; }

    /// <summary>Gets or sets whether it is the first push of the branch. File path filters do not match such a push.</summary>
    [Parameter(ParameterSetName = EventParameters.PushSet)]
    public SwitchParameter NewBranch { get; set; }

    /// <summary>Gets or sets the tag that was pushed.</summary>
    [Parameter(ParameterSetName = EventParameters.TagSet, Mandatory = true, HelpMessage = "The git tag that was pushed")]
    [ValidateNotEmpty]
    [CompletesNothing]
    public string? TagName { get; set; }

    /// <summary>Gets or sets the pull request event.</summary>
    [Parameter(ParameterSetName = EventParameters.PullRequestSet, Mandatory = true, HelpMessage = "What happened to the pull request: OPEN, UPDATED or CLOSED")]
    [ValidateNotEmpty]
    [ValidateSet("OPEN", "UPDATED", "CLOSED")]
    public string? PullRequest { get; set; }

    /// <summary>Gets or sets the source branch of a pull request.</summary>
    [Parameter(ParameterSetName = EventParameters.PullRequestSet, Mandatory = true, HelpMessage = "The branch whose commits are to be merged")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string? SourceBranch { get; set; }

    /// <summary>Gets or sets the target branch of a pull request.</summary>
    [Parameter(ParameterSetName = EventParameters.PullRequestSet, Mandatory = true, HelpMessage = "The branch it is to be merged into")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(BranchCompleter))]
    public string? TargetBranch { get; set; }

    /// <summary>Gets or sets whether a CLOSED pull request was declined. Bitbucket sends no event for it.</summary>
    [Parameter(ParameterSetName = EventParameters.PullRequestSet)]
    public SwitchParameter Declined { get; set; }

    /// <summary>Gets or sets the paths of the changed files. CodePipeline checks the first 100.</summary>
    [Parameter(ParameterSetName = EventParameters.PushSet)]
    [Parameter(ParameterSetName = EventParameters.PullRequestSet)]
    [ValidateNotEmpty("Omit -ChangedFile to test an event without changed files.")]
    [CompletesNothing]
    public string[] ChangedFile { get; set; } = [];

    /// <summary>Gets or sets whether to return only a Boolean: whether the event starts any of the pipelines; with <see cref="Explain"/>, whether nothing prevents it.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Gets or sets whether to explain what else can prevent the start: connection, spelling, executions. It calls AWS.</summary>
    [Parameter]
    public SwitchParameter Explain { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in ReadInputs(InputObject))
        {
            Test(input);
        }

        Array.ForEach(PipelineName, name => Test(name, name));
        if (!MyInvocation.ExpectingInput && InputObject.Length + PipelineName.Length == 0)
        {
            IsValid(new Finding("PipelineMissing", "A pipeline is required. Specify -PipelineName, or pipe the output of Get-BitbucketPipeline."), nameof(PipelineName));
        }
    }

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        if (Quiet)
        {
            WriteObject(Explain ? _report.IsSound(HasFailures) : _starts);
        }
    }

    private void Test(PipedInput input) => ProcessEach(input.Value, () =>
    {
        if (input.Text is null && NewInput.PipelineOf(input) is { } pipeline)
        {
            // An object needs no calls without -Explain, so nothing is gained on another thread.
            if (Explain)
            {
                ProcessObject(input.Value, pipeline.Region, null, PipelineName.Length == 0, () => Write(pipeline));
            }
            else
            {
                ProcessBeside(input.Value, null, PipelineName.Length == 0, () => Write(pipeline));
            }
        }
        else
        {
            Test(input.Value, ResourceNoun.Pipeline.Read(input), input.Text is null ? input["Region"] : null);
        }
    });

    private void Test(object input, string name, string? region = null)
    {
        var isOnly = IsOnly(PipelineName.Length + InputObject.Length);
        var ofArn = Arn.TryParse(name, out var arn) ? arn.Region : null;
        if ((region ?? ofArn) is { } own)
        {
            ProcessObject(input, own, null, isOnly, () => TestNamed(name, own));
        }
        else
        {
            ProcessInScopes(input, isOnly, () => TestNamed(name, null));
        }
    }

    private void TestNamed(string name, string? region)
    {
        var target = PipelineTarget.OfText(name);
        var session = Session(region);
        try
        {
            Write(Await(token => session.Pipelines.GetAsync(target.PipelineName, null, token)));
        }
        catch (ServiceException failure) when (failure.IsPipelineNotFound)
        {
            throw PipelineNames.Explain(failure, target.PipelineName, session);
        }
    }

    private void Write(Pipeline pipeline)
    {
        var happened = ReadEvent();
        var decisions = TriggerEvaluator.Evaluate(pipeline, happened);
        if (decisions.Count == 0 && !Explain)
        {
            throw ServiceException.FromFindings([new Finding(
                "RepositoryNotInPipeline", $"The pipeline '{pipeline.Name}' has no connection source{(happened.FullRepositoryId is { } repository ? $" for the repository '{repository}'" : string.Empty)}.")]);
        }

        OnPipelineThread(() => _starts |= decisions.Any(decision => decision.Starts));
        if (Explain)
        {
            var session = Session(pipeline.Region);
            var results = Await(token => session.Diagnosis.ExplainTriggerAsync(pipeline, happened, token));
            OnPipelineThread(() => _report.Add(results));
            if (!Quiet)
            {
                WriteObject(results, enumerateCollection: true);
            }
        }
        else if (!Quiet)
        {
            WriteObject(decisions, enumerateCollection: true);
        }
    }

    private RepositoryEvent ReadEvent() => new EventParameters
    {
        Repository = Repository, Branch = Branch, NewBranch = NewBranch, TagName = TagName, PullRequest = PullRequest,
        SourceBranch = SourceBranch, TargetBranch = TargetBranch, Declined = Declined, ChangedFile = ChangedFile,
    }.ToEvent(ParameterSetName);
}
