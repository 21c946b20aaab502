using System.IO;
using System.Xml;

namespace Amazon.Protocol;

/// <summary>The body of an error response: <c>ErrorResponse</c> with <c>Error</c> and <c>RequestId</c>.</summary>
internal readonly record struct AwsQueryError(string? Type, string? Code, string? Message, string? RequestId, XmlException? Failure)
{
    /// <summary>Reads a body. A proxy may have replaced it with a text that is not XML.</summary>
    public static AwsQueryError Read(Stream body)
    {
        try
        {
            var root = AwsXml.Load(body);
            return root.Name.LocalName == "ErrorResponse" && root.Member("Error") is { } error
                ? new AwsQueryError(error.Text("Type"), error.Text("Code"), error.Text("Message"), root.Text("RequestId"), null)
                : default;
        }
        catch (XmlException failure)
        {
            return new AwsQueryError(null, null, null, null, failure);
        }
    }
}
