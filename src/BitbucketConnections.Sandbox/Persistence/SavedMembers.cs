using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>
/// The saved members of a type: all its fields, and those of its base types. A property without code is saved by its name. So a new member of a record is
/// saved without any other change.
/// </summary>
internal sealed class SavedMembers
{
    private const string AutoPropertyEnd = ">k__BackingField";
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, SavedMembers> s_known = [];
    private readonly ConstructorInfo? _ofJson;
    private readonly PropertyInfo? _json;

    private SavedMembers(Type type)
    {
        for (var part = type; part is not null && part != typeof(object) && part != typeof(ValueType); part = part.BaseType)
        {
            foreach (var field in part.GetFields(Declared))
            {
                ByName.Add(NameOf(field), field);
            }
        }

        Required = [.. ByName.Keys.Where(name => type.GetProperty(name) is { PropertyType.IsValueType: false } property
            && property.GetCustomAttributes(inherit: false).Any(attribute => attribute.GetType().Name == "RequiredMemberAttribute"))];
        var constructors = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        _json = type.GetProperty("Json", typeof(JsonObject));
        _ofJson = _json is null ? null : Array.Find(constructors, constructor => constructor.GetParameters() is [{ } only] && only.ParameterType == typeof(JsonObject));
        Constructor = Array.Find(constructors, constructor => constructor.GetParameters().Length == 0);
    }

    /// <summary>Gets the fields by the names they are saved with.</summary>
    public SortedDictionary<string, FieldInfo> ByName { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the names of the members that every object has.</summary>
    public IReadOnlyList<string> Required { get; }

    /// <summary>Gets the constructor without parameters, which creates collections with their comparers; null if there is none.</summary>
    public ConstructorInfo? Constructor { get; }

    /// <summary>Gets a value indicating whether an object of the type is made of its JSON alone, such as a declaration.</summary>
    public bool IsJson => _ofJson is not null;

    /// <summary>Gets the members of a type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The members.</returns>
    public static SavedMembers Of(Type type)
    {
        lock (s_known)
        {
            if (!s_known.TryGetValue(type, out var members))
            {
                members = new SavedMembers(type);
                s_known.Add(type, members);
            }

            return members;
        }
    }

    /// <summary>Gets the JSON of an object that is made of it.</summary>
    /// <param name="value">The object.</param>
    /// <returns>A copy of the JSON.</returns>
    public JsonNode JsonOf(object value) => ((JsonObject)_json!.GetValue(value)!).DeepClone();

    /// <summary>Creates an object that is made of its JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The object.</returns>
    public object FromJson(JsonObject json) => _ofJson!.Invoke([json.DeepClone()]);

    // A field of a property without code is <Name>k__BackingField, that of a parameter of a constructor <name>P, any other _name.
    private static string NameOf(FieldInfo field) => field.Name.EndsWith(AutoPropertyEnd, StringComparison.Ordinal)
        ? field.Name.Substring(1, field.Name.Length - AutoPropertyEnd.Length - 1)
        : new string(field.Name.TrimStart('_').Where(letter => letter is not ('<' or '>')).ToArray());
}
