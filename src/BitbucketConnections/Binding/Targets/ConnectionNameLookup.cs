using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Targets;

/// <summary>Finds connections by name. The connections of all Regions are listed once.</summary>
internal sealed class ConnectionNameLookup
{
    private readonly Lazy<List<Connection>> _all;
    private readonly Reading? _reading;

    public ConnectionNameLookup(Func<IEnumerable<Connection>> list)
        : this(list, null)
    {
    }

    private ConnectionNameLookup(Func<IEnumerable<Connection>> list, Reading? reading)
    {
        _all = new Lazy<List<Connection>>(() => list().ToList());
        _reading = reading;
    }

    /// <summary>
    /// Creates the lookup for a command that changes nothing. If connections in several Regions have the name, it returns the connection in the
    /// Region of the call, with a warning.
    /// </summary>
    public static ConnectionNameLookup ForReading(Func<IEnumerable<Connection>> list, string region, Action<string> warn) => new(list, new Reading(region, warn));

    /// <summary>Finds the connections with a name: one for an exact name, any number for a pattern.</summary>
    /// <exception cref="ServiceException">Kind NotFound or Ambiguous, for an exact name.</exception>
    public IReadOnlyList<Connection> Find(string name)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            return _all.Value.Where(c => pattern.IsMatch(c.ConnectionName)).ToList();
        }

        return [One(name)];
    }

    /// <summary>Finds the connection with an exact name. If several names differ only in case, the case must match.</summary>
    /// <exception cref="ServiceException">Kind NotFound or Ambiguous.</exception>
    public Connection One(string name)
    {
        var same = _all.Value.Where(c => c.ConnectionName.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (same.Count > 1 && same.Where(c => c.ConnectionName == name).ToList() is { Count: > 0 } exact)
        {
            same = exact;
        }

        if (same.Count > 1 && _reading is { } reading && same.Where(c => c.Region == reading.Region).ToList() is [var own])
        {
            reading.Warn($"The name '{name}' is also used in another Region: {Describe(same.Where(c => c != own))}. The connection in {own.Region} is used. To use another one, specify its ARN.");
            return own;
        }

        return same.Count switch
        {
            0 => throw NotFound(name),
            1 => same[0],
            _ => throw new ServiceException(
                ServiceErrorKind.Ambiguous,
                $"{same.Count} connections have the name '{name}': {Describe(same)}. Specify the ARN of one of them."),
        };
    }

    /// <summary>Creates the error for a connection name that was not found.</summary>
    /// <param name="name">The name.</param>
    /// <param name="region">The Region of the list; null for all Regions.</param>
    public static ServiceException NotFound(string name, string? region = null) =>
        new(ServiceErrorKind.NotFound, $"No Bitbucket connection named '{name}' was found in {(region is null ? "any Region of this account" : $"{region} in this account")}.");

    private static string Describe(IEnumerable<Connection> connections) => string.Join(", ", connections.Select(c => $"{c.ConnectionArn} ({c.ConnectionStatus})"));

    private sealed record Reading(string Region, Action<string> Warn);
}
