using System;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Removes pipelines and the policies that this module wrote to their service roles. Roles, buckets and connections are kept.</summary>
[Cmdlet(VerbsCommon.Remove, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpLinks.Base + "Remove-BitbucketPipeline.md")]
[OutputType(typeof(void))]
public sealed class RemoveBitbucketPipelineCommand : ServiceCommand
{
    /// <summary>Gets or sets the names. They do not bind by property name, so that the name of a connection is not used as the name of a pipeline.</summary>
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

    // AWS reports success for a pipeline that does not exist. A misspelled name must not look like success.
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
