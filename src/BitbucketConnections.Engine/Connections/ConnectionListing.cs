using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Connections;

/// <summary>
/// Lists connections: one API after the other, one page at a time, each ARN once.
/// If one API fails, that is a warning, or an error if the list must be complete. If both fail, the list fails.
/// </summary>
internal sealed class ConnectionListing : PageCursor
{
    private readonly HashSet<string> _seenArns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seenTokens = new(StringComparer.Ordinal);
    private readonly Queue<IConnectionApi> _apis;
    private readonly ConnectionQuery _query;
    private readonly IDiagnosticSink _diagnostics;
    private readonly bool _isMerged;
    private (IConnectionApi Api, ServiceException Failure)? _missing;
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
            ThrowIfIncomplete();
            return new Page<Connection>(items.Where(c => _seenArns.Add(c.ConnectionArn)).ToList(), Next());
        }
        catch (ServiceException failure) when (_isMerged && MayBeMissing(failure) && (_anyAnswered || _apis.Count > 1))
        {
            Miss(api, failure);
            Advance(api, null);
            ThrowIfIncomplete();
            return new Page<Connection>([], Next());
        }
    }

    // Invalid or missing keys and network failures affect both APIs. A denied or unavailable API does not affect the other.
    private static bool MayBeMissing(ServiceException failure) =>
        (failure.Kind is ServiceErrorKind.EndpointUnreachable or ServiceErrorKind.UnexpectedResponse && failure.Operation is not null)
        || failure.IsAccessDenied || failure.IsRegionNotEnabled || failure.IsRefusedWith("UnknownOperationException");

    private void Miss(IConnectionApi api, ServiceException failure)
    {
        _missing ??= (api, failure);
        if (!_query.RequireComplete)
        {
            _diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning, $"The list does not include the connections of {api.ServiceName}: {failure.Message}"));
        }
    }

    private void Advance(IConnectionApi api, string? nextToken)
    {
        if (nextToken is { Length: > 0 } && !_seenTokens.Add(nextToken))
        {
            var message = $"{api.ServiceName} returned the same page again. The list ends here and may be incomplete.";
            if (_query.RequireComplete)
            {
                _missing ??= (api, new ServiceException(ServiceErrorKind.UnexpectedResponse, message) { Operation = "ListConnections", ServiceName = api.ServiceName });
            }
            else
            {
                _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Warning, message));
            }

            nextToken = null;
        }

        _nextToken = string.IsNullOrEmpty(nextToken) ? null : nextToken;
        if (_nextToken is null)
        {
            _apis.Dequeue();
            _seenTokens.Clear();
        }
    }

    // The first failure is only recorded. If the other API fails too, that error is thrown.
    private void ThrowIfIncomplete()
    {
        if (!_query.RequireComplete || !_anyAnswered || _missing is not var (api, failure))
        {
            return;
        }

        throw failure.WithMeaning(
            ServiceErrorKind.Incomplete,
            "ConnectionListIncomplete",
            $"The list does not include the connections of {api.ServiceName}, and the command needs the complete list: {failure.ToSentence()} "
            + $"Allow {api.ServiceName}:ListConnections, or {_query.Alternative}.");
    }

    private ConnectionListing? Next() => _apis.Count == 0 ? null : this;
}
