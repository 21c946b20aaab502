using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Removes pipelines and the policies that this module wrote to their service roles. Buckets and connections are kept, and service roles unless requested.</summary>
[Cmdlet(VerbsCommon.Remove, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpLinks.Base + "Remove-BitbucketPipeline.md")]
[OutputType(typeof(void))]
public sealed class RemoveBitbucketPipelineCommand : FleetCommand
{
    private readonly ConcurrentDictionary<string, IServiceRoleRemoval> _roles = new();

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

    /// <summary>Gets or sets whether to remove the service role, too, if this module created it and no other pipeline uses it.</summary>
    [Parameter]
    public SwitchParameter RemoveServiceRole { get; set; }

    // Pipelines can share a role, which is removed with the last of them. So they are removed one after another.
    private protected override int InputLimit => RemoveServiceRole ? 1 : base.InputLimit;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Array.ForEach(Name, RemoveByName);
        Array.ForEach(PipelineArn, RemoveByArn);
        Array.ForEach(InputObject, pipeline => Process(pipeline, pipeline.Region, pipeline.Name, pipeline.PipelineArn));
    }

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        foreach (var warning in _roles.Values.SelectMany(roles => roles.RolesInUse))
        {
            WriteWarning(warning);
        }
    }

    // A pattern could match more than the user thinks of.
    private void RemoveByName(string name)
    {
        var finding = WildcardPattern.ContainsWildcardCharacters(name) ? Pattern(name) : PipelineNameRules.CheckName("pipeline", "InvalidPipelineName", name);
        Process(name, null, name, null, finding);
    }

    private static Finding Pattern(string name) => new(
        "InvalidPipelineName", $"'{name}' is a pattern, and this command removes pipelines only by their names. To remove all pipelines that match it, run: Get-BitbucketPipeline '{name.Replace("'", "''")}' | Remove-BitbucketPipeline");

    private void RemoveByArn(string value)
    {
        var finding = PipelineNameRules.CheckPipelineArn(value, out var arn);
        Process(value, arn?.Region, arn?.Resource ?? value, value, finding);
    }

    private void Process(object target, string? region, string name, string? arn, Finding? wrong = null)
    {
        var isOnly = IsOnly(Name.Length + PipelineArn.Length + InputObject.Length);
        Action remove = () => Remove(Session(wrong is null ? region : throw ServiceException.FromFindings([wrong])), name, arn);
        if (target is string && region is null)
        {
            ProcessInScopes(target, isOnly, remove);
        }
        else
        {
            ProcessObject(target, region, name, isOnly, remove);
        }
    }

    // AWS reports success for a pipeline that does not exist. A misspelled name must not look like success.
    private void Remove(IEngineSession session, string name, string? arn)
    {
        var pipeline = Await(token => session.Pipelines.GetAsync(name, null, token));
        if (PipelineNameRules.CheckAccount(arn, pipeline) is { } otherAccount)
        {
            throw ServiceException.FromFindings([otherAccount]);
        }

        if (RemoveServiceRole)
        {
            RemoveWithRole(session, pipeline);
        }
        else if (ShouldProcess($"{pipeline.Name} in {pipeline.Region}", Action(session, pipeline)))
        {
            Delete(session, pipeline);
        }
    }

    private void RemoveWithRole(IEngineSession session, Pipeline pipeline)
    {
        // IAM and the search for users are the same from every Region, so the first session of an account serves all pipelines.
        var roles = _roles.GetOrAdd(Scope.ProfileName ?? string.Empty, _ => session.RemoveRoles());
        var action = $"{Action(session, pipeline)}; then {Await(token => roles.DescribeAsync(pipeline, token))}";
        var review = $"Performing the operation \"{action}\" on target \"{pipeline.Name} in {pipeline.Region}\".";
        if (ShouldProcess(review, review, "Confirm", out var reason))
        {
            Delete(session, pipeline);
            Await(token => roles.RemoveAsync(pipeline, token));
        }
        else if (reason == ShouldProcessReason.WhatIf)
        {
            roles.Skip(pipeline);
        }
    }

    private void Delete(IEngineSession session, Pipeline pipeline)
    {
        Await(token => session.Pipelines.DeleteAsync(pipeline.Name, token));
        Await(token => session.Roles.RemovePolicyAsync(pipeline, token));
    }

    private static string Action(IEngineSession session, Pipeline pipeline) => pipeline.RoleArn is { } role
        ? $"Remove pipeline, and its policy {session.Roles.PolicyNameOf(pipeline.Name)} from the role {PipelineNameRules.RoleNameOf(role)} if the policy exists"
        : "Remove pipeline";
}
