using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>The folders of an assembly are in one order, and each refers only to those below it. docs/architecture.md describes them.</summary>
public sealed class FolderOrderTests
{
    // From the bottom to the top; the last is the root, which composes all.
    private static readonly Dictionary<string, string[]> s_orders = new()
    {
        ["BitbucketConnections.Engine"] =
        [
            "Time", "Json", "Links", "Configuration", "Calling.Rates", "Calling", "Waiting", "Credentials", "Regions", "Clients", "Fleet",
            "Declarations", "DefinitionFiles", "Pipelines.Rules", "Pipelines", "Connections", "Logs", "Executions", "Keys", "Policies", "Roles", "Builds", "ArtifactStores", "Resources", "Tags", "Usage",
            "Reviews", "Removal", "Export", "Diagnosis", "Editing", "Wizard",
            string.Empty,
        ],
        ["BitbucketConnections.Sandbox"] =
        [
            "Time", "Formats", "Regions", "Http", "Signing", "State", "Callers", "Protocols", "Shapes", "Protocols.Json", "Protocols.Query", "Protocols.Rest",
            "Faults", "Repositories", "Identity", "Keys", "Storage", "Connections", "Logs", "Builds", "Reviews",
            "Pipelines.Declarations", "Pipelines.Records", "Pipelines.Rules", "Pipelines.Authorization", "Pipelines.Checks", "Pipelines.Executions", "Pipelines.Webhooks", "Pipelines.Operations",
            "Pages", "Persistence", "Control",
            string.Empty,
        ],
    };

    public static IEnumerable<TheoryDataRow<string>> Assemblies() => s_orders.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_folder_has_a_place_in_the_order(string assembly) =>
        Assert.Equal(s_orders[assembly].Order(StringComparer.Ordinal), Graph(assembly).Namespaces.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_folder_refers_only_to_those_below_it(string assembly)
    {
        var order = s_orders[assembly];
        var up = Graph(assembly).Connections
            .Where(c => Array.IndexOf(order, c.Used) > Array.IndexOf(order, c.User))
            .Select(c => $"{c.User} refers to {c.Used}, which is above it: {c.Proof}");

        None.Of(up);
    }

    private static NamespaceGraph Graph(string assembly) => NamespaceGraph.Of(
        CompiledAssembly.Module(assembly).WrittenTypes(), space => space == assembly ? string.Empty : space[(assembly.Length + 1)..]);
}
