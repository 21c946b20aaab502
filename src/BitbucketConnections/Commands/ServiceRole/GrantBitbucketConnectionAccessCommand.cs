using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Gives a role permission to use connections, with the actions of both service names, in a separate inline policy.</summary>
[Cmdlet(VerbsSecurity.Grant, "BitbucketConnectionAccess", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Grant-BitbucketConnectionAccess.md")]
[OutputType(typeof(ServiceRole))]
public sealed class GrantBitbucketConnectionAccessCommand : RegionCommand
{
    private readonly List<string> _connections = [];

    /// <summary>Gets or sets the connections, as ARNs or objects. All are added to one policy.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "The ARN of the connection")]
    [Alias("Connection")]
    [ConnectionArnTransformation]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string[] ConnectionArn { get; set; } = [];

    /// <summary>Gets or sets the name of the role, without its path.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Mandatory = true, Position = 1, HelpMessage = "The name of the service role, or of a CodeBuild project's role")]
    [ValidateNotEmpty]
    public string RoleName { get; set; } = string.Empty;

    /// <summary>Gets or sets the ARN of the role.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, HelpMessage = "The ARN of the role")]
    [ValidateNotEmpty]
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the only repository of the permission, as <c>workspace/repository</c> or a URL. Default: all repositories.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RestrictToRepository to allow all repositories of the connection.")]
    public string? RestrictToRepository { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _connections.AddRange(ConnectionArn.Where(arn => IsValid(ConnectionRules.CheckArn(arn), arn)));

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        if (_connections.Count > 0)
        {
            WithSession(RoleArn ?? RoleName, null, Grant, RegionOf(_connections[0]));
        }
    }

    private void Grant(IEngineSession session)
    {
        var role = RoleArn is null ? RoleName : NameOf(RoleArn);
        var repository = RepositoryParameter.Read(RestrictToRepository);
        _connections.ForEach(arn => RequireBitbucket(session, arn));
        if (ShouldProcess(role, $"Allow the use of {string.Join(", ", _connections)}{(repository is null ? string.Empty : " for " + repository)}"))
        {
            WriteObject(Await(token => session.Roles.GrantConnectionAsync(role, _connections, repository, token)));
        }
    }

    // The IAM API accepts only the name, and the ARN has the path before it.
    private static string NameOf(string roleArn) =>
        Arn.TryParse(roleArn, out var arn) && arn.Service == "iam" && arn.Resource.StartsWith("role/", System.StringComparison.Ordinal)
            ? PipelineNameRules.RoleNameOf(roleArn)
            : throw ServiceException.FromFindings([new Finding(
                "InvalidRoleArn", $"'{roleArn}' is not the ARN of a role. The expected form is arn:aws:iam::ACCOUNT:role/NAME. To specify a name, use -RoleName.")]);
}
