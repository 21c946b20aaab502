using System;
using System.Text.Json;
using Amazon.Runtime;

namespace Amazon.Protocol;

/// <summary>The common parts of services whose responses are JSON.</summary>
internal abstract class JsonProtocolService
{
    private readonly Func<ServiceError, AmazonServiceException> _toException;

    protected JsonProtocolService(string serviceName, JsonSerializerOptions json, Func<ServiceError, AmazonServiceException> toException)
    {
        ServiceName = serviceName;
        Json = json;
        _toException = toException;
    }

    public string ServiceName { get; }

    public JsonSerializerOptions Json { get; }

    public AmazonServiceException ToException(ServiceError error) => _toException(error);
}
