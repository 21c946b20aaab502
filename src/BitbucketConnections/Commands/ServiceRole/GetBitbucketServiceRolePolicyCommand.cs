using System.Collections.Generic;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Gets the least-privilege policy of a service role as JSON. Makes no AWS calls, except to find a connection by its name.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketServiceRolePolicy", DefaultParameterSetName = ParameterSets.ByConnectionArn, HelpUri = HelpLinks.Base + "Get-BitbucketServiceRolePolicy.md")]
[OutputType(typeof(string))]
public sealed class GetBitbucketServiceRolePolicyCommand : ServiceRoleParametersCommand
{
    /// <summary>Gets or sets the name of the pipeline, for the logs of Commands actions.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByConnectionArn)]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [Alias("Name")]
    [ValidateNotEmpty("Omit -PipelineName to cover pipelines of any name.")]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string PipelineName { get; set; } = "*";

    /// <summary>Gets or sets the 12-digit account of the bucket and its objects. Default: the account in the ARNs.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -AccountId to use the account of the connection.")]
    [ValidatePattern("^[0-9]{12}$")]
    [CompletesNothing]
    public string? AccountId { get; set; }

    /// <summary>
    /// Gets or sets the only repository for which the role can use the connection, as <c>workspace/repository</c> or a URL. Default: the
    /// repositories of the definition, or all without a definition.
    /// </summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RestrictToRepository to allow the repositories of the definition.")]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? RestrictToRepository { get; set; }

    /// <summary>Gets or sets whether the policy allows all repositories of the connections. Default: only the repositories of the definition.</summary>
    [Parameter]
    public SwitchParameter AllowAllRepositories { get; set; }

    /// <inheritdoc/>
    private protected override IReadOnlyList<string> Required => [nameof(ConnectionArn), nameof(ArtifactBucket)];

    /// <inheritdoc/>
    private protected override string ParameterTarget => ConnectionArn;

    /// <inheritdoc/>
    private protected override void Process(IEngineSession session)
    {
        var definition = ReadDefinition(session, PipelineName);
        if (AllowAllRepositories && RestrictToRepository is not null)
        {
            throw ServiceException.FromFindings([new Finding(
                "RepositoryGivenTwice", "-AllowAllRepositories and -RestrictToRepository exclude each other. Specify only one of the two.")]);
        }

        WriteObject(session.Roles.BuildPolicy(new ServiceRolePolicyRequest
        {
            Definition = definition,
            AccountId = AccountId ?? ServiceRoleDefinition.AccountOf(definition) ?? throw ServiceException.FromFindings([new Finding(
                "AccountMissing", $"No ARN in the definition '{definition.Name}' contains the account. Specify -AccountId with 12 digits.")]),
            RestrictToRepository = RepositoryParameter.Read(RestrictToRepository),
            AllowAllRepositories = AllowAllRepositories,
        }));
    }
}
