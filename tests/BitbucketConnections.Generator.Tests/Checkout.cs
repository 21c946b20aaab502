using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BitbucketConnections.Generator.Models;
using BitbucketConnections.Generator.Operations;

namespace BitbucketConnections.Generator.Tests;

/// <summary>The files of the checkout and its build output.</summary>
internal static class Checkout
{
    public static Repository Repository { get; } = Repository.Find();

    public static IReadOnlyDictionary<string, ServiceSettings> Services { get; } = ServiceSettings.Read(Repository.Services);

    public static EngineCalls Engine { get; } = EngineCalls.Read(typeof(Engine.AwsEngine).Assembly.Location);

    /// <summary>Gets the assemblies that can use generated code: the engine, and the tests of the engine, the clients and the sandbox.</summary>
    public static IReadOnlyList<EngineCalls> Users { get; } =
        [Engine, .. new[] { "AwsClients.Tests", "Engine.Tests", "Sandbox.Tests" }.Select(project => EngineCalls.Read(Neighbour(project)))];

    public static IEnumerable<TheoryDataRow<string>> Clients() => Services.Where(s => s.Value.Client is not null).Select(s => new TheoryDataRow<string>(s.Key));

    public static IEnumerable<TheoryDataRow<string>> All() => Services.Keys.Select(s => new TheoryDataRow<string>(s));

    // The output folders of test projects are siblings.
    private static string Neighbour(string project)
    {
        const string own = "BitbucketConnections.Generator.Tests";
        var name = "BitbucketConnections." + project;
        return Path.Combine(AppContext.BaseDirectory.Replace(own, name, StringComparison.Ordinal), name + ".dll");
    }
}
