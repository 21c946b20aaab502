using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Finds the pipelines that use connections, in every Region that can have such pipelines.</summary>
public interface IConnectionUsageService
{
    /// <summary>Gets the Regions that a search covers by default: those of <see cref="ConnectionRegions"/>, the session's and those of the ARNs.</summary>
    /// <param name="connectionArns">The connections; empty for any.</param>
    /// <returns>The Regions; the Region of the session is first.</returns>
    IReadOnlyList<string> DefaultRegions(IReadOnlyCollection<string> connectionArns);

    /// <summary>Starts a search. Makes no AWS calls yet.</summary>
    /// <param name="query">What to search for, and where.</param>
    /// <returns>The search.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: the Region name is not valid.</exception>
    IConnectionUsageSearch Search(ConnectionUsageQuery query);
}

/// <summary>
/// A search for pipelines that use connections. It lists the pipelines of all Regions first, so a Region that does
/// not respond is known before the first pipeline.
/// </summary>
public interface IConnectionUsageSearch : IDisposable
{
    /// <summary>Gets the next result: first the Regions that could not be searched, then the pipelines, in the order of the Regions.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>A Region or a pipeline; null at the end.</returns>
    /// <exception cref="ServiceException">No Region responded, or the credentials are not valid.</exception>
    Task<ConnectionUsageFinding?> NextAsync(CancellationToken cancellationToken);
}

/// <summary>What to search for, and where.</summary>
public sealed class ConnectionUsageQuery
{
    /// <summary>Gets the connections, compared as whole ARNs; empty for any.</summary>
    public IReadOnlyCollection<string> ConnectionArns { get; init; } = Array.Empty<string>();

    /// <summary>Gets the Regions to search; null for <see cref="IConnectionUsageService.DefaultRegions"/>.</summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>Gets the filter that selects pipelines by name; null for all. It can be called on any thread.</summary>
    public Func<string, bool>? IncludesPipeline { get; init; }

    /// <summary>Gets the number of calls at the same time, at least 1.</summary>
    public int ThrottleLimit { get; init; } = Fleets.DefaultLimit;
}

/// <summary>A search result: a pipeline, or a Region that could not be searched.</summary>
public sealed class ConnectionUsageFinding
{
    /// <summary>Gets a pipeline that uses one of the connections; null for a Region.</summary>
    public Pipeline? Pipeline { get; init; }

    /// <summary>Gets a Region that was not searched; null for a pipeline.</summary>
    public UnsearchedRegion? Unsearched { get; init; }
}

/// <summary>A Region whose pipelines a search could not read.</summary>
public sealed class UnsearchedRegion
{
    /// <summary>Gets the name of the Region.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the reason it was not searched.</summary>
    public required UnsearchedReason Reason { get; init; }

    /// <summary>Gets the failure of the call.</summary>
    public required ServiceException Failure { get; init; }
}

/// <summary>The reason a Region was not searched.</summary>
public enum UnsearchedReason
{
    /// <summary>The account has not enabled this opt-in Region, so it has no pipelines.</summary>
    NotEnabled,

    /// <summary>A service control policy denies access to the Region.</summary>
    ClosedByPolicy,

    /// <summary>The call failed for another reason. The Region may have pipelines.</summary>
    Failed,
}
