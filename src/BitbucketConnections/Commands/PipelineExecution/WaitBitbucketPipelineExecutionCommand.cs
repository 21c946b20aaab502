using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Follows executions until they end. A poll for many executions makes one list call for each pipeline.</summary>
[Cmdlet(VerbsLifecycle.Wait, "BitbucketPipelineExecution", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Wait-BitbucketPipelineExecution.md")]
[OutputType(typeof(PipelineExecution))]
public sealed class WaitBitbucketPipelineExecutionCommand : FollowExecutionsCommand
{
    /// <summary>Gets or sets the ids of the executions. Default: the execution of the piped object, or the newest execution.</summary>
    [Parameter(Position = 1)]
    [Alias("Id")]
    [ValidateNotEmpty("Omit -PipelineExecutionId to wait for the newest execution.")]
    [ArgumentCompleter(typeof(ExecutionIdCompleter))]
    public string[]? PipelineExecutionId { get; set; }

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target)
    {
        var session = Session(target.Region);
        foreach (var id in PipelineExecutionId ?? [target.PipelineExecutionId ?? Newest(session, target.PipelineName)])
        {
            Follow(session, new ExecutionKey(target.PipelineName, id), target.Input);
        }
    }

    private string Newest(IEngineSession session, string name)
    {
        var executions = Await(token => session.Executions.ListAsync(name, null, token)).Items;
        return executions.Count > 0
            ? executions[0].PipelineExecutionId
            : throw new ServiceException(ServiceErrorKind.NotFound, $"The pipeline '{name}' has no execution. Run Start-BitbucketPipeline to start one.") { Condition = "NoExecution" };
    }
}
