using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Parameters;

/// <summary>Knows which pipelines use a set of connections; looks through a Region's pipelines once for all of them.</summary>
internal sealed class ConnectionUsers
{
    private readonly Dictionary<string, List<ConnectionUsage>> _byRegion = new(StringComparer.Ordinal);
    private readonly List<string> _arns;
    private readonly Func<string, IReadOnlyCollection<string>, List<ConnectionUsage>> _find;

    public ConnectionUsers(IEnumerable<ConnectionTarget> targets, Func<string, IReadOnlyCollection<string>, List<ConnectionUsage>> find)
    {
        _arns = targets.Select(t => t.Arn).Distinct(StringComparer.Ordinal).ToList();
        _find = find;
    }

    /// <summary>Refuses a connection that pipelines use, or that can't be known to be unused.</summary>
    /// <exception cref="ServiceException">Kind InUse.</exception>
    public void ThrowIfUsed(ConnectionTarget target, IEnumerable<string> regions)
    {
        var users = regions.SelectMany(In).Where(u => u.ConnectionArn == target.Arn).ToList();
        if (users.Count > 0)
        {
            throw new ServiceException(
                ServiceErrorKind.InUse,
                $"The connection {target.DisplayName} is used by {users.Count} source action(s): {string.Join(", ", users.Select(u => $"{u} in {u.Region}"))}. Nothing was removed.");
        }
    }

    private List<ConnectionUsage> In(string region)
    {
        if (_byRegion.TryGetValue(region, out var known))
        {
            return known;
        }

        try
        {
            return _byRegion[region] = _find(region, _arns);
        }
        catch (ServiceException failure) when (failure.Kind == ServiceErrorKind.Service)
        {
            throw new ServiceException(
                ServiceErrorKind.InUse,
                $"It can't be known whether pipelines in {region} use the connection, so nothing was removed: {failure.Message} Use -Force to remove it without looking.",
                failure);
        }
    }
}
