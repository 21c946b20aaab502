using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Inputs;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Gives a role permission to use connections, with the actions of both service names, in a separate inline policy.</summary>
[Cmdlet(VerbsSecurity.Grant, "BitbucketConnectionAccess", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Grant-BitbucketConnectionAccess.md")]
[OutputType(typeof(ServiceRole))]
public sealed class GrantBitbucketConnectionAccessCommand : RowCommand
{
    private const string AcceptedInput = "Pipe a connection, its name or ARN, or objects with the properties ConnectionName and RoleName.";

    private readonly List<Access> _wanted = [];

    /// <summary>
    /// Gets or sets the input: a connection, its name or ARN, or an object or hashtable with values of the parameters, such as a row of a CSV file.
    /// </summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "A connection, or an object with values of the parameters")]
    [ValidateNotEmpty(AcceptedInput)]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the connections, as ARNs, names or objects. All connections for a role are added to one policy.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Mandatory = true, Position = 0, HelpMessage = "The ARN or the name of the connection")]
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, Position = 0, HelpMessage = "The ARN or the name of the connection")]
    [Alias("Connection", "ConnectionName", "Arn", "Name")]
    [ConnectionArnTransformation]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string[] ConnectionArn { get; set; } = [];

    /// <summary>Gets or sets the name of the role, without its path.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Mandatory = true, Position = 1, HelpMessage = "The name of the service role, or of a CodeBuild project's role")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -RoleName to use the role of the piped object.")]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string? RoleName { get; set; }

    /// <summary>Gets or sets the ARN of the role.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, HelpMessage = "The ARN of the role")]
    [Parameter(ParameterSetName = ParameterSets.ByInputObject)]
    [ValidateNotEmpty("Omit -RoleArn to use the role of -RoleName or of the piped object.")]
    [ArgumentCompleter(typeof(PipelineRoleArnCompleter))]
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the only repository of the permission, as <c>workspace/repository</c> or a URL. Default: all repositories.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -RestrictToRepository to allow all repositories of the connection.")]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? RestrictToRepository { get; set; }

    /// <inheritdoc/>
    private protected override PSObject[] Piped => InputObject;

    /// <inheritdoc/>
    private protected override string Accepted => AcceptedInput;

    /// <inheritdoc/>
    private protected override void ProcessParameters() => System.Array.ForEach(ConnectionArn, connection => ProcessEach(connection, () => Add(connection)));

    /// <inheritdoc/>
    private protected override bool Take(PipedInput input)
    {
        if ((input.Text ?? (NewInput.IsConnection(input) ? NewInput.ArnOf(input) : null)) is not { } connection)
        {
            return false;
        }

        Row.Set(nameof(ConnectionArn), new[] { connection });
        return true;
    }

    /// <inheritdoc/>
    private protected override void ProcessTaken(PipedInput input)
    {
        if (!Row.IsGiven(nameof(ConnectionArn)))
        {
            throw Row.Missing([nameof(ConnectionArn)]);
        }

        if (!Row.IsGiven(nameof(RoleName)) && !Row.IsGiven(nameof(RoleArn)))
        {
            throw Row.Missing([nameof(RoleName)]);
        }

        System.Array.ForEach(ConnectionArn, Add);
    }

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        foreach (var role in _wanted.GroupBy(wanted => (wanted.Role, wanted.Repository, wanted.Scope)))
        {
            InScope(role.Key.Scope, () => WithSession(
                role.Key.Role, null, session => Grant(session, role.Key.Role, role.Key.Repository, role.Select(wanted => wanted.ConnectionArn).Distinct().ToList()), RegionOf(role.First().ConnectionArn)));
        }
    }

    // The role of an argument takes precedence over the one of a row.
    private void Add(string connection)
    {
        if (!IsConnectionName(connection) && ConnectionRules.CheckArn(connection) is { } finding)
        {
            throw ServiceException.FromFindings([finding]);
        }

        var arn = IsConnectionName(connection) ? ArnOf(Session(), connection) : connection;
        var isByArn = RoleArn is not null && !Row.IsArgument(nameof(RoleName));
        _wanted.Add(new Access(arn, isByArn ? RoleArn! : RoleName!, RestrictToRepository, new RegionProfile(Region, ProfileName)));
    }

    private void Grant(IEngineSession session, string nameOrArn, string? restrictToRepository, List<string> connections)
    {
        var role = nameOrArn.StartsWith("arn:", System.StringComparison.Ordinal) ? NameOf(nameOrArn) : nameOrArn;
        var repository = RepositoryParameter.Read(restrictToRepository);
        connections.ForEach(arn => RequireBitbucket(session, arn));
        if (ShouldProcess(role, $"Allow the use of {string.Join(", ", connections)}{(repository is null ? string.Empty : " for " + repository)}"))
        {
            WriteObject(Await(token => session.Roles.GrantConnectionAsync(role, connections, repository, token)));
        }
    }

    // The IAM API accepts only the name, and the ARN has the path before it.
    private static string NameOf(string roleArn) =>
        Arn.TryParse(roleArn, out var arn) && arn.Service == "iam" && arn.Resource.StartsWith("role/", System.StringComparison.Ordinal)
            ? PipelineNameRules.RoleNameOf(roleArn)
            : throw ServiceException.FromFindings([new Finding(
                "InvalidRoleArn", $"'{roleArn}' is not the ARN of a role. The expected form is arn:aws:iam::ACCOUNT:role/NAME. To specify a name, use -RoleName.")]);

    /// <summary>The permission of a role to use a connection.</summary>
    private sealed record Access(string ConnectionArn, string Role, string? Repository, RegionProfile Scope);
}
