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
    /// <returns>The Regions, the session's first.</returns>
    IReadOnlyList<string> DefaultRegions(IReadOnlyCollection<string> connectionArns);

    /// <summary>Begins a search. Makes no AWS calls yet.</summary>
    /// <param name="query">What to search for, and where.</param>
    /// <returns>The search.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: not the name of a Region.</exception>
    IConnectionUsageSearch Search(ConnectionUsageQuery query);
}

/// <summary>
/// A search for pipelines that use connections. The pipelines of all Regions are listed first, so that a Region that does
/// not answer is known before the first pipeline.
/// </summary>
public interface IConnectionUsageSearch : IDisposable
{
    /// <summary>Gets what was found next: first the Regions that could not be searched, then the pipelines, in the order of the Regions.</summary>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>A Region or a pipeline; null at the end.</returns>
    /// <exception cref="ServiceException">No Region answered, or the credentials are not valid.</exception>
    Task<ConnectionUsageFinding?> NextAsync(CancellationToken cancellationToken);
}

/// <summary>What to search for, and where.</summary>
public sealed class ConnectionUsageQuery
{
    /// <summary>Gets the connections, compared as whole ARNs; empty for any.</summary>
    public IReadOnlyCollection<string> ConnectionArns { get; init; } = Array.Empty<string>();

    /// <summary>Gets the Regions to search; null for <see cref="IConnectionUsageService.DefaultRegions"/>.</summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>Gets which pipelines to read, by name; null for all. It may be called on any thread.</summary>
    public Func<string, bool>? IncludesPipeline { get; init; }
}

/// <summary>Something that a search found: a pipeline, or a Region that could not be searched.</summary>
public sealed class ConnectionUsageFinding
{
    /// <summary>Gets a pipeline that uses a connection searched for; null for a Region.</summary>
    public Pipeline? Pipeline { get; init; }

    /// <summary>Gets a Region that was not searched; null for a pipeline.</summary>
    public UnsearchedRegion? Unsearched { get; init; }
}

/// <summary>A Region whose pipelines a search could not read.</summary>
public sealed class UnsearchedRegion
{
    /// <summary>Gets the name of the Region.</summary>
    public required string Region { get; init; }

    /// <summary>Gets why it was not searched.</summary>
    public required UnsearchedReason Reason { get; init; }

    /// <summary>Gets the failure of the call.</summary>
    public required ServiceException Failure { get; init; }
}

/// <summary>Why a Region was not searched.</summary>
public enum UnsearchedReason
{
    /// <summary>It is an opt-in Region that the account has not enabled: no pipeline can be there.</summary>
    NotEnabled,

    /// <summary>A service control policy closes it for the caller.</summary>
    ClosedByPolicy,

    /// <summary>It refused otherwise, or did not answer. Pipelines may be there.</summary>
    Failed,
}
