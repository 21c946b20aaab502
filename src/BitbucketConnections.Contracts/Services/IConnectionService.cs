using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Connections of both APIs. The ARN of a connection decides which API and Region is called.</summary>
public interface IConnectionService
{
    /// <summary>Creates a connection to Bitbucket Cloud, in status PENDING.</summary>
    /// <param name="request">Name, API and tags.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The connection as GetConnection shows it.</returns>
    /// <exception cref="ServiceException">The name is refused or the quota reached (250 a Region).</exception>
    Task<Connection> CreateAsync(ConnectionRequest request, CancellationToken cancellationToken);

    /// <summary>Gets a connection.</summary>
    /// <param name="connectionArn">The ARN; its Region and service decide where the call goes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="ServiceException">Not found, or not allowed.</exception>
    Task<Connection> GetAsync(string connectionArn, CancellationToken cancellationToken);

    /// <summary>
    /// Lists a page of connections. With no API given both are asked, one after the other, and merged by ARN;
    /// one of the two that is denied or not there is a warning, or, with <see cref="ConnectionQuery.RequireComplete"/>, an error.
    /// </summary>
    /// <param name="query">What to list.</param>
    /// <param name="cursor">Where to start; null for the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ServiceException">Kind Incomplete: a list that has to be complete is not.</exception>
    Task<Page<Connection>> ListAsync(ConnectionQuery query, PageCursor? cursor, CancellationToken cancellationToken);

    /// <summary>Deletes a connection. AWS does not ask whether pipelines use it.</summary>
    /// <param name="connectionArn">The ARN.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task.</returns>
    Task DeleteAsync(string connectionArn, CancellationToken cancellationToken);

    /// <summary>Makes a waiter that looks at many connections with one list call a page a poll.</summary>
    /// <param name="connectionArns">The ARNs, of any Region and either API.</param>
    /// <param name="options">Time-out and interval.</param>
    /// <returns>The waiter; nothing is called yet.</returns>
    IConnectionWaiter CreateWaiter(IReadOnlyList<string> connectionArns, WaitOptions options);
}

/// <summary>What to create.</summary>
public sealed class ConnectionRequest
{
    /// <summary>Gets the name, 1–32 characters.</summary>
    public required string ConnectionName { get; init; }

    /// <summary>Gets the API, and with it the ARN's service segment.</summary>
    public ConnectionApi Api { get; init; }

    /// <summary>Gets the tags; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Gets the ARNs of all connections that the caller saw before the call; null when it did not look.</summary>
    public IReadOnlyCollection<string>? KnownConnectionArns { get; init; }
}

/// <summary>What to list.</summary>
public sealed class ConnectionQuery
{
    /// <summary>Gets the API to ask; null for both.</summary>
    public ConnectionApi? Api { get; init; }

    /// <summary>Gets the Region to ask; null for the session's.</summary>
    public string? Region { get; init; }

    /// <summary>Gets the provider to list; null for all.</summary>
    public string? ProviderType { get; init; } = "Bitbucket";

    /// <summary>
    /// Gets a value indicating whether a list that lacks connections is an error, because a decision depends on it. Only what is
    /// shown to a person may lack some.
    /// </summary>
    public bool RequireComplete { get; init; }
}
