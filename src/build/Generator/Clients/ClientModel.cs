using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Clients;

/// <summary>The part of a model that becomes a client: its operations and the shapes that they need.</summary>
internal sealed class ClientModel
{
    private readonly HashSet<string> _leftOut;

    public ClientModel(ServiceModel model, ClientSettings settings, bool isAnnotated)
    {
        Model = model;
        Settings = settings;
        IsAnnotated = isAnnotated;
        if (settings.Operations.Where(o => !model.Operations.ContainsKey(o)).ToList() is { Count: > 0 } missing)
        {
            throw new UsageException($"The model of {model.Name} has no shapes of {string.Join(", ", missing)}. Add them to 'keep' in services.json and trim the full model again.");
        }

        Operations = [.. settings.Operations.Order(StringComparer.Ordinal).Select(o => model.Operations[o])];
        _leftOut = [.. settings.LeaveOut];
        var inputs = Operations.Select(o => o.Input).OfType<string>().ToList();
        var outputs = Operations.Select(o => o.Output).OfType<string>().ToList();
        var asked = model.Reach(inputs);
        var reached = asked.Concat(model.Reach(outputs, settings.LeaveOut)).Distinct().Select(model.Shape).ToList();
        if (_leftOut.Where(s => asked.Contains(s) || !reached.Any(r => r.Targets.Contains(s))).ToList() is { Count: > 0 } wrong)
        {
            throw new UsageException($"'leaveOut' of {model.Name} in services.json has names that no response uses, or that a request also uses: {string.Join(", ", wrong)}.");
        }

        Constants = [.. reached.Where(s => s.IsEnum).OrderBy(s => s.Name, StringComparer.Ordinal)];

        // A message is a class with the name of its operation. If the shape is also a member, there is another class with its own name.
        var members = reached.SelectMany(s => s.Targets).ToHashSet(StringComparer.Ordinal);
        Structures = [.. reached.Where(s => s.Type == "structure" && members.Contains(s.Name)).OrderBy(s => s.Name, StringComparer.Ordinal)];
        Errors = [.. Operations.SelectMany(o => o.Errors).Distinct().Order(StringComparer.Ordinal).Select(model.Shape)];
    }

    public ServiceModel Model { get; }

    public ClientSettings Settings { get; }

    /// <summary>Gets a value indicating whether nullable references are annotated. The official packages do not annotate them.</summary>
    public bool IsAnnotated { get; }

    public IReadOnlyList<Operation> Operations { get; }

    public IReadOnlyList<Shape> Constants { get; }

    public IReadOnlyList<Shape> Structures { get; }

    public IReadOnlyList<Shape> Errors { get; }

    public string Namespace => "Amazon." + Settings.Package;

    /// <summary>Gets the prefix of the names of the client and its types.</summary>
    public string Stem => "Amazon" + (Settings.Stem ?? Settings.Package);

    /// <summary>Gets the class name of a shape.</summary>
    public string Class(Shape shape) => Settings.Rename.TryGetValue(shape.Name, out var name) ? name : Names.Pascal(shape.Name);

    public string Optional => IsAnnotated ? "?" : string.Empty;

    /// <summary>Gets the members of a shape that have a property.</summary>
    public IEnumerable<Member> Members(string? shape, string type) => shape is null
        ? []
        : Model.Shape(shape).Members.Where(m => !IsLeftOut(m.Value)).Select(m => new Member(m.Key, Names.Property(m.Key, type), Model.Shape(m.Value))
        {
            Location = Model.Shape(shape).Locations.TryGetValue(m.Key, out var location) ? location : null,
        });

    public string PropertyType(Shape shape) => shape.Type switch
    {
        "string" => (shape.IsEnum ? $"{Namespace}.{Class(shape)}" : "string") + Optional,
        "structure" => Class(shape) + Optional,
        "list" => $"List<{ElementType(Model.Shape(shape.Element!))}>{Optional}",
        "map" => $"Dictionary<string, {ElementType(Model.Shape(shape.Value!))}>{Optional}",
        "integer" => "int?",
        "long" => "long?",
        "double" => "double?",
        "float" => "float?",
        "boolean" => "bool?",
        "timestamp" => "DateTime?",
        "blob" => "MemoryStream" + Optional,
        var other => throw new UsageException($"The shape {shape.Name} of {Model.Name} has the type '{other}', which the generator does not support."),
    };

    // The SDK's collections of constants are collections of strings.
    public string ElementType(Shape shape) => shape.IsEnum ? "string" : PropertyType(shape).TrimEnd('?');

    private bool IsLeftOut(string shape) => _leftOut.Contains(shape)
        || (Model.Shape(shape) is { Type: "list" or "map" } collection && IsLeftOut(collection.Element ?? collection.Value!));
}

/// <summary>A member of a structure or message.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Property">The property.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record Member(string Name, string Property, Shape Shape)
{
    /// <summary>Gets the place in a REST request; null for the body.</summary>
    public MemberLocation? Location { get; init; }
}
