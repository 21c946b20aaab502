using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Views;

namespace BitbucketConnections.Commands;

/// <summary>Gets connections to Bitbucket of both APIs, in all Regions or in the specified Region.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketConnection", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Get-BitbucketConnection.md")]
[OutputType(typeof(Connection))]
public sealed class GetBitbucketConnectionCommand : ServiceCommand
{
    /// <summary>Gets or sets the names. Wildcards are accepted. Default: all connections.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Position = 0)]
    [Alias("ConnectionName")]
    [SupportsWildcards]
    [ValidateNotEmpty("Omit -Name to get all connections.")]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Gets or sets the ARNs, of either API and any Region.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The ARN of the connection")]
    [Alias("Arn")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string[] ConnectionArn { get; set; } = [];

    /// <summary>Gets or sets the statuses to get: PENDING, AVAILABLE, ERROR.</summary>
    [Parameter]
    [Alias("ConnectionStatus")]
    [ValidateNotEmpty("Omit -Status to get connections of every status.")]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>Gets or sets whether to include the tags, with one more call for each connection.</summary>
    [Parameter]
    public SwitchParameter IncludeTag { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ParameterSets.ByArn)
        {
            Array.ForEach(ConnectionArn, GetByArn);
            return;
        }

        var arns = Name.Where(IsArn).ToArray();
        Array.ForEach(arns, GetByArn);
        if (arns.Length < Name.Length)
        {
            ProcessEach(Name, () => List(Name.Where(n => !IsArn(n)).ToList()));
        }
    }

    private static bool IsArn(string name) => name.StartsWith("arn:", StringComparison.Ordinal);

    private void GetByArn(string arn)
    {
        if (IsValid(ConnectionRules.CheckArn(arn), arn) && ConnectionRules.TryParseArn(arn, out var parsed))
        {
            WithSession(arn, parsed.Region, session => Write(session, Await(token => session.Connections.GetAsync(arn, token))));
        }
    }

    private void List(List<string> names)
    {
        var session = Session();
        var patterns = names.ConvertAll(n => new WildcardPattern(n, WildcardOptions.IgnoreCase));
        var unseen = new HashSet<string>(names.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)), StringComparer.OrdinalIgnoreCase);

        // AWS lists the connections of all Regions in every Region.
        var isOneRegion = MyInvocation.BoundParameters.ContainsKey(nameof(Region));
        foreach (var connection in ListConnections(session).Where(c => !isOneRegion || c.Region == session.Region))
        {
            if (patterns.Exists(p => p.IsMatch(connection.ConnectionName)))
            {
                unseen.Remove(connection.ConnectionName);
                Write(session, connection);
            }
        }

        foreach (var name in names.Where(unseen.Contains))
        {
            WriteFailure(ConnectionNameLookup.NotFound(name, isOneRegion ? session.Region : null), name);
        }
    }

    private void Write(IEngineSession session, Connection connection)
    {
        if (Status is null || Status.Contains(connection.ConnectionStatus, StringComparer.OrdinalIgnoreCase))
        {
            WriteObject(IncludeTag ? TaggedCopy.Read(connection, Await(token => session.Tags.ListAsync(connection.ConnectionArn, token))) : connection);
        }
    }
}
