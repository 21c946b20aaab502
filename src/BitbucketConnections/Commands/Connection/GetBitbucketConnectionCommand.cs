using System;
using System.Collections.Concurrent;
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
    private const string All = "*";
    private ConcurrentDictionary<IEngineSession, ConnectionNameLookup>? _lookups;

    /// <summary>Gets or sets the names. Wildcards are accepted. Default: all connections.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Position = 0)]
    [Alias("ConnectionName")]
    [SupportsWildcards]
    [ResourceTransformation(nameof(ResourceNoun.Connection))]
    [ValidateNotEmpty("Omit -Name to get all connections.")]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [All];

    /// <summary>Gets or sets the ARNs, of either API and any Region.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, HelpMessage = "The ARN of the connection")]
    [Alias("Arn")]
    [ResourceTransformation(nameof(ResourceNoun.Connection))]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string[] ConnectionArn { get; set; } = [];

    /// <summary>Gets or sets the inputs that identify the connections: connections, names, ARNs, or objects and hashtables with one of them.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The connection to read again")]
    [ValidateNotEmpty("Pipe a connection, its name or its ARN.")]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the statuses to get: PENDING, AVAILABLE, ERROR.</summary>
    [Parameter]
    [Alias("ConnectionStatus")]
    [ValidateNotEmpty("Omit -Status to get connections of every status.")]
    [ValidateSet(ConnectionStatuses.Pending, ConnectionStatuses.Available, ConnectionStatuses.Error)]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>Gets or sets whether to include the tags, with one more call for each connection.</summary>
    [Parameter]
    public SwitchParameter IncludeTag { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ParameterSets.ByInputObject:
                foreach (var input in ReadInputs(InputObject))
                {
                    ProcessEach(input.Value, () => Get(input));
                }

                break;
            case ParameterSets.ByArn:
                Array.ForEach(ConnectionArn, arn => GetByArn(arn, arn));
                break;
            default:
                GetByName();
                break;
        }
    }

    private static bool IsArn(string name) => name.StartsWith("arn:", StringComparison.Ordinal);

    private void Get(PipedInput input)
    {
        var text = ResourceNoun.Connection.Read(input);
        if (IsArn(text))
        {
            GetByArn(input.Value, text);
        }
        else
        {
            // The connections are listed once for all piped names.
            var region = input["Region"];
            ProcessInScopes(input.Value, isOnly: false, () => Find(text, region));
        }
    }

    private void Find(string name, string? region)
    {
        var session = Session();
        var lookup = LazyInitializer.EnsureInitialized(ref _lookups)!.GetOrAdd(session, _ => new ConnectionNameLookup(() => ListConnections(session)));
        foreach (var connection in lookup.FindAll(name, Region is null ? region : session.Region))
        {
            Write(Await(token => TaggedAsync(session, connection, token)));
        }
    }

    private void GetByArn(object input, string arn)
    {
        if (IsValid(ConnectionRules.CheckArn(arn), input) && ConnectionRules.TryParseArn(arn, out var parsed))
        {
            ProcessObject(input, parsed.Region, arn, IsOnly(ConnectionArn.Length + InputObject.Length), () =>
            {
                var session = Session(parsed.Region);
                var connection = Await(token => session.Connections.GetAsync(arn, token));
                Write(IncludeTag ? Await(token => TaggedAsync(session, connection, token)) : connection);
            });
        }
    }

    private void GetByName()
    {
        var arns = Name.Where(IsArn).ToArray();
        Array.ForEach(arns, arn => GetByArn(arn, arn));
        if (arns.Length < Name.Length)
        {
            var names = Name.Where(n => !IsArn(n)).ToList();
            ProcessInScopes(Name, isOnly: true, () => List(names));
        }
    }

    // A connection can have the name of a pattern, so all names must be known before a pattern is applied.
    private void List(List<string> names)
    {
        var session = Session();

        // AWS lists the connections of all Regions in every Region.
        var isOneRegion = Region is not null;
        var known = names.Exists(name => name != All && WildcardPattern.ContainsWildcardCharacters(name))
            ? ListConnections(session).Where(connection => !isOneRegion || connection.Region == session.Region).ToList()
            : null;
        var patterns = names.ConvertAll(name => new NamePattern(name, known?.Select(connection => connection.ConnectionName) ?? []));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var connection in Matches(session, known, IsMatch))
        {
            Write(connection);
        }

        foreach (var pattern in patterns.Where(pattern => pattern.IsExact && !seen.Contains(pattern.Text)))
        {
            WriteFailure(ConnectionNameLookup.NotFound(pattern.Text, seen, isOneRegion ? session.Region : null), pattern.Text);
        }

        bool IsMatch(Connection connection)
        {
            if (isOneRegion && connection.Region != session.Region)
            {
                return false;
            }

            seen.Add(connection.ConnectionName);
            return patterns.Exists(pattern => pattern.IsMatch(connection.ConnectionName));
        }
    }

    // The tags of many connections are read in parallel.
    private IEnumerable<Connection> Matches(IEngineSession session, List<Connection>? known, Func<Connection, bool> isMatch)
    {
        if (!IncludeTag)
        {
            return (known ?? ListConnections(session)).Where(isMatch);
        }

        var source = known is null
            ? Pages<Connection, Connection>((cursor, token) => session.Connections.ListAsync(new ConnectionQuery(), cursor, token), page => page.Where(isMatch).ToList())
            : Fleets.OneBatch<Connection>(known.FindAll(connection => isMatch(connection)));
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
