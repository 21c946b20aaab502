using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Connections;

/// <summary>
/// A list of connections in the middle of being read: one API after the other, a page at a time, each ARN once.
/// One of the two that refuses is a warning; when both do, the list fails.
/// </summary>
internal sealed class ConnectionListing : PageCursor
{
    private readonly HashSet<string> _seenArns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seenTokens = new(StringComparer.Ordinal);
    private readonly Queue<IConnectionApi> _apis;
    private readonly ConnectionQuery _query;
    private readonly IDiagnosticSink _diagnostics;
    private readonly bool _isMerged;
    private string? _nextToken;
    private bool _anyAnswered;

    public ConnectionListing(ConnectionApis apis, ConnectionQuery query, string region, IDiagnosticSink diagnostics)
    {
        _query = query;
        _diagnostics = diagnostics;
        ConnectionApi[] asked = query.Api is { } only ? [only] : [ConnectionApi.CodeStarConnections, ConnectionApi.CodeConnections];
        _apis = new Queue<IConnectionApi>(asked.Select(api => apis.Get(api, region)));
        _isMerged = _apis.Count > 1;
    }

    public async Task<Page<Connection>> NextPageAsync(CancellationToken cancellationToken)
    {
        var api = _apis.Peek();
        try
        {
            var (items, nextToken) = await api.ListAsync(_query.ProviderType, _nextToken, cancellationToken).ConfigureAwait(false);
            _anyAnswered = true;
            Advance(api, nextToken);
            return new Page<Connection>(items.Where(c => _seenArns.Add(c.ConnectionArn)).ToList(), Next());
        }
        catch (ServiceException failure) when (_isMerged && MayBeMissing(failure) && (_anyAnswered || _apis.Count > 1))
        {
            _diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning, $"Connections of {api.ServiceName} are left out: {failure.Message}"));
            Advance(api, null);
            return new Page<Connection>([], Next());
        }
    }

    // Refused or missing keys, and an unreachable network, fail for both APIs alike; a denied or absent one does not.
    private static bool MayBeMissing(ServiceException failure) =>
        (failure.Kind is ServiceErrorKind.EndpointUnreachable or ServiceErrorKind.UnexpectedResponse && failure.Operation is not null)
        || failure.ErrorCode is "AccessDeniedException" or "AccessDenied" or "UnknownOperationException" or "UnrecognizedClientException"
            or "OptInRequired" or "SubscriptionRequiredException";

    private void Advance(IConnectionApi api, string? nextToken)
    {
        if (nextToken is { Length: > 0 } && !_seenTokens.Add(nextToken))
        {
            _diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning, $"{api.ServiceName} gave the same page again; the list ends here and may be short."));
            nextToken = null;
        }

        _nextToken = string.IsNullOrEmpty(nextToken) ? null : nextToken;
        if (_nextToken is null)
        {
            _apis.Dequeue();
            _seenTokens.Clear();
        }
    }

    private ConnectionListing? Next() => _apis.Count == 0 ? null : this;
}
