using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Targets;

/// <summary>
/// Finds connections by name. The connections of all Regions are listed once. A change requires a name that only one connection has. A command that only
/// uses a connection prefers the one in its Region, with a warning about the others.
/// </summary>
internal sealed class ConnectionNameLookup
{
    private readonly Lazy<List<Connection>> _all;
    private readonly Lazy<List<Connection>> _ofAllProviders;
    private readonly Action<string>? _warn;

    /// <summary>Initializes a new instance of the <see cref="ConnectionNameLookup"/> class.</summary>
    /// <param name="list">Lists all connections.</param>
    /// <param name="warn">Writes the warning about other connections with the name. It is called each time that the name is found.</param>
    /// <param name="listAllProviders">Lists the connections of all providers, to explain a name that is not found; null for no explanation.</param>
    public ConnectionNameLookup(Func<IEnumerable<Connection>> list, Action<string>? warn = null, Func<IEnumerable<Connection>>? listAllProviders = null)
    {
        _all = new Lazy<List<Connection>>(() => list().ToList());
        _ofAllProviders = new Lazy<List<Connection>>(() => listAllProviders?.Invoke().ToList() ?? []);
        _warn = warn;
    }

    /// <summary>Finds the connections with a name: one for an exact name, any number for a pattern.</summary>
    /// <param name="name">The name or pattern.</param>
    /// <param name="region">The preferred Region if several connections have the name; null if that is an error.</param>
    /// <exception cref="ServiceException">Kind NotFound or Ambiguous, for an exact name.</exception>
    public IReadOnlyList<Connection> Find(string name, string? region = null)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            return _all.Value.Where(c => pattern.IsMatch(c.ConnectionName)).ToList();
        }

        return [One(name, region)];
    }

    /// <summary>Finds the connection with an exact name. If several names differ only in case, the case must match.</summary>
    /// <param name="name">The name.</param>
    /// <param name="region">The preferred Region if several connections have the name; null if that is an error.</param>
    /// <exception cref="ServiceException">Kind NotFound or Ambiguous.</exception>
    public Connection One(string name, string? region = null)
    {
        var same = _all.Value.Where(c => c.ConnectionName.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (same.Count > 1 && same.Where(c => c.ConnectionName == name).ToList() is { Count: > 0 } exact)
        {
            same = exact;
        }

        if (same.Count > 1 && region is not null && same.Where(c => c.Region == region).ToList() is [var own])
        {
            _warn?.Invoke($"The name '{name}' is also used in another Region: {Describe(same.Where(c => c != own))}. The connection in {own.Region} is used. To use another one, specify its ARN.");
            return own;
        }

        return same.Count switch
        {
            0 => throw OtherProvider(name) ?? NotFound(name),
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

    private ServiceException? OtherProvider(string name) =>
        _ofAllProviders.Value.Where(c => c.ConnectionName.Equals(name, StringComparison.Ordinal)).Select(ConnectionRules.CheckProvider).OfType<Finding>().FirstOrDefault() is { } finding
            ? ServiceException.FromFindings([finding])
            : null;

    private static string Describe(IEnumerable<Connection> connections) => string.Join(", ", connections.Select(c => $"{c.ConnectionArn} ({c.ConnectionStatus})"));
}
