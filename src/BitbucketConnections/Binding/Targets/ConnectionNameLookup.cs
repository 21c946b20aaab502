using System;
using System.Collections.Generic;
using System.Linq;

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

    /// <summary>Finds the connections with a name: one for an exact name, any number for a pattern. A name that exists is not a pattern.</summary>
    /// <param name="name">The name or pattern.</param>
    /// <param name="region">The preferred Region if several connections have the name; null if that is an error.</param>
    /// <param name="onlyIn">The Region of the connections; null for any.</param>
    /// <exception cref="ServiceException">Kind NotFound or Ambiguous, for an exact name.</exception>
    public IReadOnlyList<Connection> Find(string name, string? region = null, string? onlyIn = null)
    {
        var (candidates, names) = Candidates(name, onlyIn);
        return names.IsExact ? [One(name, candidates, region, onlyIn)] : candidates.FindAll(connection => names.IsMatch(connection.ConnectionName));
    }

    /// <summary>Finds all connections with a name or pattern, for a command that only shows them.</summary>
    /// <param name="name">The name or pattern.</param>
    /// <param name="onlyIn">The Region of the connections; null for any.</param>
    /// <exception cref="ServiceException">Kind NotFound, for an exact name.</exception>
    public IReadOnlyList<Connection> FindAll(string name, string? onlyIn)
    {
        var (candidates, names) = Candidates(name, onlyIn);
        var found = candidates.FindAll(connection => names.IsMatch(connection.ConnectionName));
        return found.Count == 0 && names.IsExact ? throw NotFound(name, candidates.Select(connection => connection.ConnectionName), onlyIn) : found;
    }

    /// <summary>Finds the connection with an exact name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="region">The preferred Region if several connections have the name; null if that is an error.</param>
    /// <exception cref="ServiceException">Kind NotFound or Ambiguous.</exception>
    public Connection One(string name, string? region = null) => One(name, _all.Value, region, null);

    /// <summary>Creates the error for a connection name that was not found.</summary>
    /// <param name="name">The name.</param>
    /// <param name="names">The names of the connections that were searched.</param>
    /// <param name="region">The Region of the list; null for all Regions.</param>
    public static ServiceException NotFound(string name, IEnumerable<string> names, string? region = null) => new(
        ServiceErrorKind.NotFound,
        $"No Bitbucket connection named '{name}' was found in {(region is null ? "any Region of this account" : $"{region} in this account")}. "
        + NearestNames.Describe(name, names.Distinct(StringComparer.Ordinal).ToList(), "connections"));

    private (List<Connection> Candidates, NamePattern Names) Candidates(string name, string? onlyIn)
    {
        var candidates = onlyIn is null ? _all.Value : _all.Value.FindAll(connection => connection.Region == onlyIn);
        return (candidates, new NamePattern(name, candidates.Select(connection => connection.ConnectionName)));
    }

    private Connection One(string name, List<Connection> candidates, string? region, string? onlyIn)
    {
        var same = candidates.FindAll(connection => connection.ConnectionName == name);
        if (same.Count > 1 && region is not null && same.FindAll(connection => connection.Region == region) is [var own])
        {
            _warn?.Invoke($"The name '{name}' is also used in another Region: {Describe(same.Where(connection => connection != own))}. The connection in {own.Region} is used. To use another one, specify its ARN.");
            return own;
        }

        return same.Count switch
        {
            0 => throw OtherProvider(name) ?? NotFound(name, candidates.Select(connection => connection.ConnectionName), onlyIn),
            1 => same[0],
            _ => throw new ServiceException(
                ServiceErrorKind.Ambiguous,
                $"{same.Count} connections have the name '{name}': {Describe(same)}. Specify the ARN of one of them."),
        };
    }

    private ServiceException? OtherProvider(string name) =>
        _ofAllProviders.Value.Where(c => c.ConnectionName.Equals(name, StringComparison.Ordinal)).Select(ConnectionRules.CheckProvider).OfType<Finding>().FirstOrDefault() is { } finding
            ? ServiceException.FromFindings([finding])
            : null;

    private static string Describe(IEnumerable<Connection> connections) => string.Join(", ", connections.Select(c => $"{c.ConnectionArn} ({c.ConnectionStatus})"));
}
