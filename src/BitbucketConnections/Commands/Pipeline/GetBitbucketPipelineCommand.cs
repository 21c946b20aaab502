using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
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
public sealed class GetBitbucketPipelineCommand : FleetCommand
{
    // Enough input to keep all parallel calls busy. The output for earlier input does not wait for the end of a long pipeline.
    private const int InputPerCall = 4;
    private readonly List<string> _connections = [];
    private readonly List<Wanted> _wanted = [];
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
                Array.ForEach(InputObject, pipeline => WantObject(pipeline, pipeline.Region, pipeline.Name));
                break;
            case ParameterSets.ByArn:
                Array.ForEach(PipelineArn, WantArn);
                break;
            default:
                ReadByName();
                return;
        }

        if (_wanted.Count >= ThrottleLimit * InputPerCall)
        {
            ReadExact(_wanted, SourceFilter.None);
        }
    }

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        ReadExact(_wanted, SourceFilter.None);

        // A connection is global. The Regions are searched once for all connections of the pipeline.
        if (_searchesRegions && (_connections.Count > 0 || _wantsAnyConnection))
        {
            ProcessInProfiles(_connections.ToArray(), Search);
        }
    }

    private void WantArn(string value)
    {
        if (IsValid(PipelineNameRules.CheckPipelineArn(value, out var arn), value))
        {
            WantObject(value, arn!.Region, arn.Resource);
        }
    }

    private void WantObject(object target, string? region, string name) => ChooseScope(target, region, () => Want(target, region, name));

    private void Want(object target, string? region, string name) => WithSession(target, region, session => _wanted.Add(new Wanted(session, name, target)));

    private void ReadByName()
    {
        var repository = string.Empty;
        if (Repository is not null && !IsValid(BitbucketRepository.Parse(Repository, out repository), BitbucketRepository.Shown(Repository)))
        {
            return;
        }

        var connections = (ConnectionArn ?? []).Where(arn => IsValid(CheckConnection(arn), arn)).ToList();
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

        var filter = new SourceFilter(repository, connections);
        ProcessInScopes(Name, isOnly: true, () => ReadByName(filter));
    }

    private void ReadByName(SourceFilter filter)
    {
        // The names between two patterns are read in parallel.
        var exact = new List<Wanted>();
        foreach (var name in Name)
        {
            ProcessEach(name, () =>
            {
                if (WildcardPattern.ContainsWildcardCharacters(name))
                {
                    ReadExact(exact, filter);
                    ReadMatches(name, filter);
                }
                else
                {
                    exact.Add(new Wanted(Session(), name, name));
                }
            });
        }

        ReadExact(exact, filter);
    }

    // Piped text is a connection. A text that is not an ARN is probably meant as a name.
    private static Finding? CheckConnection(string arn) => ConnectionRules.CheckArn(arn) is { } finding && !arn.StartsWith("arn:", StringComparison.Ordinal)
        ? new Finding(finding.Id, finding.Message + " To get pipelines by name, use -Name.", finding.Path)
        : ConnectionRules.CheckArn(arn);

    private void Search()
    {
        var arns = _connections.Distinct(StringComparer.Ordinal).ToList();
        var names = new PipelineNameFilter(Name);
        var session = Session(fallbackRegion: RegionOf(arns.FirstOrDefault()));
        var query = new ConnectionUsageQuery { ConnectionArns = arns, Regions = SearchRegion ?? Region, IncludesPipeline = names.Match, ThrottleLimit = LimitPerScope };
        var filter = new SourceFilter(Repository is null ? string.Empty : RepositoryParameter.Read(Repository)!, arns);
        foreach (var finding in Stream(session.Usage, query))
        {
            if (finding.Pipeline is { } pipeline)
            {
                names.Found(pipeline.Name);
                var isMatch = filter.IsMatch(pipeline);
                Write(new PipelineRead(isMatch && IncludeTag ? Await(token => TaggedAsync(session, pipeline, token)) : pipeline, isMatch));
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

    private void ReadExact(List<Wanted> wanted, SourceFilter filter)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        var taken = wanted.ToArray();
        wanted.Clear();
        foreach (var outcome in InParallel(taken[0].Session, taken, (item, token) => ReadAsync(item, filter, token)))
        {
            ProcessEach(outcome.Item.Target, () => Write(outcome.Value));
        }
    }

    private void ReadMatches(string name, SourceFilter filter)
    {
        if (Version is not null)
        {
            throw ServiceException.FromFindings([new Finding("VersionNeedsName", $"-Version requires the exact name of one pipeline, but '{name}' is a pattern. Specify an exact -Name.")]);
        }

        var (session, pattern) = (Session(), new WildcardPattern(name, WildcardOptions.IgnoreCase));
        var source = Pages<PipelineSummary, Wanted>(
            session.Pipelines.ListAsync, page => page.Where(s => pattern.IsMatch(s.Name)).Select(s => new Wanted(session, s.Name, s.Name)).ToList());
        foreach (var outcome in InParallel(session, source, (item, token) => ReadAsync(item, filter, token)))
        {
            // A pipeline that is deleted while the list is read is not an error.
            if (outcome.Error?.IsNotFound != true)
            {
                ProcessEach(outcome.Item.Target, () => Write(outcome.Value));
            }
        }
    }

    // Runs on other threads. Only a pipeline that is written needs its tags.
    private async Task<PipelineRead> ReadAsync(Wanted wanted, SourceFilter filter, CancellationToken cancellationToken)
    {
        var pipeline = await wanted.Session.Pipelines.GetAsync(wanted.Name, Version, cancellationToken).ConfigureAwait(false);
        var isMatch = filter.IsMatch(pipeline);
        return new PipelineRead(isMatch && IncludeTag ? await TaggedAsync(wanted.Session, pipeline, cancellationToken).ConfigureAwait(false) : pipeline, isMatch);
    }

    private static async Task<Pipeline> TaggedAsync(IEngineSession session, Pipeline pipeline, CancellationToken cancellationToken) => pipeline.PipelineArn is { } arn
        ? TaggedCopy.Read(pipeline, await session.Tags.ListAsync(arn, cancellationToken).ConfigureAwait(false))
        : pipeline;

    private void Write(PipelineRead read)
    {
        if (read.IsMatch)
        {
            WriteObject(read.Pipeline);
        }
        else
        {
            WriteVerbose($"Pipeline '{read.Pipeline.Name}' has no connection source that matches the parameters.");
        }
    }

    private sealed record Wanted(IEngineSession Session, string Name, object Target);

    private sealed record PipelineRead(Pipeline Pipeline, bool IsMatch);

    private sealed record SourceFilter(string Repository, IReadOnlyList<string> Connections)
    {
        public static SourceFilter None { get; } = new(string.Empty, []);

        public bool IsMatch(Pipeline pipeline) => PipelineSource.All(pipeline.Stages)
            .Where(s => Connections.Count == 0 || Connections.Contains(s.ConnectionArn, StringComparer.Ordinal))
            .Any(s => Repository.Length == 0 || Repository.Equals(s.FullRepositoryId, StringComparison.OrdinalIgnoreCase));
    }
}
