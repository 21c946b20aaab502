using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BitbucketConnections.Generator.Models;

/// <summary>What is wanted of a service: a row of <c>services.json</c>.</summary>
public sealed record ServiceSettings
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Gets the operations whose shapes the trimmed model keeps; null for all.</summary>
    public IReadOnlyList<string>? Keep { get; init; }

    /// <summary>Gets the client to make; null where an official package is used, or none.</summary>
    public ClientSettings? Client { get; init; }

    /// <summary>Gets what the engine calls where that is not <c>I….{Operation}Async</c>: the member, by operation.</summary>
    public IReadOnlyDictionary<string, string> CalledAs { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the namespace of an official package that is used as it is; null where none is.</summary>
    public string? Namespace { get; init; }

    /// <summary>Reads the rows.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The rows by the name of the service.</returns>
    public static IReadOnlyDictionary<string, ServiceSettings> Read(string path) =>
        JsonSerializer.Deserialize<SortedDictionary<string, ServiceSettings>>(File.ReadAllText(path), s_options)!;
}

/// <summary>The client that is made of a model.</summary>
public sealed record ClientSettings
{
    /// <summary>Gets the name of the official package after <c>AWSSDK.</c>, and of the namespace after <c>Amazon.</c>.</summary>
    public required string Package { get; init; }

    /// <summary>Gets the name of the class between <c>Amazon</c> and <c>Client</c>; null for the package's.</summary>
    public string? Stem { get; init; }

    /// <summary>Gets the operations.</summary>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <summary>Gets the shapes of answers that nothing reads; the members that have them are left out as well.</summary>
    public IReadOnlyList<string> LeaveOut { get; init; } = [];

    /// <summary>Gets the names of the classes that the official package calls other than the shape.</summary>
    public IReadOnlyDictionary<string, string> Rename { get; init; } = new Dictionary<string, string>();
}
