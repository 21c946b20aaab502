using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CloudWatchLogs.Model;

namespace BitbucketConnections.Engine.Logs;

/// <summary>Reads a log stream page by page. At the end of a stream, CloudWatch Logs returns the token that it got, so reading can continue later.</summary>
internal sealed class LogStreamReader
{
    private readonly LogApi _api;
    private readonly int? _tail;
    private string? _forward;

    /// <param name="api">The calls.</param>
    /// <param name="location">The log.</param>
    /// <param name="tail">How many of the last events to start with; null for all.</param>
    public LogStreamReader(LogApi api, LogLocation location, int? tail)
    {
        _api = api;
        Location = location;
        _tail = tail;
    }

    public LogLocation Location { get; }

    /// <summary>Reads the next page.</summary>
    /// <returns>The events, oldest first; and whether they end at the end of the log as it is now. A page can be empty before the end.</returns>
    public async Task<(IReadOnlyList<OutputLogEvent> Events, bool IsAtEnd)> NextAsync(CancellationToken cancellationToken)
    {
        if (_forward is null && _tail is { } tail)
        {
            return (await LastAsync(tail, cancellationToken).ConfigureAwait(false), false);
        }

        var response = await GetAsync(_forward, null, isForward: true, cancellationToken).ConfigureAwait(false);
        var isAtEnd = response.NextForwardToken is null || response.NextForwardToken == _forward;
        _forward = response.NextForwardToken ?? _forward;
        return (response.Events ?? [], isAtEnd);
    }

    // A page has at most 1 MB, so that the last events can be on several pages.
    private async Task<IReadOnlyList<OutputLogEvent>> LastAsync(int count, CancellationToken cancellationToken)
    {
        var pages = new List<List<OutputLogEvent>>();
        string? backward = null;
        var left = count;
        while (left > 0)
        {
            var response = await GetAsync(backward, left, isForward: false, cancellationToken).ConfigureAwait(false);
            _forward ??= response.NextForwardToken;
            pages.Add(response.Events ?? []);
            left -= pages[pages.Count - 1].Count;
            if (response.NextBackwardToken is null || response.NextBackwardToken == backward)
            {
                break;
            }

            backward = response.NextBackwardToken;
        }

        pages.Reverse();
        return pages.SelectMany(page => page).ToList();
    }

    private Task<GetLogEventsResponse> GetAsync(string? token, int? limit, bool isForward, CancellationToken cancellationToken) => _api.GetEventsAsync(
        Location.Region,
        new GetLogEventsRequest { LogGroupName = Location.Group, LogStreamName = Location.Stream, NextToken = token, Limit = limit, StartFromHead = isForward },
        cancellationToken);
}
