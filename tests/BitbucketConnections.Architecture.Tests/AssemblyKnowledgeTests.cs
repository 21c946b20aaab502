using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>
/// Which assembly may refer to which. So no type of the AWS SDK can be in Contracts or the cmdlets, and none of PowerShell in the engine: an assembly
/// has a reference to each that it uses a type of.
/// </summary>
public sealed class AssemblyKnowledgeTests
{
    // Those of .NET itself are allowed to all.
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["BitbucketConnections"] = ["BitbucketConnections.Contracts", "System.Management.Automation"],
        ["BitbucketConnections.Contracts"] = [],
        ["BitbucketConnections.Loader"] = ["BitbucketConnections.Contracts"],
        ["BitbucketConnections.Engine"] =
        [
            "BitbucketConnections.Contracts", "BitbucketConnections.AwsClients", "AWSSDK.Core", "AWSSDK.KeyManagementService", "AWSSDK.S3", "AWSSDK.SecurityToken",
        ],
        ["BitbucketConnections.AwsClients"] = ["AWSSDK.Core"],
        ["BitbucketConnections.Sandbox"] = ["BitbucketConnections.Contracts", "Cronos"],
    };

    public static IEnumerable<TheoryDataRow<string>> Assemblies() => CompiledAssembly.All.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_refers_only_to_what_it_may(string assembly)
    {
        var used = CompiledAssembly.Module(assembly).AssemblyReferences.Select(reference => reference.Name).Where(name => !IsOfDotNet(name));

        None.Of(used.Except(s_allowed[assembly]));
    }

    // So no public member can have a type from a package, not even from one whose name begins like .NET's own assemblies.
    [Theory]
    [InlineData("BitbucketConnections", "BitbucketConnections.Contracts", "System.Management.Automation", "netstandard")]
    [InlineData("BitbucketConnections.Contracts", "netstandard")]
    public void An_assembly_of_the_default_context_references_no_package(string assembly, params string[] references) =>
        Assert.Equal(references, CompiledAssembly.Module(assembly).AssemblyReferences.Select(reference => reference.Name).Order(StringComparer.Ordinal));

    private static bool IsOfDotNet(string name) =>
        name != "System.Management.Automation" && (name is "netstandard" or "Microsoft.CSharp" || name.StartsWith("System.", StringComparison.Ordinal));
}
