using System;
using System.Text.Json;
using Amazon.Runtime;

namespace Amazon.Protocol;

/// <summary>The common parts of services whose responses are JSON.</summary>
internal abstract class JsonService
{
    private readonly Func<ServiceError, AmazonServiceException> _toException;

    protected JsonService(string serviceName, JsonSerializerOptions json, Func<ServiceError, AmazonServiceException> toException)
    {
        ServiceName = serviceName;
        Json = json;
        _toException = toException;
    }

    public string ServiceName { get; }

    public JsonSerializerOptions Json { get; }

    public AmazonServiceException ToException(ServiceError error) => _toException(error);
}
