using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;

namespace BitbucketConnections.Commands;

/// <summary>Creates connections to Bitbucket Cloud. They are PENDING until a person completes them.</summary>
[Cmdlet(VerbsCommon.New, "BitbucketConnection", SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "New-BitbucketConnection.md")]
[OutputType(typeof(Connection))]
public sealed class NewBitbucketConnectionCommand : RegionCommand
{
    private List<Connection>? _existing;

    /// <summary>Gets or sets the names, 1–32 characters each.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The name of the connection, 1 to 32 characters")]
    [Alias("ConnectionName")]
    [AllowEmptyString]
    [ValidateText]
    public string[] Name { get; set; } = [];

    /// <summary>Gets or sets the tags: keys 1–128, values 0–256 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Tags")]
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
    protected override void BeginProcessing()
    {
        base.BeginProcessing();

        // At this point, only the parameters of the command line are bound. A piped object without tags is valid: it means a connection without tags.
        EmptyArgument.Refuse(this, nameof(Tag), "Omit -Tag to add no tags.");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            ProcessEach(name, () => Process(name));
        }
    }

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
            Create(new ConnectionRequest { ConnectionName = name, Api = Api, Tags = tags, KnownConnectionArns = _existing?.ConvertAll(c => c.ConnectionArn) });
        }
    }

    // The connections are listed once for all inputs. AWS allows duplicate names, and its list has the connections of all Regions.
    private Connection? FindExisting(string name)
    {
        var region = Session().Region;
        _existing ??= ListOfAllProviders();
        var named = _existing.Where(c => c.ConnectionName.Equals(name, StringComparison.Ordinal) && ConnectionRules.CheckProvider(c) is null).ToList();
        var same = named.Where(c => c.Region == region && IsOwn(c)).ToList();
        if (same.Count > 1 || (same.Count == 1 && !ReuseExisting))
        {
            throw Taken(name, same);
        }

        if (_existing.Where(c => c.ConnectionName.Equals(name, StringComparison.Ordinal) && ConnectionRules.CheckProvider(c) is not null).ToList() is { Count: > 0 } others)
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
        _existing?.Add(created);
        if (created.ConnectionStatus == ConnectionStatuses.Pending)
        {
            // The warning comes before the object, because the next command in the pipeline may wait for the connection.
            WriteWarning($"Connection '{created.ConnectionName}' in {created.Region} is PENDING until a person completes it. {created.NextStep}");
        }

        WriteObject(created);
    }
}
