using System;
using System.Linq;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>The folders of the engine are in one order, and each refers only to those below it.</summary>
public sealed class EngineOrderTests
{
    private const string Root = "BitbucketConnections.Engine";

    // From the bottom to the top; the last is the root, which composes all.
    private static readonly string[] s_order =
    [
        "Time", "Links", "Configuration", "Calling", "Waiting", "Credentials", "Regions", "Clients", "Fleet",
        "Declarations", "Pipelines.Rules", "Pipelines", "Connections", "Executions", "Policies", "Roles", "ArtifactStores", "Tags", "Usage",
        "Export", "Editing", "Wizard",
        string.Empty,
    ];

    [Fact]
    public void Every_folder_has_a_place_in_the_order()
    {
        var folders = NamespaceGraph.Of(CompiledAssembly.Engine.WrittenTypes(), Folder).Namespaces;

        Assert.Equal(s_order.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_refers_only_to_those_below_it()
    {
        var up = NamespaceGraph.Of(CompiledAssembly.Engine.WrittenTypes(), Folder).Connections
            .Where(c => Array.IndexOf(s_order, c.Used) > Array.IndexOf(s_order, c.User))
            .Select(c => $"{c.User} refers to {c.Used}, which is above it: {c.Proof}");

        None.Of(up);
    }

    private static string Folder(string space) => space == Root ? string.Empty : space[(Root.Length + 1)..];
}
