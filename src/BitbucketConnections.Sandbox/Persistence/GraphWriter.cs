using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>
/// Writes objects and everything they refer to as JSON. An object that is referred to more than once is written once, with a <c>$id</c>; the other places
/// have a <c>$ref</c>. A <c>$type</c> is written where the object has a more special type than its member.
/// </summary>
internal sealed class GraphWriter
{
    private readonly Dictionary<object, int> _uses = new(SameObject.Comparer);
    private readonly Dictionary<object, string> _ids;
    private readonly bool _numbersAll;

    /// <summary>Initializes a new instance of the <see cref="GraphWriter"/> class, which numbers the objects that are referred to more than once.</summary>
    public GraphWriter() => _ids = new(SameObject.Comparer);

    /// <summary>Initializes a new instance of the <see cref="GraphWriter"/> class, which numbers all objects.</summary>
    /// <param name="numbers">The numbers of the objects that were written before: only their numbers are written again. The writer adds those of new ones.</param>
    public GraphWriter(Dictionary<object, string> numbers)
    {
        _ids = numbers;
        _numbersAll = true;
    }

    /// <summary>Counts the references in an object, before it is written. All objects are counted before the first is written.</summary>
    /// <param name="value">The object.</param>
    /// <exception cref="NotSupportedException">The object, or something it refers to, can't be saved.</exception>
    public void Count(object? value)
    {
        if (value is null || IsText(value.GetType()) || value is JsonNode or XElement)
        {
            return;
        }

        var type = value.GetType();
        if (SavedTypes.ItemOf(type) is not null)
        {
            foreach (var item in (IEnumerable)value)
            {
                Count(item);
            }

            return;
        }

        if (!SavedTypes.HasMembers(type))
        {
            throw new NotSupportedException($"An object of type {type.FullName} can't be saved.");
        }

        if (!type.IsValueType)
        {
            _uses.TryGetValue(value, out var uses);
            _uses[value] = uses + 1;
            if (uses > 0)
            {
                return;
            }
        }

        var members = SavedMembers.Of(type);
        if (members.IsJson)
        {
            return;
        }

        foreach (var field in members.ByName.Values)
        {
            Count(field.GetValue(value));
        }
    }

    /// <summary>Writes an object.</summary>
    /// <param name="value">The object.</param>
    /// <param name="declared">The type of the member that has it.</param>
    /// <returns>The JSON.</returns>
    public JsonNode? Write(object? value, Type declared)
    {
        declared = Nullable.GetUnderlyingType(declared) ?? declared;
        switch (value)
        {
            case null:
                return null;
            case JsonNode json:
                return json.DeepClone();
            case XElement xml:
                return xml.ToString(SaveOptions.DisableFormatting);
        }

        var type = value.GetType();
        if (IsText(type))
        {
            return Text(value);
        }

        return SavedTypes.ItemOf(type) is { } item ? Items((IEnumerable)value, item) : Members(value, type, declared);
    }

    /// <summary>Writes all members of an object that was written before.</summary>
    /// <param name="value">The object.</param>
    /// <returns>The JSON. Members without a value are null in it.</returns>
    public JsonObject WriteChanged(object value)
    {
        var json = new JsonObject { [GraphMarks.Id] = _ids[value] };
        foreach (var member in SavedMembers.Of(value.GetType()).ByName)
        {
            json[member.Key] = Write(member.Value.GetValue(value), member.Value.FieldType);
        }

        return json;
    }

    /// <summary>Determines whether a value of a type is one number, text, time or truth value.</summary>
    /// <param name="type">The type.</param>
    /// <returns>True if it is.</returns>
    public static bool IsText(Type type) => type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(decimal);

    private static JsonValue Text(object value) => value switch
    {
        string text => JsonValue.Create(text),
        bool truth => JsonValue.Create(truth),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        DateTimeOffset time => JsonValue.Create(time.ToString("O", CultureInfo.InvariantCulture)),
        TimeSpan duration => JsonValue.Create(duration.ToString("c", CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)!),
    };

    private JsonArray Items(IEnumerable values, Type item)
    {
        var array = new JsonArray();
        foreach (var value in values)
        {
            array.Add(Write(value, item));
        }

        return array;
    }

    private JsonObject Members(object value, Type type, Type declared)
    {
        var json = new JsonObject();
        if (!type.IsValueType && (_numbersAll || _uses[value] > 1))
        {
            if (_ids.TryGetValue(value, out var id))
            {
                json[GraphMarks.Reference] = id;
                return json;
            }

            id = (_ids.Count + 1).ToString(CultureInfo.InvariantCulture);
            _ids.Add(value, id);
            json[GraphMarks.Id] = id;
        }

        if (type != declared)
        {
            json[GraphMarks.Type] = SavedTypes.NameOf(type);
        }

        var members = SavedMembers.Of(type);
        if (members.IsJson)
        {
            json[GraphMarks.Json] = members.JsonOf(value);
            return json;
        }

        foreach (var member in members.ByName)
        {
            var content = member.Value.GetValue(value);
            if (content is not null)
            {
                json[member.Key] = Write(content, member.Value.FieldType);
            }
        }

        return json;
    }
}
