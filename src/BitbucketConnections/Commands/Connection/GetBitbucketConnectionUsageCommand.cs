using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <summary>Gets the pipelines that use connections, in every Region.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketConnectionUsage", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Get-BitbucketConnectionUsage.md")]
[OutputType(typeof(ConnectionUsage))]
public sealed class GetBitbucketConnectionUsageCommand : FleetCommand
{
    private readonly List<string> _arns = [];
    private readonly List<string> _names = [];
    private bool _wantsAll;

    /// <summary>Gets or sets the names. Wildcards and ARNs are accepted. Default: the usage of all connections.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Position = 0)]
    [Alias("ConnectionName")]
    [SupportsWildcards]
    [ResourceTransformation(nameof(ResourceNoun.Connection))]
    [ValidateNotEmpty("Omit -Name to get the usage of all connections.")]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Gets or sets the ARNs, of either API and any Region.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, HelpMessage = "The ARN of the connection")]
    [Alias("Arn")]
    [ResourceTransformation(nameof(ResourceNoun.Connection))]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string[] ConnectionArn { get; set; } = [];

    /// <summary>Gets or sets the inputs that identify the connections: connections, names, ARNs, or objects and hashtables with one of them.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The connection")]
    [ValidateNotEmpty("Pipe a connection, its name or its ARN.")]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the Regions to search. Default: every Region that can have such pipelines.</summary>
    [Parameter]
    [RegionListTransformation]
    [ValidateNotEmpty("Omit -SearchRegion to search every Region that can have such pipelines.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string[]? SearchRegion { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ParameterSets.ByInputObject:
                foreach (var input in ReadInputs(InputObject))
                {
                    ProcessEach(input.Value, () => AddName(ResourceNoun.Connection.Read(input)));
                }

                break;
            case ParameterSets.ByArn:
                Array.ForEach(ConnectionArn, AddArn);
                break;
            default:
                _wantsAll = Name is null;
                Array.ForEach(Name ?? [], AddName);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        if (_wantsAll || _arns.Count + _names.Count > 0)
        {
            ProcessInProfiles(_arns.Concat(_names).ToArray(), Search);
        }
    }

    private void AddArn(string arn)
    {
        if (IsValid(ConnectionRules.CheckArn(arn), arn))
        {
            _arns.Add(arn);
        }
    }

    private void AddName(string name)
    {
        if (name.StartsWith("arn:", StringComparison.Ordinal))
        {
            AddArn(name);
            return;
        }

        _names.Add(name);
    }

    private void Search()
    {
        var lookup = new ConnectionNameLookup(() => ListAllConnections(Session()), WriteWarningOnce);
        var arns = _arns.ToList();
        foreach (var name in _names)
        {
            ProcessEach(name, () => arns.AddRange(lookup.Find(name, Session().Region).Select(connection => connection.ConnectionArn)));
        }

        if (_wantsAll || arns.Count > 0)
        {
            Search(arns.Distinct(StringComparer.Ordinal).ToList());
        }
    }

    // A single Region is the one to call. Several are the ones to search.
    private void Search(List<string> arns)
    {
        var regions = SearchRegion ?? (Region is { Length: > 1 } several ? several : null);
        var session = Session(fallbackRegion: RegionOf(arns.FirstOrDefault()));
        foreach (var finding in Stream(session.Usage, new ConnectionUsageQuery { ConnectionArns = arns, Regions = regions, ThrottleLimit = LimitPerScope }))
        {
            if (finding.Pipeline is { } pipeline)
            {
                WriteObject(ConnectionUsage.Of(pipeline, arns), enumerateCollection: true);
            }
            else
            {
                WriteUnsearched(finding.Unsearched!);
            }
        }
    }
}
