using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>
/// Creates a service role with the least-privilege policy, as the console does. An existing role that trusts CodePipeline is used, and the policy is
/// added to it.
/// </summary>
[Cmdlet(VerbsCommon.New, "BitbucketServiceRole", DefaultParameterSetName = ParameterSets.ByConnectionArn, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "New-BitbucketServiceRole.md")]
[OutputType(typeof(ServiceRole))]
public sealed class NewBitbucketServiceRoleCommand : ServiceRoleParametersCommand
{
    /// <summary>Gets or sets the name of the pipeline, from which the default name of the role is built.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn, Mandatory = true, Position = 0, HelpMessage = "The name of the pipeline that the role is for")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Position = 0)]
    [Alias("Name")]
    [ValidateNotEmpty("Omit -PipelineName to use the name of the piped object.")]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string PipelineName { get; set; } = string.Empty;

    /// <summary>Gets or sets the name of the role, 1–64 characters. Default: the name that the console uses.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RoleName to use the default name of the service role.")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string? RoleName { get; set; }

    /// <summary>Gets or sets the repository of the pipeline, as <c>workspace/repository</c> or a URL. Default: the policy allows all repositories of the connection.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [Alias("FullRepositoryId")]
    [ValidateNotEmpty("Omit -Repository to allow all repositories of the connection.")]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>Gets or sets the tags of a new role: keys 1–128, values 0–256 characters, at most 50.</summary>
    [Parameter]
    [Alias("Tags")]
    [ValidateNotEmpty("Omit -Tag to add no tags.")]
    [CompletesNothing]
    public Hashtable? Tag { get; set; }

    /// <summary>
    /// Gets or sets whether the policy allows all repositories of the connections. Default: only the repositories of the definition. A policy that
    /// already allows all is unchanged.
    /// </summary>
    [Parameter]
    public SwitchParameter AllowAllRepositories { get; set; }

    /// <inheritdoc/>
    private protected override IReadOnlyList<string> Required => [nameof(PipelineName), nameof(ConnectionArn), nameof(ArtifactBucket)];

    /// <inheritdoc/>
    private protected override string ParameterTarget => PipelineName;

    /// <inheritdoc/>
    private protected override void Process(IEngineSession session)
    {
        var definition = ReadDefinition(session, PipelineName, RepositoryParameter.Read(Repository));
        var tags = TextMap.Read(Tag);
        if (TagRules.Check(tags) is { Count: > 0 } findings)
        {
            throw ServiceException.FromFindings(findings);
        }

        var request = new ServiceRoleRequest { RoleName = RoleName ?? session.Roles.NameOf(definition.Name), Definition = definition, Tags = tags, AllowAllRepositories = Row.IsGiven(nameof(AllowAllRepositories)) ? AllowAllRepositories : Repository is null ? null : false };
        foreach (var arn in PipelineSource.All(definition.Stages).Select(source => source.ConnectionArn).OfType<string>().Distinct())
        {
            RequireBitbucket(session, arn);
        }

        if (IsConfirmed(session, request))
        {
            WriteObject(Await(token => session.Roles.EnsureAsync(request, token)));
        }
    }

    // The review needs read calls, so it is built only if a person sees it.
    private bool IsConfirmed(IEngineSession session, ServiceRoleRequest request)
    {
        if (!ReviewVisibility.IsWanted(this))
        {
            return ShouldProcess(request.RoleName, "Create service role and write its policy");
        }

        var review = string.Join(Environment.NewLine, Await(token => session.Roles.ReviewAsync(request, token)));
        return ShouldProcess(review, review, $"Create service role {request.RoleName} and write its policy");
    }
}
