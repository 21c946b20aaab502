using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>Writes XML that every client can read, for any text content.</summary>
internal static class XmlBody
{
    private const char Replacement = '\uFFFD';

    /// <summary>Writes an element. Replaces characters that are not valid in XML 1.0 with U+FFFD.</summary>
    /// <param name="root">The element.</param>
    /// <returns>The text.</returns>
    public static string Write(XElement root)
    {
        foreach (var text in root.DescendantNodes().OfType<XText>())
        {
            text.Value = Clean(text.Value);
        }

        return root.ToString(SaveOptions.DisableFormatting);
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text[i++]).Append(text[i]);
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : Replacement);
            }
        }

        return clean.ToString();
    }
}
