using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Views;

namespace BitbucketConnections.Commands;

/// <summary>Gets connections to Bitbucket of both APIs, in all Regions or in the specified Region.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketConnection", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Get-BitbucketConnection.md")]
[OutputType(typeof(Connection))]
public sealed class GetBitbucketConnectionCommand : FleetCommand
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
            var names = Name.Where(n => !IsArn(n)).ToList();
            ProcessInScopes(Name, isOnly: true, () => List(names));
        }
    }

    private static bool IsArn(string name) => name.StartsWith("arn:", StringComparison.Ordinal);

    private void GetByArn(string arn)
    {
        if (IsValid(ConnectionRules.CheckArn(arn), arn) && ConnectionRules.TryParseArn(arn, out var parsed))
        {
            ProcessObject(arn, parsed.Region, arn, IsOnly(ConnectionArn.Length), () =>
            {
                var session = Session(parsed.Region);
                var connection = Await(token => session.Connections.GetAsync(arn, token));
                Write(Await(token => TaggedAsync(session, connection, token)));
            });
        }
    }

    private void List(List<string> names)
    {
        var session = Session();
        var patterns = names.ConvertAll(n => new WildcardPattern(n, WildcardOptions.IgnoreCase));
        var unseen = new HashSet<string>(names.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)), StringComparer.OrdinalIgnoreCase);

        // AWS lists the connections of all Regions in every Region.
        var isOneRegion = Region is not null;
        foreach (var connection in Matches(session, c => (!isOneRegion || c.Region == session.Region) && patterns.Exists(p => p.IsMatch(c.ConnectionName))))
        {
            unseen.Remove(connection.ConnectionName);
            Write(connection);
        }

        foreach (var name in names.Where(unseen.Contains))
        {
            WriteFailure(ConnectionNameLookup.NotFound(name, isOneRegion ? session.Region : null), name);
        }
    }

    // The tags of many connections are read in parallel.
    private IEnumerable<Connection> Matches(IEngineSession session, Func<Connection, bool> isMatch)
    {
        if (!IncludeTag)
        {
            return ListConnections(session).Where(isMatch);
        }

        var source = Pages<Connection, Connection>((cursor, token) => session.Connections.ListAsync(new ConnectionQuery(), cursor, token), page => page.Where(isMatch).ToList());
        return InParallel(session, source, (connection, token) => TaggedAsync(session, connection, token)).Select(outcome => outcome.Value);
    }

    private async Task<Connection> TaggedAsync(IEngineSession session, Connection connection, CancellationToken cancellationToken) => IncludeTag && IsWanted(connection)
        ? TaggedCopy.Read(connection, await session.Tags.ListAsync(connection.ConnectionArn, cancellationToken).ConfigureAwait(false))
        : connection;

    private bool IsWanted(Connection connection) => Status is null || Status.Contains(connection.ConnectionStatus, StringComparer.OrdinalIgnoreCase);

    private void Write(Connection connection)
    {
        if (IsWanted(connection))
        {
            WriteObject(connection);
        }
    }
}
