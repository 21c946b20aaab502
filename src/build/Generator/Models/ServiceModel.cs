using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Generator.Models;

/// <summary>A service model of the project.</summary>
public sealed class ServiceModel
{
    private readonly JsonObject _root;
    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);

    private ServiceModel(string name, JsonObject root)
    {
        Name = name;
        _root = root;
        foreach (var (shape, json) in root["shapes"]!.AsObject())
        {
            _shapes.Add(shape, Models.Shape.Read(shape, json!.AsObject()));
        }

        Operations = root["operations"]!.AsObject().Select(o => Operation.Read(o.Key, o.Value!.AsObject())).ToDictionary(o => o.Name, StringComparer.Ordinal);
    }

    /// <summary>Gets the name of the service, such as <c>codepipeline</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the operations whose shapes the model has.</summary>
    public IReadOnlyDictionary<string, Operation> Operations { get; }

    /// <summary>Gets the names of all operations of the service, in order.</summary>
    public IReadOnlyList<string> OperationNames =>
        [.. Operations.Keys.Concat((_root["otherOperations"]?.AsArray() ?? []).Select(n => (string)n!)).Order(StringComparer.Ordinal)];

    /// <summary>Gets the source of the model, for readers.</summary>
    public string Source => (string)_root["source"]!;

    /// <summary>Reads a model.</summary>
    /// <param name="name">The name of the service.</param>
    /// <param name="json">The text.</param>
    /// <returns>The model.</returns>
    public static ServiceModel Parse(string name, string json) => new(name, JsonNode.Parse(json)!.AsObject());

    /// <summary>Reads a model of the project.</summary>
    /// <param name="repository">The checkout.</param>
    /// <param name="name">The name of the service.</param>
    /// <returns>The model.</returns>
    public static ServiceModel Read(Repository repository, string name) =>
        Parse(name, File.ReadAllText(Path.Combine(repository.Models, name + ".json")));

    /// <summary>Gets a value of the model's metadata, such as <c>apiVersion</c>.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value; null if it is not found.</returns>
    public string? Metadata(string key) => (string?)_root["metadata"]![key];

    /// <summary>Gets a shape.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The shape.</returns>
    public Shape Shape(string name) => _shapes[name];

    /// <summary>Finds the shapes that other shapes reference, directly or indirectly, including those shapes.</summary>
    /// <param name="roots">The shapes to start with.</param>
    /// <param name="except">The shapes to exclude.</param>
    /// <returns>Their names.</returns>
    public SortedSet<string> Reach(IEnumerable<string> roots, IEnumerable<string>? except = null)
    {
        var closed = new HashSet<string>(except ?? [], StringComparer.Ordinal);
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(roots);
        while (open.TryPop(out var name))
        {
            if (!closed.Contains(name) && reached.Add(name))
            {
                foreach (var next in Shape(name).Targets)
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }
}

/// <summary>An operation of a model.</summary>
/// <param name="Name">The name.</param>
/// <param name="Input">The shape of the request, if any.</param>
/// <param name="Output">The shape of the response, if any.</param>
/// <param name="Errors">The shapes of the errors.</param>
public sealed record Operation(string Name, string? Input, string? Output, IReadOnlyList<string> Errors)
{
    /// <summary>Gets the HTTP method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Gets the path, with a label in braces for each member in it.</summary>
    public string Path { get; init; } = "/";

    internal static Operation Read(string name, JsonObject json) => new(
        name,
        (string?)json["input"]?["shape"],
        (string?)json["output"]?["shape"],
        [.. (json["errors"]?.AsArray() ?? []).Select(e => (string)e!["shape"]!)])
    {
        Method = (string?)json["http"]?["method"] ?? "POST",
        Path = (string?)json["http"]?["requestUri"] ?? "/",
    };
}

/// <summary>A shape of a model.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">structure, list, map, or a simple type.</param>
/// <param name="Members">The members of a structure: name and shape.</param>
/// <param name="Element">The shape of a list's elements.</param>
/// <param name="Value">The shape of a map's values.</param>
/// <param name="Values">The values of an enumeration.</param>
/// <param name="IsException">Whether it is an error.</param>
/// <param name="ErrorCode">The code of an error on the wire.</param>
/// <param name="Status">The HTTP status of an error; null if the model has none.</param>
public sealed record Shape(
    string Name,
    string Type,
    IReadOnlyList<KeyValuePair<string, string>> Members,
    string? Element,
    string? Value,
    IReadOnlyList<string>? Values,
    bool IsException,
    string ErrorCode,
    int? Status)
{
    /// <summary>Gets a value indicating whether it is an enumeration.</summary>
    public bool IsEnum => Values is not null;

    /// <summary>Gets the shapes that it references.</summary>
    public IEnumerable<string> Targets => Members.Select(m => m.Value).Concat(new[] { Element, Key, Value }.OfType<string>());

    /// <summary>Gets the members of a REST request that are not in its body.</summary>
    public IReadOnlyDictionary<string, MemberLocation> Locations { get; init; } = new Dictionary<string, MemberLocation>();

    /// <summary>Gets the shape of a map's keys.</summary>
    public string? Key { get; init; }

    internal static Shape Read(string name, JsonObject json) => new(
        name,
        (string)json["type"]!,
        [.. (json["members"]?.AsObject() ?? []).Select(m => KeyValuePair.Create(m.Key, (string)m.Value!["shape"]!))],
        (string?)json["member"]?["shape"],
        (string?)json["value"]?["shape"],
        json["enum"]?.AsArray().Select(v => (string)v!).ToList(),
        json["exception"] is not null,
        (string?)json["error"]?["code"] ?? name,
        (int?)json["error"]?["httpStatusCode"])
    {
        Key = (string?)json["key"]?["shape"],
        Locations = (json["members"]?.AsObject() ?? []).Where(m => m.Value!["location"] is not null).ToDictionary(
            m => m.Key, m => new MemberLocation((string)m.Value!["location"]!, (string?)m.Value!["locationName"] ?? m.Key), StringComparer.Ordinal),
    };
}

/// <summary>The place of a member in a REST request.</summary>
/// <param name="Kind"><c>uri</c>, <c>querystring</c> or <c>header</c>.</param>
/// <param name="Name">The name of the label, parameter or header.</param>
public sealed record MemberLocation(string Kind, string Name);
