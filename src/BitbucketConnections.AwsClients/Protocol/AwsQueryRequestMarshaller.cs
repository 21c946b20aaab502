using System;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Protocol;

/// <summary>Writes requests of the AWS query protocol. The SDK sends the parameters as a form.</summary>
internal sealed class AwsQueryRequestMarshaller<TRequest> : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    private readonly AwsQueryService _service;
    private readonly string _operation;
    private readonly Action<TRequest, QueryForm> _write;

    public AwsQueryRequestMarshaller(AwsQueryService service, string operation, Action<TRequest, QueryForm> write)
    {
        _service = service;
        _operation = operation;
        _write = write;
    }

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, _service.ServiceName) { HttpMethod = "POST", ResourcePath = "/" };
        request.Parameters["Action"] = _operation;
        request.Parameters["Version"] = _service.Version;
        _write((TRequest)input, new QueryForm(request.Parameters));
        return request;
    }
}
