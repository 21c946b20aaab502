using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Starts executions of pipelines.</summary>
[Cmdlet(VerbsLifecycle.Start, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Start-BitbucketPipeline.md")]
[OutputType(typeof(PipelineExecution))]
public sealed class StartBitbucketPipelineCommand : FollowExecutionsCommand
{
    /// <summary>Gets or sets the commit for the only connection source, instead of the newest commit of its branch.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -CommitId to start with the newest commit.")]
    [ArgumentCompleter(typeof(CommitIdCompleter))]
    public string? CommitId { get; set; }

    /// <summary>Gets or sets the commits by source action, for a pipeline with several sources.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -SourceRevision to start with the newest revisions.")]
    [CompletesNothing]
    public Hashtable? SourceRevision { get; set; }

    /// <summary>Gets or sets the values of variables by name, 1–50 of 1–1000 characters; V2 only.</summary>
    [Parameter]
    [Alias("Variables")]
    [ValidateNotEmpty("Omit -Variable to use the default values.")]
    [ArgumentCompleter(typeof(VariableCompleter))]
    public Hashtable? Variable { get; set; }

    /// <summary>Gets or sets the token with which AWS recognizes a repeated start, 1–128 of <c>a-z A-Z 0-9 -</c>.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -ClientRequestToken to use a generated token.")]
    [CompletesNothing]
    public string? ClientRequestToken { get; set; }

    /// <summary>Gets or sets whether to follow the execution to its end.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        var session = Session(target.Region);
        if (!ShouldProcess($"{target.PipelineName} in {session.Region}", "Start pipeline"))
        {
            return;
        }

        var request = new PipelineStartRequest
        {
            PipelineName = target.PipelineName,
            PipelineArn = target.PipelineArn,
            Variables = TextMap.Read(AtInput(Variable)),
            SourceRevisions = Overrides().ToList(),
            ClientRequestToken = ClientRequestToken,
        };
        var execution = Await(token => session.Executions.StartAsync(request, token));
        Give(session, execution, Wait);
    }

    private IEnumerable<SourceOverride> Overrides()
    {
        if (CommitId is not null)
        {
            yield return new SourceOverride { RevisionValue = CommitId };
        }

        foreach (var revision in TextMap.Read(AtInput(SourceRevision)) ?? new Dictionary<string, string>())
        {
            yield return new SourceOverride { ActionName = revision.Key, RevisionValue = revision.Value };
        }
    }
}
