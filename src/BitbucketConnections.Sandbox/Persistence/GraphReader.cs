using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace BitbucketConnections.Sandbox.Persistence;

/// <summary>Reads objects that <see cref="GraphWriter"/> wrote.</summary>
internal sealed class GraphReader
{
    private readonly Dictionary<string, object> _byId = new(StringComparer.Ordinal);

    /// <summary>Reads an object.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="declared">The type of the member that has it.</param>
    /// <param name="path">The place in the file, for errors.</param>
    /// <param name="existing">A collection to fill, or null.</param>
    /// <returns>The object.</returns>
    /// <exception cref="InvalidDataException">The JSON is not what the writer writes.</exception>
    public object? Read(JsonNode? json, Type declared, string path, object? existing = null)
    {
        if (json is null)
        {
            return declared.IsValueType && Nullable.GetUnderlyingType(declared) is null ? throw Wrong(path, "null") : null;
        }

        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (typeof(JsonNode).IsAssignableFrom(type))
        {
            return type.IsInstanceOfType(json) ? json.DeepClone() : throw Wrong(path, Kind(json));
        }

        if (type == typeof(XElement))
        {
            return Xml(TextOf(json, path), path);
        }

        if (GraphWriter.IsText(type))
        {
            return Text(json, type, path);
        }

        if (SavedTypes.ItemOf(existing?.GetType() ?? type) is { } item)
        {
            return Items(json as JsonArray ?? throw Wrong(path, Kind(json)), item, existing, type, path);
        }

        return Members(json as JsonObject ?? throw Wrong(path, Kind(json)), type, path);
    }

    /// <summary>Changes an object that was read before.</summary>
    /// <param name="json">All members of the object, as <see cref="GraphWriter.WriteChanged"/> wrote them.</param>
    /// <param name="path">The place in the file, for errors.</param>
    /// <exception cref="InvalidDataException">The JSON is not what the writer writes.</exception>
    public void Change(JsonObject json, string path)
    {
        if (json[GraphMarks.Id] is not { } id || !_byId.TryGetValue(TextOf(id, path), out var value))
        {
            throw new InvalidDataException($"{path} changes an object that does not come before it.");
        }

        var members = SavedMembers.Of(value.GetType());
        foreach (var member in json)
        {
            if (member.Key == GraphMarks.Id)
            {
                continue;
            }

            if (members.IsJson || !members.ByName.TryGetValue(member.Key, out var field))
            {
                throw UnknownMember(path, member.Key);
            }

            field.SetValue(value, Read(member.Value, field.FieldType, $"{path}.{member.Key}", field.GetValue(value)));
        }
    }

    /// <summary>Creates the error for a member that only another version has. To ignore it would lose what it means.</summary>
    /// <param name="path">The object that has it.</param>
    /// <param name="member">Its name.</param>
    /// <returns>The error.</returns>
    public static InvalidDataException UnknownMember(string path, string member) =>
        new($"{path} has the member '{member}', which this version does not know. Another version of the module wrote it.");

    private static XElement Xml(string text, string path)
    {
        try
        {
            return XElement.Parse(text);
        }
        catch (XmlException e)
        {
            throw new InvalidDataException($"{path} is not valid XML.", e);
        }
    }

    private static object Text(JsonNode json, Type type, string path)
    {
        try
        {
            if (type == typeof(bool))
            {
                return json.GetValue<bool>();
            }

            if (type == typeof(int) || type == typeof(long))
            {
                return Convert.ChangeType(json.GetValue<long>(), type, CultureInfo.InvariantCulture);
            }

            var text = TextOf(json, path);
            return type == typeof(string) ? text
                : type == typeof(DateTimeOffset) ? DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
                : type == typeof(TimeSpan) ? TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture)
                : type.IsEnum ? Enum.Parse(type, text)
                : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidOperationException or ArgumentException or InvalidCastException)
        {
            throw new InvalidDataException($"{path} is not a valid {type.Name}.", e);
        }
    }

    private object Items(JsonArray array, Type item, object? existing, Type type, string path)
    {
        var items = array.Select((element, index) => Read(element, item, $"{path}[{index.ToString(CultureInfo.InvariantCulture)}]"));
        var created = SavedTypes.Mutable(type);
        var target = existing is not null && SavedTypes.CanFill(existing.GetType()) ? existing : created is null ? null : Create(created, path);
        if (target is null)
        {
            var values = items.ToList();
            var copy = Array.CreateInstance(item, values.Count);
            for (var i = 0; i < values.Count; i++)
            {
                copy.SetValue(values[i], i);
            }

            return type.IsInstanceOfType(copy) ? copy : throw Wrong(path, "a list");
        }

        var collection = typeof(ICollection<>).MakeGenericType(item);
        if (!collection.IsInstanceOfType(target))
        {
            throw Wrong(path, "a list");
        }

        collection.GetMethod("Clear")!.Invoke(target, null);
        var add = collection.GetMethod("Add")!;
        foreach (var value in items)
        {
            try
            {
                add.Invoke(target, [value]);
            }
            catch (TargetInvocationException e) when (e.InnerException is ArgumentException)
            {
                throw new InvalidDataException($"{path} has a key twice or without a value.", e);
            }
        }

        return target;
    }

    private object Members(JsonObject json, Type declared, string path)
    {
        if (json[GraphMarks.Reference] is { } reference)
        {
            return _byId.TryGetValue(TextOf(reference, path), out var known) && declared.IsInstanceOfType(known)
                ? known
                : throw new InvalidDataException($"{path} refers to an object that does not come before it.");
        }

        var type = declared;
        if (json[GraphMarks.Type] is { } name)
        {
            type = SavedTypes.Find(TextOf(name, path), declared) ?? throw new InvalidDataException($"{path} has the type '{TextOf(name, path)}', which this version does not know there.");
        }

        if (!SavedTypes.HasMembers(type) || type.IsAbstract)
        {
            throw Wrong(path, "an object");
        }

        var members = SavedMembers.Of(type);
        var value = members.IsJson
            ? members.FromJson(json[GraphMarks.Json] as JsonObject ?? throw Wrong(path, "an object without its JSON"))
            : Create(type, path);
        if (json[GraphMarks.Id] is { } id)
        {
            _byId[TextOf(id, path)] = value;
        }

        foreach (var member in json)
        {
            if (member.Key.StartsWith("$", StringComparison.Ordinal))
            {
                continue;
            }

            if (members.IsJson || !members.ByName.TryGetValue(member.Key, out var field))
            {
                throw UnknownMember(path, member.Key);
            }

            // The writer omits members that are null.
            field.SetValue(value, Read(member.Value, field.FieldType, $"{path}.{member.Key}", field.GetValue(value)) ?? throw Wrong($"{path}.{member.Key}", "null"));
        }

        if (!members.IsJson && members.Required.FirstOrDefault(name => !json.ContainsKey(name)) is { } missing)
        {
            throw new InvalidDataException($"{path} does not have the member '{missing}'.");
        }

        return value;
    }

    // A type with a constructor without parameters has its collections from it, with their comparers.
    private static object Create(Type type, string path)
    {
        if (type.IsAbstract)
        {
            throw Wrong(path, "an object");
        }

        return SavedMembers.Of(type).Constructor is { } constructor ? constructor.Invoke(null) : Uninitialized(type);
    }

    private static object Uninitialized(Type type) =>
#if NET
        System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
#else
        System.Runtime.Serialization.FormatterServices.GetUninitializedObject(type);
#endif

    private static string TextOf(JsonNode json, string path) =>
        json is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(path, Kind(json));

    private static string Kind(JsonNode json) => json.GetValueKind() switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "a truth value",
    };

    private static InvalidDataException Wrong(string path, string found) => new($"{path} can't be {found}.");
}
