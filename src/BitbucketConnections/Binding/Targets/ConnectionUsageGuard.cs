using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Binding.Targets;

/// <summary>Prevents the removal of connections that pipelines use. The Regions are searched once for all connections.</summary>
internal sealed class ConnectionUsageGuard
{
    private const int Named = 3;

    private readonly List<ConnectionUsage> _usages = [];
    private readonly List<UnsearchedRegion> _unknown = [];
    private readonly Func<IReadOnlyCollection<string>, IEnumerable<ConnectionUsageFinding>> _search;
    private readonly Action<IReadOnlyList<UnsearchedRegion>> _report;
    private readonly List<UnsearchedRegion> _left = [];
    private readonly List<string> _arns;
    private ServiceException? _failure;
    private bool _isSearched;

    /// <summary>Initializes a new instance of the <see cref="ConnectionUsageGuard"/> class.</summary>
    /// <param name="targets">The connections to remove.</param>
    /// <param name="search">Searches for the pipelines that use connections.</param>
    /// <param name="report">Reports the Regions that were not searched but do not prevent the removal. It is called for each connection.</param>
    public ConnectionUsageGuard(
        IEnumerable<ConnectionTarget> targets, Func<IReadOnlyCollection<string>, IEnumerable<ConnectionUsageFinding>> search, Action<IReadOnlyList<UnsearchedRegion>> report)
    {
        _arns = targets.Select(t => t.Arn).Distinct(StringComparer.Ordinal).ToList();
        _search = search;
        _report = report;
    }

    /// <summary>Throws if pipelines use the connection or may use it.</summary>
    /// <exception cref="ServiceException">Kind InUse or Incomplete.</exception>
    public void ThrowIfUsed(ConnectionTarget target)
    {
        Search();
        var users = _usages.Where(u => u.ConnectionArn == target.Arn).Select(u => $"{u.PipelineName} in {u.Region}").Distinct(StringComparer.Ordinal).ToList();
        if (users.Count > 0)
        {
            var more = users.Count > Named ? $" and {users.Count - Named} more" : string.Empty;
            throw new ServiceException(
                ServiceErrorKind.InUse,
                $"The connection {target.DisplayName} is used by {(users.Count == 1 ? "1 pipeline" : $"{users.Count} pipelines")}: {string.Join(", ", users.Take(Named))}{more}. Nothing was removed. "
                + $"To list them, run 'Get-BitbucketConnectionUsage -ConnectionArn {target.Arn}'.");
        }

        if (_failure is not null)
        {
            throw Unknown(target, "No Region was searched", _failure);
        }

        if (_unknown.Count > 0)
        {
            throw Unknown(target, $"Not searched: {string.Join(", ", _unknown.Select(region => region.Region))}", _unknown[0].Failure);
        }
    }

    private static ServiceException Unknown(ConnectionTarget target, string what, ServiceException failure) => failure.WithMeaning(
        ServiceErrorKind.Incomplete,
        "ConnectionUsageUnknown",
        $"Cannot determine whether pipelines use the connection {target.DisplayName}. Nothing was removed. {what}. {failure.ToSentence()} "
        + "Choose the Regions to search with -SearchRegion, or use -Force to remove the connection without a search.");

    private void Search()
    {
        lock (_arns)
        {
            try
            {
                SearchOnce();
            }
            finally
            {
                // Another input may have made the search, and a person must see the warnings before the first question.
                _report(_left.ToList());
            }
        }
    }

    private void SearchOnce()
    {
        if (_isSearched)
        {
            return;
        }

        _left.Clear();
        try
        {
            foreach (var finding in _search(_arns))
            {
                Take(finding);
            }
        }
        catch (ServiceException failure) when (failure.Kind is ServiceErrorKind.Service or ServiceErrorKind.OperationTimeout or ServiceErrorKind.EndpointUnreachable or ServiceErrorKind.UnexpectedResponse)
        {
            _failure = failure;
        }

        _isSearched = true;
    }

    private void Take(ConnectionUsageFinding finding)
    {
        if (finding.Pipeline is { } pipeline)
        {
            _usages.AddRange(ConnectionUsage.Of(pipeline, _arns));
        }
        else if (finding.Unsearched is { Reason: UnsearchedReason.Failed } failed)
        {
            _unknown.Add(failed);
        }
        else
        {
            _left.Add(finding.Unsearched!);
        }
    }
}
