using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Protocol;

/// <summary>Writes requests of an AWS JSON service.</summary>
internal sealed class AwsJsonRequestMarshaller<TRequest> : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    private readonly AwsJsonService _service;
    private readonly string _target;

    public AwsJsonRequestMarshaller(AwsJsonService service, string operation)
    {
        _service = service;
        _target = service.TargetPrefix + "." + operation;
    }

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var typeInfo = (JsonTypeInfo<TRequest>)_service.Json.GetTypeInfo(typeof(TRequest));
        var request = new DefaultRequest(input, _service.ServiceName)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes((TRequest)input, typeInfo),
        };
        request.Headers["X-Amz-Target"] = _target;
        request.Headers["Content-Type"] = _service.ContentType;
        return request;
    }
}
