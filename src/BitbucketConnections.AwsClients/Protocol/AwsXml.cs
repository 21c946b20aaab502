using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace Amazon.Protocol;

/// <summary>Reads XML responses. Compares names without their namespace, as the SDK does.</summary>
internal static class AwsXml
{
    // AWS responses have no DTD. A DTD could make a reader fetch files or expand entities.
    private static readonly XmlReaderSettings s_settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Reads the root of a document.</summary>
    /// <exception cref="XmlException">The document is not well-formed XML.</exception>
    public static XElement Load(Stream stream)
    {
        using var reader = XmlReader.Create(stream, s_settings);
        return XDocument.Load(reader).Root!;
    }

    public static XElement? Member(this XElement parent, string name) =>
        parent.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    public static string? Text(this XElement parent, string name) => parent.Member(name)?.Value;

    public static int? Integer(this XElement parent, string name) =>
        parent.Text(name) is { } text ? XmlConvert.ToInt32(text) : null;

    public static bool? Boolean(this XElement parent, string name) =>
        parent.Text(name) is { } text ? XmlConvert.ToBoolean(text) : null;

    /// <summary>Reads an ISO 8601 time as UTC.</summary>
    public static DateTime? Timestamp(this XElement parent, string name) => parent.Text(name) is { } text
        ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : null;

    public static T? Structure<T>(this XElement parent, string name, Func<XElement, T> read)
        where T : class => parent.Member(name) is { } member ? read(member) : null;

    public static List<T>? List<T>(this XElement parent, string name, Func<XElement, T> read) =>
        parent.Member(name)?.Elements().Where(e => e.Name.LocalName == "member").Select(read).ToList();
}
