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
    private ConnectionNameLookup? _lookup;
    private bool? _isRepositoryValid;
    private bool _searchesRegions;
    private bool _wantsAnyConnection;

    /// <summary>Gets or sets the names or ARNs. Wildcards are accepted. Default: all pipelines.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, Position = 0)]
    [Alias("PipelineName")]
    [SupportsWildcards]
    [ResourceTransformation(nameof(ResourceNoun.Pipeline))]
    [ValidateNotEmpty("Omit -Name to get all pipelines.")]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Gets or sets the version, from 1. Requires exact names. Default: the newest version.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName)]
    [ValidateNotEmpty("Omit -Version to get the newest version.")]
    [ValidateRange(1, int.MaxValue)]
    [CompletesNothing]
    public int? Version { get; set; }

    /// <summary>Gets or sets the connections whose pipelines to get, as complete ARNs or objects.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByName)]
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
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>
    /// Gets or sets the inputs: pipelines, executions, stages, names or ARNs of pipelines; or connections or their ARNs, whose pipelines to get; or objects and
    /// hashtables with one of them.
    /// </summary>
    [Parameter(ParameterSetName = ParameterSets.ByName, ValueFromPipeline = true)]
    [ValidateNotEmpty("Omit -InputObject to get pipelines by name.")]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the ARNs of pipelines.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByArn, Mandatory = true, HelpMessage = "The ARN of the pipeline")]
    [ResourceTransformation(nameof(ResourceNoun.Pipeline))]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(PipelineArnCompleter))]
    public string[] PipelineArn { get; set; } = [];

    /// <summary>Gets or sets whether to get pipelines with any source, too. Default: only pipelines with a connection source.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Gets or sets whether to include the tags, with one more call for each pipeline.</summary>
    [Parameter]
    public SwitchParameter IncludeTag { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ParameterSets.ByArn)
        {
            Array.ForEach(PipelineArn, arn => WantArn(arn, arn));
        }
        else if (InputObject.Length > 0)
        {
            // The filter is wrong for every input.
            if (_isRepositoryValid ??= CheckRepository())
            {
                foreach (var input in ReadInputs(InputObject))
                {
                    ProcessEach(input.Value, () => Want(input));
                }
            }
        }
        else
        {
            ReadByName();
        }

        if (_wanted.Count >= ThrottleLimit * InputPerCall)
        {
            ReadWanted();
        }
    }

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        ReadWanted();

        // A connection is global. The Regions are searched once for all connections of the pipeline.
        if (_searchesRegions && (_connections.Count > 0 || _wantsAnyConnection))
        {
            ProcessInProfiles(_connections.ToArray(), Search);
        }
    }

    private void ReadWanted()
    {
        if (_wanted.Count > 0)
        {
            ReadExact(_wanted, SourceFilterOf([]), ThrottleLimit);
        }
    }

    // A connection means its pipelines. Everything else is a pipeline.
    private void Want(PipedInput input)
    {
        var text = input.Noun == nameof(Connection) ? null : ResourceNoun.Pipeline.Find(input);
        if ((text ?? ResourceNoun.Connection.Find(input)) is { } connection && (text is null || ConnectionRules.TryParseArn(text, out _)))
        {
            WantConnection(connection, input["Region"]);
            return;
        }

        if (MyInvocation.BoundParameters.ContainsKey(nameof(Name)))
        {
            throw ServiceException.FromFindings([new Finding("NameWithPipeline", "-Name selects pipelines of a piped connection, but the input identifies a pipeline. Omit -Name, or pipe a connection.")]);
        }

        WantPipeline(input, text ?? ResourceNoun.Pipeline.Read(input));
    }

    private void WantPipeline(PipedInput input, string text)
    {
        if (NamePattern.CanBe(text))
        {
            ReadWanted();
            ProcessInScopes(input.Value, isOnly: true, () => ReadMatches(text, SourceFilterOf([])));
        }
        else
        {
            var target = PipelineTarget.Of(input, text);
            WantPipeline(input.Value, target.Region, target.PipelineName);
        }
    }

    private void WantConnection(string text, string? region)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal))
        {
            text = (_lookup ??= LookUpForPipelines(Session())).One(text, region ?? Session().Region).ConnectionArn;
        }
        else if (ConnectionRules.CheckArn(text) is { } wrong)
        {
            throw ServiceException.FromFindings([wrong]);
        }

        ReadOf([text]);
    }

    private void WantArn(object input, string value)
    {
        if (IsValid(PipelineNameRules.CheckPipelineArn(value, out var arn), input))
        {
            WantObject(input, arn!.Region, arn.Resource);
        }
    }

    // A name is read in every Region, an object in its own.
    private void WantPipeline(object input, string? region, string name)
    {
        if (region is not null)
        {
            WantObject(input, region, name);
            return;
        }

        foreach (var scope in Scopes)
        {
            InScope(scope, () => Want(input, null, name));
        }
    }

    private void WantObject(object target, string? region, string name) => ChooseScope(target, region, () => Want(target, region, name));

    private void Want(object target, string? region, string name) => WithSession(target, region, session => _wanted.Add(new Wanted(session, Scope, name, target)));

    private void ReadByName()
    {
        if (!CheckRepository())
        {
            return;
        }

        var connections = (ConnectionArn ?? []).Where(arn => IsValid(CheckConnection(arn), arn)).ToList();
        if (ConnectionArn is null || connections.Count > 0)
        {
            ReadOf(connections);
        }
    }

    private bool CheckRepository() => IsValid(All && (Repository ?? (object?)ConnectionArn ?? SearchRegion) is not null
        ? new Finding("AllWithSource", "-Repository, -ConnectionArn and -SearchRegion select pipelines with a connection source, and -All gets pipelines with any source. Omit -All, or omit the others.")
        : null, nameof(All)) && (Repository is null || IsValid(BitbucketRepository.Parse(Repository, out _), BitbucketRepository.Shown(Repository)));

    // No connection means any.
    private void ReadOf(List<string> connections)
    {
        if (Version is null && (connections.Count > 0 || SearchRegion is not null))
        {
            _searchesRegions = true;
            _wantsAnyConnection = connections.Count == 0;
            _connections.AddRange(connections);
        }
        else if (Array.Exists(Name, name => name.StartsWith("arn:", StringComparison.Ordinal)))
        {
            Array.ForEach(Name, name => ProcessEach(name, () => WantPipeline(new PipedInput(PSObject.AsPSObject(name)), name)));
        }
        else
        {
            var filter = SourceFilterOf(connections);
            ProcessInScopes(Name, isOnly: InputObject.Length == 0, () => ReadByName(filter));
        }
    }

    private SourceFilter SourceFilterOf(IReadOnlyList<string> connections) => new(Repository is null ? string.Empty : RepositoryParameter.Read(Repository)!, connections, All);

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
                    ReadExact(exact, filter, LimitPerScope);
                    ReadMatches(name, filter);
                }
                else
                {
                    exact.Add(new Wanted(Session(), Scope, name, name));
                }
            });
        }

        ReadExact(exact, filter, LimitPerScope);
    }

    // A text that is not an ARN is probably meant as the name of a pipeline.
    private static Finding? CheckConnection(string arn) => ConnectionRules.CheckArn(arn) is { } finding && !arn.StartsWith("arn:", StringComparison.Ordinal)
        ? new Finding(finding.Id, finding.Message + " To get pipelines by name, use -Name.", finding.Path)
        : ConnectionRules.CheckArn(arn);

    private void Search()
    {
        var arns = _connections.Distinct(StringComparer.Ordinal).ToList();
        var names = new PipelineNameFilter(Name);
        var session = Session(fallbackRegion: RegionOf(arns.FirstOrDefault()));
        var query = new ConnectionUsageQuery { ConnectionArns = arns, Regions = SearchRegion ?? Region, IncludesPipeline = names.Match, ThrottleLimit = LimitPerScope };
        var filter = SourceFilterOf(arns);
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

    // The items can be in several Regions, and each error names its own.
    private void ReadExact(List<Wanted> wanted, SourceFilter filter, int limit)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        var taken = wanted.ToArray();
        wanted.Clear();
        foreach (var outcome in InParallel(taken[0].Session, taken, (item, token) => ReadAsync(item, filter, token), limit))
        {
            InScope(outcome.Item.Scope, () => ProcessEach(outcome.Item.Target, () => WriteExact(ValueOf(outcome))));
        }
    }

    private PipelineRead ValueOf(FleetOutcome<Wanted, PipelineRead> outcome) => outcome.Error is { IsPipelineNotFound: true } failure
        ? throw PipelineNames.Explain(failure, outcome.Item.Name, outcome.Item.Session)
        : outcome.Value;

    private void ReadMatches(string name, SourceFilter filter)
    {
        if (Version is not null)
        {
            throw ServiceException.FromFindings([new Finding("VersionNeedsName", $"-Version requires the exact name of one pipeline, but '{name}' is a pattern. Specify an exact -Name.")]);
        }

        var (session, scope, pattern) = (Session(), Scope, NamePattern.Compile(name));
        var source = Pages<PipelineSummary, Wanted>(
            session.Pipelines.ListAsync, page => page.Where(s => pattern.IsMatch(s.Name)).Select(s => new Wanted(session, scope, s.Name, s.Name)).ToList());
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

    // A name that was asked for must not give nothing without a reason. A filter can.
    private void WriteExact(PipelineRead read)
    {
        if (!read.IsMatch && PipelineSource.First(read.Pipeline.Stages) is null)
        {
            throw new ServiceException(
                ServiceErrorKind.NotFound, $"The pipeline '{read.Pipeline.Name}' in {read.Pipeline.Region} has no connection source. {SourceText.Of(read.Pipeline)} To get it, use -All.")
            {
                Condition = "NoConnectionSource",
            };
        }

        Write(read);
    }

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

    private sealed record Wanted(IEngineSession Session, RegionProfile Scope, string Name, object Target);

    private sealed record PipelineRead(Pipeline Pipeline, bool IsMatch);

    private sealed record SourceFilter(string Repository, IReadOnlyList<string> Connections, bool IncludesOthers)
    {
        public bool IsMatch(Pipeline pipeline) => IncludesOthers || PipelineSource.All(pipeline.Stages)
            .Where(s => Connections.Count == 0 || Connections.Contains(s.ConnectionArn, StringComparer.Ordinal))
            .Any(s => Repository.Length == 0 || Repository.Equals(s.FullRepositoryId, StringComparison.OrdinalIgnoreCase));
    }
}
