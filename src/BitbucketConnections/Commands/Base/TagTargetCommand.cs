using System;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets for tags of connections and pipelines, specified by ARN or object.</summary>
public abstract class TagTargetCommand : FleetCommand
{
    /// <summary>Gets or sets the ARNs of connections or pipelines.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, Position = 0, HelpMessage = "The ARN of a connection or pipeline")]
    [Alias("PipelineArn", "ConnectionArn", "Arn")]
    [ResourceTransformation(nameof(ResourceNoun.Tagged))]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ResourceArnCompleter))]
    public string[] ResourceArn { get; set; } = [];

    /// <summary>
    /// Gets or sets the inputs that identify the resources: connections, pipelines, tags, ARNs, or objects and hashtables with an ARN. For a pipeline, its own
    /// ARN takes precedence over the ARN of its connection.
    /// </summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "A connection or pipeline")]
    [ValidateNotEmpty("Pipe a connection or a pipeline, or its ARN.")]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in ReadInputs(InputObject))
        {
            ProcessEach(input.Value, () => Process(input.Value, ResourceNoun.Tagged.Read(input)));
        }

        Array.ForEach(ResourceArn, arn => Process(arn, arn));
    }

    private void Process(object input, string arn)
    {
        var finding = Arn.TryParse(arn, out var parsed) && parsed.Service is "codepipeline" or ConnectionRules.CodeStarConnectionsService or ConnectionRules.CodeConnectionsService
            ? null
            : new Finding("InvalidResourceArn", $"'{arn}' is not the ARN of a connection or pipeline. To list the ARNs, run Get-BitbucketConnection or Get-BitbucketPipeline.");
        var process = Prepare(arn);
        ProcessObject(
            input, parsed?.Region, arn, IsOnly(ResourceArn.Length + InputObject.Length), () => process(Session(finding is null ? parsed!.Region : throw ServiceException.FromFindings([finding]))));
    }

    /// <summary>Reads the parameters for one resource, because the next input may bind other values.</summary>
    /// <param name="arn">The ARN.</param>
    /// <returns>The work, which can run on another thread.</returns>
    private protected abstract Action<IEngineSession> Prepare(string arn);
}
