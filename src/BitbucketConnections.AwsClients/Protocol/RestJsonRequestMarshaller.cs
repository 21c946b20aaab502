using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Protocol;

/// <summary>Writes requests of a REST service with JSON bodies.</summary>
internal sealed class RestJsonRequestMarshaller<TRequest> : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    private readonly RestJsonService _service;
    private readonly string _method;
    private readonly string _path;
    private readonly bool _hasBody;
    private readonly Action<RestPlaces, TRequest>? _place;

    public RestJsonRequestMarshaller(RestJsonService service, string method, string path, bool hasBody, Action<RestPlaces, TRequest>? place)
    {
        _service = service;
        _method = method;
        _path = path;
        _hasBody = hasBody;
        _place = place;
    }

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var message = (TRequest)input;
        var request = new DefaultRequest(input, _service.ServiceName) { HttpMethod = _method, ResourcePath = _path, UseQueryString = true };
        _place?.Invoke(new RestPlaces(request), message);
        if (_hasBody)
        {
            request.Content = JsonSerializer.SerializeToUtf8Bytes(message, (JsonTypeInfo<TRequest>)_service.Json.GetTypeInfo(typeof(TRequest)));
            request.Headers["Content-Type"] = "application/json";
        }

        return request;
    }
}
