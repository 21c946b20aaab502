using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Writes the JSON of some configuration values. Keys are sorted, so that the same input gives the same text.</summary>
internal static class ConfigurationJson
{
    // A value that contains itself has no end. A value whose parts occur several times can be longer than the memory.
    private const int MaximumDepth = 32;
    private const int MaximumValues = 100_000;

    /// <summary>Writes a value.</summary>
    /// <param name="value">A hashtable, a list, or text.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: an object in the value has no text, or the value is too deep or too large.</exception>
    public static string Of(object value)
    {
        var path = new List<string>();
        var count = 0;
        using var stream = new MemoryStream();
        using (var writer = JsonReaderWriterFactory.CreateJsonWriter(stream, new UTF8Encoding(false), ownsStream: false))
        {
            writer.WriteStartElement("root");
            Write(writer, value, null, path, ref count);
            writer.WriteEndElement();
        }

        // The writer escapes slashes, which is valid but unusual JSON. In its output, no other backslash precedes a slash.
        return Encoding.UTF8.GetString(stream.ToArray()).Replace("\\/", "/");
    }

    private static void Write(XmlDictionaryWriter writer, object? value, string? name, List<string> path, ref int count)
    {
        if (++count > MaximumValues || path.Count > MaximumDepth)
        {
            throw TooLarge(path);
        }

        switch (value)
        {
            case IDictionary map:
                writer.WriteAttributeString("type", "object");
                foreach (var entry in map.Cast<DictionaryEntry>().OrderBy(e => InvariantText.Of(e.Key), StringComparer.Ordinal))
                {
                    // A key may not be a valid XML name. The writer accepts any key in this attribute.
                    writer.WriteStartElement("a", "item", "item");
                    var key = InvariantText.Of(entry.Key);
                    writer.WriteAttributeString("item", key);
                    path.Add("." + key);
                    Write(writer, entry.Value, key, path, ref count);
                    path.RemoveAt(path.Count - 1);
                    writer.WriteEndElement();
                }

                break;
            case IEnumerable list and not string:
                writer.WriteAttributeString("type", "array");
                var index = 0;
                foreach (var element in list)
                {
                    writer.WriteStartElement("item");
                    path.Add($"[{index++}]");
                    Write(writer, element, name, path, ref count);
                    path.RemoveAt(path.Count - 1);
                    writer.WriteEndElement();
                }

                break;
            default:
                writer.WriteString(InvariantText.Of(value, name) ?? string.Empty);
                break;
        }
    }

    private static ServiceException TooLarge(List<string> path) => ServiceException.FromFindings([new Finding(
        "ValueTooLarge",
        path.Count > MaximumDepth
            ? $"The value is nested more than {MaximumDepth} levels deep or contains itself, at '{string.Concat(path.Take(5)).TrimStart('.')}…'. Specify a value that can be written as JSON."
            : $"The value has more than {MaximumValues} parts. Specify a smaller value.")]);
}
