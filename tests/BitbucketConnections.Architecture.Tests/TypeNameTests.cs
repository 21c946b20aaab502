using System;
using System.Linq;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>The name of a type leads to one file.</summary>
public sealed class TypeNameTests
{
    [Fact]
    public void No_two_types_have_the_same_name()
    {
        // The generated clients have the names of the official packages, which come from AWS's models: its Connection and ours need the same name.
        var twice = CompiledAssembly.All.SelectMany(name => CompiledAssembly.Module(name).WrittenTypes().Select(type => (Assembly: name, Type: type)))
            .Where(entry => !entry.Type.Namespace.StartsWith("Amazon.", StringComparison.Ordinal) || entry.Type.Namespace == "Amazon.Protocol")
            .GroupBy(entry => entry.Type.Name.Split('`')[0])
            .Where(group => group.Select(entry => (entry.Assembly, entry.Type.Namespace)).Distinct().Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(entry => $"{entry.Type.FullName} of {entry.Assembly}"))}");

        None.Of(twice);
    }
}
