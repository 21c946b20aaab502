using System;
using System.Management.Automation;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Gets runs of pipelines, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketPipelineExecution", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Get-BitbucketPipelineExecution.md")]
[OutputType(typeof(PipelineExecution))]
public sealed class GetBitbucketPipelineExecutionCommand : ServiceCommand
{
    /// <summary>Gets or sets the names of the pipelines.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The name of the pipeline")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[] PipelineName { get; set; } = [];

    /// <summary>Gets or sets the pipelines.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The pipeline")]
    [ValidateNotNull]
    public Pipeline[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the ids of the runs, UUIDs. None given: all of the last 12 months. A piped pipeline has none but right after its creation.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [AllowNull]
    public string[]? PipelineExecutionId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Array.ForEach(PipelineName, name => Process(name, name, null));
        Array.ForEach(InputObject, pipeline => Process(pipeline, pipeline.Name, pipeline.Region));
    }

    private void Process(object target, string name, string? region)
    {
        if (PipelineExecutionId is null)
        {
            WithSession(target, region, session => List(session, name));
            return;
        }

        foreach (var id in PipelineExecutionId)
        {
            WithSession(id, region, session => WriteObject(Await(token => session.Executions.GetAsync(name, id, token))));
        }
    }

    private void List(IEngineSession session, string name)
    {
        foreach (var execution in Stream<PipelineExecution>((cursor, token) => session.Executions.ListAsync(name, cursor, token)))
        {
            WriteObject(execution);
        }
    }
}
