using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Fleet;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Usage;

/// <summary>
/// Lists the pipelines of all Regions in parallel, and then reads them in parallel, because the list has only names.
/// </summary>
/// <param name="pipelines">Gets the pipelines of a Region.</param>
/// <param name="regions">The Regions.</param>
/// <param name="limit">The number of calls at the same time.</param>
/// <param name="includesName">Selects the pipelines to read; null for all.</param>
/// <param name="includes">Selects the pipelines to return.</param>
internal sealed class PipelineSearch(
    Func<string, PipelineApi> pipelines, IReadOnlyList<string> regions, int limit, Func<string, bool>? includesName, Func<BitbucketConnections.Pipeline, bool> includes) : IConnectionUsageSearch
{
    private readonly Queue<UnsearchedRegion> _unsearched = new();
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private FleetRun<Place, BitbucketConnections.Pipeline?>? _reading;

    public async Task<ConnectionUsageFinding?> NextAsync(CancellationToken cancellationToken)
    {
        _reading ??= await ListAsync(cancellationToken).ConfigureAwait(false);
        if (_unsearched.Count > 0)
        {
            return new ConnectionUsageFinding { Unsearched = _unsearched.Dequeue() };
        }

        while (await _reading.NextAsync().ConfigureAwait(false) is { } outcome)
        {
            if (outcome.Error is { } failure)
            {
                if (_failed.Add(outcome.Item.Api.Region))
                {
                    return new ConnectionUsageFinding
                    {
                        Unsearched = new UnsearchedRegion { Region = outcome.Item.Api.Region, Reason = UnsearchedReason.Failed, Failure = failure },
                    };
                }
            }
            else if (outcome.Value is { } pipeline && includes(pipeline))
            {
                return new ConnectionUsageFinding { Pipeline = pipeline };
            }
        }

        return null;
    }

    public void Dispose() => _reading?.Dispose();

    private async Task<FleetRun<Place, BitbucketConnections.Pipeline?>> ListAsync(CancellationToken cancellationToken)
    {
        var looks = await FleetRun<string, List<Place>>.AllAsync(regions, ListAsync, limit, cancellationToken).ConfigureAwait(false);
        foreach (var region in RegionLook.Unsearched(looks))
        {
            _unsearched.Enqueue(region);
        }

        var places = looks.Where(look => look.Error is null).SelectMany(look => look.Value).ToList();
        return new FleetRun<Place, BitbucketConnections.Pipeline?>(places, ReadAsync, limit, cancellationToken);
    }

    private async Task<List<Place>> ListAsync(string region, CancellationToken cancellationToken)
    {
        var api = pipelines(region);
        var places = new List<Place>();
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            var page = await api.ListAsync(new ListPipelinesRequest { NextToken = token }, cancellationToken).ConfigureAwait(false);
            places.AddRange((page.Pipelines ?? []).Select(pipeline => pipeline.Name!).Where(name => includesName?.Invoke(name) ?? true).Select(name => new Place(api, name)));
            token = page.NextToken;
            if (token is { Length: > 0 } && !tokens.Add(token))
            {
                throw new ServiceException(
                    ServiceErrorKind.UnexpectedResponse, $"ListPipelines in {region} returned the same page again. The pipelines after it can't be listed.")
                {
                    Operation = "ListPipelines",
                    ServiceName = "codepipeline",
                    Region = region,
                };
            }
        }
        while (token is { Length: > 0 });
        return places;
    }

    // A pipeline that was deleted after it was listed no longer uses a connection.
    private async Task<BitbucketConnections.Pipeline?> ReadAsync(Place place, CancellationToken cancellationToken)
    {
        try
        {
            return await place.Api.GetPipelineAsync(place.Name, null, null, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException gone) when (gone.IsNotFound)
        {
            return null;
        }
    }

    private sealed record Place(PipelineApi Api, string Name);
}
