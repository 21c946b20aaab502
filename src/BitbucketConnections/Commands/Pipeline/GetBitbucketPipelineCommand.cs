using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Views;

namespace BitbucketConnections.Commands;

/// <summary>Gets pipelines that have a connection source.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketPipeline", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Get-BitbucketPipeline.md")]
[OutputType(typeof(Pipeline))]
public sealed class GetBitbucketPipelineCommand : ServiceCommand
{
    private readonly List<string> _connections = [];
    private bool _searchesRegions;
    private bool _wantsAnyConnection;

    /// <summary>Gets or sets the names. Wildcards are accepted. Default: all pipelines.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Position = 0)]
    [Alias("PipelineName")]
    [SupportsWildcards]
    [ValidateNotEmpty("Omit -Name to get all pipelines.")]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Gets or sets the version, from 1. Requires exact names. Default: the newest version.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName)]
    [ValidateNotEmpty("Omit -Version to get the newest version.")]
    [ValidateRange(1, int.MaxValue)]
    public int? Version { get; set; }

    /// <summary>Gets or sets the connections whose pipelines to get, as complete ARNs or objects.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, ValueFromPipeline = true)]
    [Alias("Connection")]
    [ConnectionArnTransformation]
    [ValidateNotEmpty("Omit -ConnectionArn to get the pipelines of all connections.")]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string[]? ConnectionArn { get; set; }

    /// <summary>Gets or sets the Regions whose pipelines to get. Default: every Region with -ConnectionArn, otherwise the Region of the session.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName)]
    [RegionListTransformation]
    [ValidateNotEmpty("Omit -SearchRegion to search every Region with -ConnectionArn, or else the Region of the session.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string[]? SearchRegion { get; set; }

    /// <summary>Gets or sets the repository whose pipelines to get, as <c>workspace/repository</c> or a URL.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName)]
    [Alias("FullRepositoryId")]
    [ValidateNotEmpty("Omit -Repository to get the pipelines of all repositories.")]
    public string? Repository { get; set; }

    /// <summary>Gets or sets the pipelines to read again.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The pipeline to read again")]
    [ValidateNotEmpty]
    public Pipeline[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the ARNs of pipelines.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The ARN of the pipeline")]
    [ValidateNotEmpty]
    public string[] PipelineArn { get; set; } = [];

    /// <summary>Gets or sets whether to include the tags, with one more call for each pipeline.</summary>
    [Parameter]
    public SwitchParameter IncludeTag { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ParameterSets.ByInputObject:
                Array.ForEach(InputObject, pipeline => WithSession(pipeline, pipeline.Region, session => Read(session, pipeline.Name)));
                break;
            case ParameterSets.ByArn:
                Array.ForEach(PipelineArn, ReadByArn);
                break;
            default:
                ReadByName();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // A connection is global. The Regions are searched once for all connections of the pipeline.
        if (_searchesRegions && (_connections.Count > 0 || _wantsAnyConnection))
        {
            ProcessEach(_connections.ToArray(), Search);
        }
    }

    private void ReadByArn(string value)
    {
        if (IsValid(PipelineNameRules.CheckPipelineArn(value, out var arn), value))
        {
            WithSession(value, arn!.Region, session => Read(session, arn.Resource));
        }
    }

    private void Read(IEngineSession session, string name) => Write(session, Await(token => session.Pipelines.GetAsync(name, null, token)), string.Empty, []);

    private void ReadByName()
    {
        var repository = string.Empty;
        if (Repository is not null && !IsValid(BitbucketRepository.Parse(Repository, out repository), BitbucketRepository.Shown(Repository)))
        {
            return;
        }

        var connections = (ConnectionArn ?? []).Where(arn => IsValid(ConnectionRules.CheckArn(arn), arn)).ToList();
        if (Version is null && (ConnectionArn ?? SearchRegion) is not null)
        {
            _searchesRegions = true;
            _wantsAnyConnection = ConnectionArn is null;
            _connections.AddRange(connections);
            return;
        }

        if (ConnectionArn is not null && connections.Count == 0)
        {
            return;
        }

        foreach (var name in Name)
        {
            ProcessEach(name, () => Process(name, repository, connections));
        }
    }

    private void Search()
    {
        var arns = _connections.Distinct(StringComparer.Ordinal).ToList();
        var names = new PipelineNameFilter(Name);
        var session = Session(fallbackRegion: RegionOf(arns.FirstOrDefault()));
        var query = new ConnectionUsageQuery { ConnectionArns = arns, Regions = SearchRegion ?? (Region is null ? null : [Region]), IncludesPipeline = names.Match };
        var repository = Repository is null ? string.Empty : RepositoryParameter.Read(Repository)!;
        foreach (var finding in Stream(session.Usage, query))
        {
            if (finding.Pipeline is { } pipeline)
            {
                names.Found(pipeline.Name);
                Write(session, pipeline, repository, arns);
            }
            else
            {
                WriteUnsearched(finding.Unsearched!);
            }
        }

        foreach (var missing in names.Missing)
        {
            WriteFailure(
                new ServiceException(ServiceErrorKind.NotFound, $"No pipeline '{missing}' that uses the connection was found in the searched Regions.") { Condition = "PipelineNotFound" },
                missing);
        }
    }

    private void Process(string name, string repository, List<string> connections)
    {
        var session = Session();
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            var pipeline = Await(token => session.Pipelines.GetAsync(name, Version, token));
            Write(session, pipeline, repository, connections);
            return;
        }

        if (Version is not null)
        {
            throw ServiceException.FromFindings([new Finding("VersionNeedsName", $"-Version requires the exact name of one pipeline, but '{name}' is a pattern. Specify an exact -Name.")]);
        }

        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
        foreach (var summary in Stream<PipelineSummary>(session.Pipelines.ListAsync).Where(s => pattern.IsMatch(s.Name)))
        {
            if (TryGet(session, summary.Name) is { } pipeline)
            {
                Write(session, pipeline, repository, connections);
            }
        }
    }

    // A pipeline that is deleted while the list is read is not an error.
    private Pipeline? TryGet(IEngineSession session, string name)
    {
        try
        {
            return Await(token => session.Pipelines.GetAsync(name, null, token));
        }
        catch (ServiceException gone) when (gone.IsNotFound)
        {
            return null;
        }
    }

    private void Write(IEngineSession session, Pipeline pipeline, string repository, List<string> connections)
    {
        var sources = PipelineSource.All(pipeline.Stages)
            .Where(s => connections.Count == 0 || connections.Contains(s.ConnectionArn, StringComparer.Ordinal))
            .Where(s => repository.Length == 0 || repository.Equals(s.FullRepositoryId, StringComparison.OrdinalIgnoreCase));
        if (!sources.Any())
        {
            WriteVerbose($"Pipeline '{pipeline.Name}' has no connection source that matches the parameters.");
            return;
        }

        WriteObject(IncludeTag && pipeline.PipelineArn is { } arn
            ? TaggedCopy.Read(pipeline, Await(token => session.Tags.ListAsync(arn, token)))
            : pipeline);
    }
}
