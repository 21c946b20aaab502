using System;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Removes pipelines, each with the policy that this module wrote to its service role for it. Role, bucket and connection stay.</summary>
[Cmdlet(VerbsCommon.Remove, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpLinks.Base + "Remove-BitbucketPipeline.md")]
[OutputType(typeof(void))]
public sealed class RemoveBitbucketPipelineCommand : ServiceCommand
{
    /// <summary>Gets or sets the names. Not bound by property: a connection's name is not a pipeline's.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Mandatory = true, Position = 0, HelpMessage = "The name of the pipeline")]
    [Alias("PipelineName")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Gets or sets the ARNs.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The ARN of the pipeline")]
    [ValidateNotEmpty]
    public string[] PipelineArn { get; set; } = [];

    /// <summary>Gets or sets the pipelines.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The pipeline")]
    [ValidateNotEmpty]
    public Pipeline[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Array.ForEach(Name, name => WithSession(name, null, session => Remove(session, name)));
        Array.ForEach(PipelineArn, RemoveByArn);
        Array.ForEach(InputObject, pipeline => WithSession(pipeline, pipeline.Region, session => Remove(session, pipeline.Name)));
    }

    private void RemoveByArn(string value)
    {
        if (IsValid(PipelineNameRules.CheckPipelineArn(value, out var arn), value))
        {
            WithSession(value, arn!.Region, session => Remove(session, arn.Resource));
        }
    }

    // AWS takes a pipeline that does not exist as deleted; a misspelt name must not look like success.
    private void Remove(IEngineSession session, string name)
    {
        var pipeline = Await(token => session.Pipelines.GetAsync(name, null, token));
        if (ShouldProcess($"{pipeline.Name} in {pipeline.Region}", Action(session, pipeline)))
        {
            Await(token => session.Pipelines.DeleteAsync(pipeline.Name, token));
            Await(token => session.Roles.RemovePolicyAsync(pipeline, token));
        }
    }

    private static string Action(IEngineSession session, Pipeline pipeline) => pipeline.RoleArn is { } role
        ? $"Remove pipeline, and its policy {session.Roles.PolicyNameOf(pipeline.Name)} from the role {PipelineNameRules.RoleNameOf(role)} if the policy exists"
        : "Remove pipeline";
}
