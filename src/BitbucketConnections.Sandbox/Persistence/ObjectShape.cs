using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>How the content of an object is found: its fields, its items, or the value itself.</summary>
internal sealed class ObjectShape
{
    private static readonly Dictionary<Type, ObjectShape> s_known = [];

    private ObjectShape(Type type)
    {
        IsValue = IsOneValue(type);
        IsItems = !IsValue && SavedTypes.ItemOf(type) is not null;
        IsPart = type.IsValueType;
        if (IsValue || IsItems)
        {
            return;
        }

        if (!SavedTypes.HasMembers(type))
        {
            throw new NotSupportedException($"An object of type {type.FullName} can't be saved.");
        }

        // The JSON of a declaration is never changed, only replaced together with its object. A field that only the constructor sets can't change, unless it has an object.
        var members = SavedMembers.Of(type);
        Fields = members.IsJson ? [] : [.. members.ByName.Values.Where(field => IsPart || !field.IsInitOnly || !IsOneValue(Nullable.GetUnderlyingType(field.FieldType) ?? field.FieldType))];
    }

    /// <summary>Gets a value indicating whether it is a value, or JSON or XML, which are never changed, only replaced.</summary>
    public bool IsValue { get; }

    /// <summary>Gets a value indicating whether it is a collection.</summary>
    public bool IsItems { get; }

    /// <summary>Gets a value indicating whether it is a structure, which is a part of the object that has it.</summary>
    public bool IsPart { get; }

    /// <summary>Gets the fields that can change, or whose objects can.</summary>
    public IReadOnlyList<FieldInfo> Fields { get; } = [];

    /// <summary>Gets the shape of a type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The shape.</returns>
    public static ObjectShape Of(Type type)
    {
        lock (s_known)
        {
            if (!s_known.TryGetValue(type, out var shape))
            {
                shape = new ObjectShape(type);
                s_known.Add(type, shape);
            }

            return shape;
        }
    }

    private static bool IsOneValue(Type type) => GraphWriter.IsText(type) || typeof(JsonNode).IsAssignableFrom(type) || typeof(XElement).IsAssignableFrom(type);
}
