using System;
using System.Collections;
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

/// <summary>Creates connections to Bitbucket Cloud. They are PENDING until a person completes them.</summary>
[Cmdlet(VerbsCommon.New, "BitbucketConnection", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "New-BitbucketConnection.md")]
[OutputType(typeof(Connection))]
public sealed class NewBitbucketConnectionCommand : RowCommand
{
    private const string AcceptedInput = "Pipe names, or objects with the property Name or ConnectionName.";

    // The connections of a Region and profile, which are listed once.
    private readonly Dictionary<IEngineSession, List<Connection>> _listed = [];

    /// <summary>Gets or sets the names, 1–32 characters each.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Mandatory = true, Position = 0, HelpMessage = "The name of the connection, 1 to 32 characters")]
    [Alias("ConnectionName")]
    [AllowEmptyString]
    [ValidateText]
    [CompletesNothing]
    public string[] Name { get; set; } = [];

    /// <summary>
    /// Gets or sets the input: a name, an object or hashtable with values of the parameters, such as a row of a CSV file, or a connection, whose name and tags
    /// the new connection gets.
    /// </summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "A name, or an object with values of the parameters")]
    [ValidateNotEmpty(AcceptedInput)]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the tags: keys 1–128, values 0–256 characters.</summary>
    [Parameter]
    [Alias("Tags")]
    [ValidateNotEmpty("Omit -Tag to add no tags.")]
    [CompletesNothing]
    public Hashtable? Tag { get; set; }

    /// <summary>Gets or sets the API, which determines the service segment of the ARN.</summary>
    [Parameter]
    public ConnectionApi Api { get; set; }

    /// <summary>Gets or sets whether to use an existing connection with the same name instead of creating one.</summary>
    [Parameter]
    public SwitchParameter ReuseExisting { get; set; }

    /// <summary>Gets or sets whether to create another connection with the same name. AWS allows it.</summary>
    [Parameter]
    public SwitchParameter AllowDuplicateName { get; set; }

    /// <inheritdoc/>
    private protected override PSObject[] Piped => InputObject;

    /// <inheritdoc/>
    private protected override string Accepted => AcceptedInput;

    /// <inheritdoc/>
    private protected override void ProcessParameters()
    {
        foreach (var name in Name)
        {
            ProcessEach(name, () => Process(name));
        }
    }

    /// <inheritdoc/>
    private protected override bool Take(PipedInput input)
    {
        if (input.Text is { } text)
        {
            Row.Set(nameof(Name), new[] { text });
        }
        else if (NewInput.IsConnection(input))
        {
            Row.Bind(input, Accepted);

            // The new connection is in the Region of the command, not in that of the other one.
            Region = Row.IsArgument(nameof(Region)) ? Region : null;
        }

        return input.Text is not null || NewInput.IsConnection(input);
    }

    /// <inheritdoc/>
    private protected override void ProcessTaken(PipedInput input)
    {
        if (!Row.IsGiven(nameof(Name)))
        {
            throw Row.Missing([nameof(Name)]);
        }

        Array.ForEach(Name, Process);
    }

    private List<Connection>? Listed => _listed.TryGetValue(Session(), out var listed) ? listed : null;

    private void Process(string name)
    {
        var tags = TextMap.Read(Tag);
        var findings = TagRules.Check(tags).ToList();
        if (ConnectionRules.CheckName(name) is { } finding)
        {
            findings.Insert(0, finding);
        }

        if (findings.Count > 0)
        {
            throw ServiceException.FromFindings(findings);
        }

        if (!AllowDuplicateName && FindExisting(name) is { } existing)
        {
            WriteObject(existing);
        }
        else if (ShouldProcess(name, "Create connection to Bitbucket"))
        {
            Create(new ConnectionRequest { ConnectionName = name, Api = Api, Tags = tags, KnownConnectionArns = Listed?.ConvertAll(c => c.ConnectionArn) });
        }
    }

    // The connections are listed once for all inputs. AWS allows duplicate names, and its list has the connections of all Regions.
    private Connection? FindExisting(string name)
    {
        var region = Session().Region;
        if (Listed is not { } existing)
        {
            _listed[Session()] = existing = ListOfAllProviders();
        }

        var named = existing.Where(c => c.ConnectionName.Equals(name, StringComparison.Ordinal) && ConnectionRules.CheckProvider(c) is null).ToList();
        var same = named.Where(c => c.Region == region && IsOwn(c)).ToList();
        if (same.Count > 1 || (same.Count == 1 && !ReuseExisting))
        {
            throw Taken(name, same);
        }

        if (existing.Where(c => c.ConnectionName.Equals(name, StringComparison.Ordinal) && ConnectionRules.CheckProvider(c) is not null).ToList() is { Count: > 0 } others)
        {
            WriteWarning(
                $"The name '{name}' is also used by a connection to another provider: {string.Join(", ", others.Select(c => $"{c.ConnectionArn} ({c.ProviderType})"))}. "
                + "This module uses only connections to Bitbucket. Other tools may find the other connection by the name.");
        }

        if (named.Except(same).ToList() is { Count: > 0 } elsewhere)
        {
            var place = elsewhere.Exists(c => c.Region == region) ? "by another account, which shares its connection" : "in another Region";
            WriteWarning($"The name '{name}' is also used {place}: {Describe(elsewhere)}. In commands that change something, specify the ARN.");
        }

        return same.FirstOrDefault();
    }

    // One list of all providers costs no more calls. A policy may allow only the list of connections to Bitbucket.
    private List<Connection> ListOfAllProviders()
    {
        try
        {
            return ListConnections(Session(), Query(null)).ToList();
        }
        catch (ServiceException refused) when (refused.IsAccessDenied || refused.Kind == ServiceErrorKind.Incomplete)
        {
            WriteVerbose($"Connections to other providers were not searched: {refused.Message}");
            return ListConnections(Session(), Query(ConnectionRules.BitbucketProvider)).ToList();
        }
    }

    private static ConnectionQuery Query(string? providerType) => new()
    {
        ProviderType = providerType, RequireComplete = true, Alternative = "use -AllowDuplicateName to create the connection without the list",
    };

    // The list may have connections that other accounts share.
    private bool IsOwn(Connection connection) => !ConnectionSharing.CanBeShared(connection.ConnectionArn)
        || !ConnectionSharing.IsForeign(connection.ConnectionArn, Await(Session().Connections.FindAccountAsync));

    private ServiceException Taken(string name, List<Connection> same) => ReuseExisting
        ? new ServiceException(ServiceErrorKind.Ambiguous, $"{same.Count} connections have the name '{name}': {Describe(same)}. Specify the ARN of one of them.")
        : new ServiceException(ServiceErrorKind.NameInUse, $"A connection named '{name}' already exists: {Describe(same)}. Nothing was created.");

    private static string Describe(IEnumerable<Connection> connections) => string.Join(", ", connections.Select(c => $"{c.ConnectionArn} ({c.ConnectionStatus})"));

    private void Create(ConnectionRequest request)
    {
        var created = Await(token => Session().Connections.CreateAsync(request, token));
        Listed?.Add(created);
        if (created.ConnectionStatus == ConnectionStatuses.Pending)
        {
            // The warning comes before the object, because the next command in the pipeline may wait for the connection.
            TellPending(created);
        }

        WriteObject(created);
    }
}
