using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Writes the JSON of some configuration values. Keys are sorted, so that the same input gives the same text.</summary>
internal static class ConfigurationJson
{
    public static string Of(object value)
    {
        using var stream = new MemoryStream();
        using (var writer = JsonReaderWriterFactory.CreateJsonWriter(stream, new UTF8Encoding(false), ownsStream: false))
        {
            writer.WriteStartElement("root");
            Write(writer, value, null);
            writer.WriteEndElement();
        }

        // The writer escapes slashes, which is valid but unusual JSON. In its output, no other backslash precedes a slash.
        return Encoding.UTF8.GetString(stream.ToArray()).Replace("\\/", "/");
    }

    private static void Write(XmlDictionaryWriter writer, object? value, string? name)
    {
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
                    Write(writer, entry.Value, key);
                    writer.WriteEndElement();
                }

                break;
            case IEnumerable list and not string:
                writer.WriteAttributeString("type", "array");
                foreach (var element in list)
                {
                    writer.WriteStartElement("item");
                    Write(writer, element, name);
                    writer.WriteEndElement();
                }

                break;
            default:
                writer.WriteString(InvariantText.Of(value, name) ?? string.Empty);
                break;
        }
    }
}
