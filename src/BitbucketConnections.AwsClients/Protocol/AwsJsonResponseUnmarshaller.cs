using System;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Protocol;

/// <summary>Reads responses and errors of a JSON service.</summary>
internal sealed class AwsJsonResponseUnmarshaller<TResponse> : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    private readonly JsonProtocolService _service;

    public AwsJsonResponseUnmarshaller(JsonProtocolService service) => _service = service;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var body = new PooledBody(context.Stream);
        if (body.Bytes.IsEmpty)
        {
            // The response of DeletePipeline has an empty body.
            return new TResponse();
        }

        var typeInfo = (JsonTypeInfo<TResponse>)_service.Json.GetTypeInfo(typeof(TResponse));
        return JsonSerializer.Deserialize(body.Bytes, typeInfo) ?? new TResponse();
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var headers = context.ResponseData;
        using var body = new PooledBody(context.Stream);
        var error = AwsJsonError.Read(body.Bytes.ToArray(), headers.GetHeaderValue("x-amzn-ErrorType"));
        var fault = (int)statusCode >= 500 ? ErrorType.Receiver : ErrorType.Sender;
        return _service.ToException(new ServiceError(
            error.Message ?? error.Code ?? $"The endpoint returned HTTP {(int)statusCode}, but the body is not an AWS error.",
            error.Failure ?? innerException,
            fault,
            error.Code,
            headers.GetHeaderValue("x-amzn-RequestId"),
            statusCode));
    }
}
