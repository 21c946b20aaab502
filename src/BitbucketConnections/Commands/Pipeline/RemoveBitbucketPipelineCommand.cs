using System.Collections.Concurrent;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;

namespace BitbucketConnections.Commands;

/// <summary>Removes pipelines and the policies that this module wrote to their service roles. Buckets and connections are kept, and service roles unless requested.</summary>
[Cmdlet(VerbsCommon.Remove, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpLinks.Base + "Remove-BitbucketPipeline.md")]
[OutputType(typeof(void))]
public sealed class RemoveBitbucketPipelineCommand : PipelineTargetCommand
{
    private readonly ConcurrentDictionary<string, IServiceRoleRemoval> _roles = new();

    /// <summary>Gets or sets whether to remove the service role, too, if this module created it and no other pipeline uses it.</summary>
    [Parameter]
    public SwitchParameter RemoveServiceRole { get; set; }

    // Pipelines can share a role, which is removed with the last of them. So they are removed one after another.
    private protected override int InputLimit => RemoveServiceRole ? 1 : base.InputLimit;

    private protected override ResourceNoun Noun => ResourceNoun.OnlyPipeline;

    /// <inheritdoc/>
    private protected override void ProcessTarget(PipelineTarget target) => Remove(Session(target.Region), target.PipelineName, target.PipelineArn);

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        foreach (var warning in _roles.Values.SelectMany(roles => roles.RolesInUse))
        {
            WriteWarning(warning);
        }
    }

    // AWS reports success for a pipeline that does not exist. A misspelled name must not look like success.
    private void Remove(IEngineSession session, string name, string? arn)
    {
        Pipeline pipeline;
        try
        {
            pipeline = Await(token => session.Pipelines.GetAsync(name, null, token));
        }
        catch (ServiceException missing) when (RemoveServiceRole && missing.IsNotFound)
        {
            // A removal that was interrupted after the pipeline can be run again.
            if (Await(token => Roles(session).FindLeftAsync(name, session.Region, token)) is not { } left)
            {
                throw;
            }

            RemoveLeftRole(session, left);
            return;
        }

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
        var roles = Roles(session);
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

    // IAM and the search for users are the same from every Region, so the first session of an account serves all pipelines.
    private IServiceRoleRemoval Roles(IEngineSession session) => _roles.GetOrAdd(Scope.ProfileName ?? string.Empty, _ => session.RemoveRoles());

    private void RemoveLeftRole(IEngineSession session, Pipeline left)
    {
        var roles = Roles(session);
        WriteWarning($"The pipeline '{left.Name}' does not exist in {left.Region}, but the service role {left.RoleArn} that this module created for it does.");
        var action = $"Remove what is left of the pipeline: {Await(token => roles.DescribeAsync(left, token))}";
        if (ShouldProcess($"{left.Name} in {left.Region}", action))
        {
            Await(token => session.Roles.RemovePolicyAsync(left, token));
            Await(token => roles.RemoveAsync(left, token));
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
