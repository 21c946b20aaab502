using System;
using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Protocol;

/// <summary>Reads responses and errors of the AWS query protocol.</summary>
internal sealed class AwsQueryResponseUnmarshaller<TResponse> : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    private readonly AwsQueryService _service;
    private readonly string _operation;
    private readonly Func<XElement, TResponse>? _read;

    public AwsQueryResponseUnmarshaller(AwsQueryService service, string operation, Func<XElement, TResponse>? read)
    {
        _service = service;
        _operation = operation;
        _read = read;
    }

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var root = AwsXml.Load(input.Stream);
        if (root.Name.LocalName != _operation + "Response")
        {
            // A proxy's error page can be well-formed XML.
            throw new XmlException($"The response to {_operation} is a <{root.Name.LocalName}>, not a <{_operation}Response>.");
        }

        var response = _read is null ? new TResponse() : _read(Result(root));
        response.ResponseMetadata = new ResponseMetadata { RequestId = root.Member("ResponseMetadata")?.Text("RequestId") };
        return response;
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var error = AwsQueryError.Read(input.Stream);
        var receiver = error.Type is { } type ? type == "Receiver" : (int)statusCode >= 500;
        return _service.ToException(new ServiceError(
            error.Message ?? error.Code ?? $"The endpoint returned HTTP {(int)statusCode}, but the body is not an AWS error.",
            error.Failure ?? innerException,
            receiver ? ErrorType.Receiver : ErrorType.Sender,
            error.Code,
            error.RequestId ?? input.ResponseData.GetHeaderValue("x-amzn-RequestId"),
            statusCode));
    }

    private XElement Result(XElement root) => root.Member(_operation + "Result")
        ?? throw new XmlException($"The response to {_operation} has no <{_operation}Result>.");
}
