using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BitbucketConnections.Generator.Models;

/// <summary>The selected parts of a service, from <c>services.json</c>.</summary>
public sealed record ServiceSettings
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Gets the operations whose shapes the trimmed model keeps; null for all.</summary>
    public IReadOnlyList<string>? Keep { get; init; }

    /// <summary>Gets the client to generate; null if the service uses an official package or has no client.</summary>
    public ClientSettings? Client { get; init; }

    /// <summary>Gets the members that the engine calls instead of <c>I….{Operation}Async</c>, by operation.</summary>
    public IReadOnlyDictionary<string, string> CalledAs { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the namespace of an official package that is used as it is; null if there is no such package.</summary>
    public string? Namespace { get; init; }

    /// <summary>Reads the rows.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The rows by the name of the service.</returns>
    public static IReadOnlyDictionary<string, ServiceSettings> Read(string path) =>
        JsonSerializer.Deserialize<SortedDictionary<string, ServiceSettings>>(File.ReadAllText(path), s_options)!;
}

/// <summary>The client to generate from a model.</summary>
public sealed record ClientSettings
{
    /// <summary>Gets the name of the official package after <c>AWSSDK.</c>, and of the namespace after <c>Amazon.</c>.</summary>
    public required string Package { get; init; }

    /// <summary>Gets the name of the class between <c>Amazon</c> and <c>Client</c>; null for the name of the package.</summary>
    public string? Stem { get; init; }

    /// <summary>Gets the operations.</summary>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <summary>Gets the response shapes to exclude because no code reads them. Members with these shapes are excluded too.</summary>
    public IReadOnlyList<string> LeaveOut { get; init; } = [];

    /// <summary>Gets the class names that differ from the shape names in the official package.</summary>
    public IReadOnlyDictionary<string, string> Rename { get; init; } = new Dictionary<string, string>();
}
