using System;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets for existing pipelines or their executions, specified by name, ARN or object.</summary>
public abstract class PipelineTargetCommand : ServiceCommand
{
    /// <summary>Gets or sets the names or ARNs of the pipelines.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Mandatory = true, Position = 0, HelpMessage = "The name of the pipeline")]
    [Alias("Name", "PipelineArn")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[] PipelineName { get; set; } = [];

    /// <summary>Gets or sets the objects that identify the pipelines: names, ARNs, pipelines, executions, stages or actions.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "A pipeline, or one of its executions or stages")]
    [ValidateNotEmpty]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Array.ForEach(PipelineName, name => ProcessEach(name, () => ProcessTarget(PipelineTarget.OfText(name))));
        Array.ForEach(InputObject, given => ProcessEach(given.BaseObject, () => ProcessTarget(PipelineTarget.OfObject(given))));
    }

    /// <summary>Processes one target, or keeps it for the end.</summary>
    /// <param name="target">The target.</param>
    private protected abstract void ProcessTarget(PipelineTarget target);
}
