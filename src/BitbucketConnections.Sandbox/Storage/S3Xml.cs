using System.IO;
using System.Xml;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Services;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>Reads and writes the XML of S3.</summary>
internal static class S3Xml
{
    /// <summary>Gets the namespace.</summary>
    public static XNamespace Namespace { get; } = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>Reads a body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The name its element must have.</param>
    /// <returns>The element.</returns>
    /// <exception cref="AwsErrorException">The body is no XML, or another element.</exception>
    public static XElement Read(SandboxRequest request, string name)
    {
        try
        {
            // Without a document type no entity can be made up.
            using var reader = XmlReader.Create(new MemoryStream(request.Body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var element = XElement.Load(reader);
            return element.Name == Namespace + name ? element : throw Malformed();
        }
        catch (XmlException)
        {
            throw Malformed();
        }
    }

    /// <summary>Makes the error for XML that is not of the schema.</summary>
    /// <returns>The error.</returns>
    public static AwsErrorException Malformed() =>
        new("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    /// <summary>Writes an answer.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The answer.</returns>
    public static SandboxResponse Answer(XElement body) => new(200, "application/xml", body.ToString(SaveOptions.DisableFormatting));
}
