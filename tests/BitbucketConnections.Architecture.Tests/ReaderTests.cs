using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using BitbucketConnections.Architecture.Tests.Samples;
using Mono.Cecil;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>The reader of the other tests finds every reference and every circle.</summary>
public sealed class ReaderTests
{
    private const string Samples = "BitbucketConnections.Architecture.Tests.Samples";
    private static readonly ModuleDefinition s_own = CompiledAssembly.Read(typeof(ReaderTests).Assembly.Location);

    public static IEnumerable<TheoryDataRow<string>> AllWays() => typeof(Ways).GetNestedTypes(BindingFlags.NonPublic).Select(way => new TheoryDataRow<string>(way.Name));

    [Theory]
    [MemberData(nameof(AllWays))]
    public void A_reference_is_found_whichever_way_it_is_made(string way)
    {
        var type = s_own.GetType($"{Samples}.Ways").NestedTypes.Single(nested => nested.Name == way);

        Assert.Contains(TypeReferences.Of(type), used => used.Namespace == Samples + ".Used");
    }

    [Fact]
    public void A_circle_is_found_without_the_namespaces_that_only_lead_into_it()
    {
        var graph = Graph("Left", "Right", "Above");

        var circle = Assert.Single(graph.Circles());

        Assert.Equal([$"{Samples}.Left", $"{Samples}.Right"], circle);
        Assert.EndsWith($"  {Samples}.Left refers to {Samples}.Right: Hand refers to Glove\n  {Samples}.Right refers to {Samples}.Left: Glove refers to Hand", graph.Describe(circle), StringComparison.Ordinal);
    }

    [Fact]
    public void One_direction_is_not_a_circle()
    {
        Assert.Empty(Graph("Right", "Above").Circles());
        Assert.Single(Graph("Right", "Above").Connections);
    }

    private static NamespaceGraph Graph(params string[] rooms) => NamespaceGraph.Of(s_own.Types.Where(type => rooms.Contains(type.Namespace.Split('.')[^1])));
}
