using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>Inside an assembly the namespaces refer to each other in one direction.</summary>
public sealed class NamespaceCircleTests
{
    public static IEnumerable<TheoryDataRow<string>> Assemblies() => CompiledAssembly.All.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_namespaces_of_an_assembly_form_no_circle(string assembly)
    {
        var graph = NamespaceGraph.Of(CompiledAssembly.Module(assembly).WrittenTypes(), Room);

        Assert.NotEmpty(graph.Namespaces);
        None.Of(graph.Circles().Select(graph.Describe));
    }

    // A client and its model refer to each other, as in the official packages.
    private static string Room(string space) =>
        space.StartsWith("Amazon.", StringComparison.Ordinal) && space.EndsWith(".Model", StringComparison.Ordinal) ? space[..^".Model".Length] : space;
}
