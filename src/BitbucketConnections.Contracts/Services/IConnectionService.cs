using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Manages connections of both APIs. The ARN of a connection determines the API and the Region to call.</summary>
public interface IConnectionService
{
    /// <summary>Creates a connection to Bitbucket Cloud, in status PENDING.</summary>
    /// <param name="request">Name, API and tags.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The connection as GetConnection returns it.</returns>
    /// <exception cref="ServiceException">The name is not valid, or the quota of 250 connections per Region is reached.</exception>
    Task<Connection> CreateAsync(ConnectionRequest request, CancellationToken cancellationToken);

    /// <summary>Gets a connection.</summary>
    /// <param name="connectionArn">The ARN. Its Region and service determine the API to call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="ServiceException">Not found, or not allowed.</exception>
    Task<Connection> GetAsync(string connectionArn, CancellationToken cancellationToken);

    /// <summary>Gets the account of the credentials, which owns the connections that it can change.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The 12-digit account; null if AWS does not return it.</returns>
    Task<string?> FindAccountAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Lists a page of connections. If no API is specified, lists both APIs in order and merges the results by ARN.
    /// If one of them is denied or not available, that is a warning, or an error with <see cref="ConnectionQuery.RequireComplete"/>.
    /// </summary>
    /// <param name="query">What to list.</param>
    /// <param name="cursor">Where to start; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ServiceException">Kind Incomplete: the list must be complete and is not.</exception>
    Task<Page<Connection>> ListAsync(ConnectionQuery query, PageCursor? cursor, CancellationToken cancellationToken);

    /// <summary>Deletes a connection. AWS does not check whether pipelines use it.</summary>
    /// <param name="connectionArn">The ARN.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    Task DeleteAsync(string connectionArn, CancellationToken cancellationToken);

    /// <summary>Creates a waiter that polls many connections with one list call per page.</summary>
    /// <param name="connectionArns">The ARNs, of any Region and either API.</param>
    /// <param name="options">The timeout and the interval.</param>
    /// <returns>The waiter. It has made no AWS calls yet.</returns>
    IConnectionWaiter CreateWaiter(IReadOnlyList<string> connectionArns, WaitOptions options);
}

/// <summary>A request to create a connection.</summary>
public sealed class ConnectionRequest
{
    /// <summary>Gets the name, 1–32 characters.</summary>
    public required string ConnectionName { get; init; }

    /// <summary>Gets the API, which determines the service segment of the ARN.</summary>
    public ConnectionApi Api { get; init; }

    /// <summary>Gets the tags; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Gets the ARNs of all connections that existed before the call; null if they are not known.</summary>
    public IReadOnlyCollection<string>? KnownConnectionArns { get; init; }
}

/// <summary>A request to list connections.</summary>
public sealed class ConnectionQuery
{
    /// <summary>Gets the API to call; null for both.</summary>
    public ConnectionApi? Api { get; init; }

    /// <summary>Gets the Region to call; null for the Region of the session.</summary>
    public string? Region { get; init; }

    /// <summary>Gets the provider to list; null for all.</summary>
    public string? ProviderType { get; init; } = "Bitbucket";

    /// <summary>
    /// Gets a value indicating whether an incomplete list is an error. Required when the command decides by the list; only a
    /// list for display may be incomplete.
    /// </summary>
    public bool RequireComplete { get; init; }

    /// <summary>Gets what the user can do instead of allowing the list, for the error of an incomplete list.</summary>
    public string Alternative { get; init; } = "specify the ARN of the connection instead of its name";
}
