using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>Which namespace of an assembly refers to which, with two types for each connection as its proof.</summary>
internal sealed class NamespaceGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _used = new(StringComparer.Ordinal);

    private NamespaceGraph()
    {
    }

    public IReadOnlyCollection<string> Namespaces => _used.Keys;

    /// <summary>Gets each connection of two namespaces, and the types that are its proof.</summary>
    public IEnumerable<(string User, string Used, string Proof)> Connections => _used.SelectMany(user => user.Value.Select(used => (user.Key, used.Key, used.Value)));

    /// <summary>Reads the connections of types.</summary>
    /// <param name="types">The types. References to other types do not count.</param>
    /// <param name="room">Says which namespaces count as one; null when each counts for itself.</param>
    public static NamespaceGraph Of(IEnumerable<TypeDefinition> types, Func<string, string>? room = null)
    {
        var graph = new NamespaceGraph();
        var all = types.ToHashSet<TypeReference>();
        foreach (var type in all.Cast<TypeDefinition>().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            var found = graph._used.TryGetValue(Room(type), out var before) ? before : graph._used[Room(type)] = new(StringComparer.Ordinal);
            foreach (var used in TypeReferences.Of(type).Select(TypeReferences.Outermost).Where(all.Contains).Where(used => Room(used) != Room(type)))
            {
                found.TryAdd(Room(used), $"{type.Name} refers to {used.Name}");
            }
        }

        return graph;

        string Room(TypeReference type) => room is null ? type.Namespace : room(type.Namespace);
    }

    /// <summary>Gets the groups of namespaces that all refer to each other, be it through others.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        var reached = Namespaces.ToDictionary(from => from, Reach);
        return Namespaces.Where(name => reached[name].Contains(name))
            .GroupBy(name => Namespaces.First(first => reached[name].Contains(first) && reached[first].Contains(name)))
            .Select(circle => circle.ToList()).ToList();
    }

    /// <summary>Describes a circle, with the shortest way round.</summary>
    public string Describe(IReadOnlyList<string> circle)
    {
        var way = circle.Select(ShortestWayRound).MinBy(w => w.Count)!;
        return $"{circle.Count} namespaces are in one circle: {string.Join(", ", circle)}. The shortest way round:\n"
            + string.Join("\n", way.Select((name, i) => $"  {name} refers to {way[(i + 1) % way.Count]}: {_used[name][way[(i + 1) % way.Count]]}"));
    }

    private HashSet<string> Reach(string from)
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var name))
        {
            foreach (var next in _used[name].Keys.Where(reached.Add))
            {
                open.Enqueue(next);
            }
        }

        return reached;
    }

    private List<string> ShortestWayRound(string start)
    {
        var ways = new Queue<List<string>>([[start]]);
        var seen = new HashSet<string>();
        while (true)
        {
            var way = ways.Dequeue();
            foreach (var next in _used[way[^1]].Keys)
            {
                if (next == start)
                {
                    return way;
                }

                if (seen.Add(next))
                {
                    ways.Enqueue([.. way, next]);
                }
            }
        }
    }
}
