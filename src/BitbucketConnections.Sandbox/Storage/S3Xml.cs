using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>Reads and writes the XML of S3.</summary>
internal static class S3Xml
{
    private const int MaximumDepth = 32;

    /// <summary>Gets the namespace.</summary>
    public static XNamespace Namespace { get; } = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>Reads a body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The expected name of the root element.</param>
    /// <returns>The element.</returns>
    /// <exception cref="AwsErrorException">The body is not XML, or has another root element.</exception>
    public static XElement Read(SandboxRequest request, string name)
    {
        try
        {
            CheckDepth(request.Body);
            using var reader = Open(request.Body);
            var element = XElement.Load(reader);
            return element.Name == Namespace + name ? element : throw Malformed();
        }
        catch (XmlException)
        {
            throw Malformed();
        }
    }

    /// <summary>Checks that an element has no other children than those that the sandbox reads.</summary>
    /// <param name="element">The element.</param>
    /// <param name="children">The names that it can have.</param>
    /// <exception cref="AwsErrorException">It has another child.</exception>
    public static void Require(XElement element, params string[] children)
    {
        if (element.Elements().FirstOrDefault(child => child.Name.Namespace != Namespace || !children.Contains(child.Name.LocalName)) is { } other)
        {
            throw NotImplemented($"the element {other.Name.LocalName} of {element.Name.LocalName}");
        }
    }

    /// <summary>Creates the error for a part of a request that the sandbox does not have.</summary>
    /// <param name="part">The part, such as <c>the header x-amz-mfa</c>.</param>
    /// <returns>The error.</returns>
    public static AwsErrorException NotImplemented(string part) => new("NotImplemented", $"The sandbox does not have {part}.", 501);

    /// <summary>Creates the error for XML that does not match the schema.</summary>
    /// <returns>The error.</returns>
    public static AwsErrorException Malformed() =>
        new("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    /// <summary>Writes an answer.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The response.</returns>
    public static SandboxResponse Answer(XElement body) => new(200, "application/xml", XmlBody.Write(body));

    // The time to read grows with the square of the depth, so reject XML that is deeper than any S3 schema.
    private static void CheckDepth(byte[] body)
    {
        using var reader = Open(body);
        while (reader.Read())
        {
            if (reader.Depth > MaximumDepth)
            {
                throw Malformed();
            }
        }
    }

    // Without a document type, XML can't define entities.
    private static XmlReader Open(byte[] body) =>
        XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
}
