using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets that enable or disable transitions between stages.</summary>
public abstract class TransitionCommand : PipelineTargetCommand
{
    /// <summary>Gets or sets the stages. Default: the stage of the piped object.</summary>
    [Parameter(Position = 1)]
    [ValidateNotEmpty("Omit -StageName to use the stage of the piped object.")]
    [ArgumentCompleter(typeof(TransitionStageCompleter))]
    public string[]? StageName { get; set; }

    /// <summary>Gets or sets the transition of the stage: inbound (default) or outbound.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -TransitionType to use the inbound transition.")]
    [ValidateSet("Inbound", "Outbound")]
    public string TransitionType { get; set; } = "Inbound";

    /// <summary>Creates the request for a stage.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="stageName">The stage.</param>
    /// <returns>The request.</returns>
    private protected abstract TransitionRequest Request(string pipelineName, string stageName);

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        var session = Session(target.Region);
        foreach (var stage in StageName ?? [target.StageName ?? throw MissingParameter.Stage(target)])
        {
            ProcessPart(target, target.Input, () => Set(session, Request(target.PipelineName, stage)));
        }
    }

    private void Set(IEngineSession session, TransitionRequest request)
    {
        if (ShouldProcess($"{request.TransitionType} transition of {request.StageName} of {request.PipelineName} in {session.Region}", request.IsEnabled ? "Enable" : "Disable"))
        {
            Await(token => session.Executions.SetTransitionAsync(request, token));
        }
    }
}
