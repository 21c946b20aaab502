using System;
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Protocol;

/// <summary>What tells one AWS JSON service from another on the wire.</summary>
internal sealed class AwsJsonService
{
    private readonly Func<ServiceError, AmazonServiceException> _toException;

    public AwsJsonService(
        string serviceName, string jsonVersion, string targetPrefix, JsonSerializerOptions json, Func<ServiceError, AmazonServiceException> toException)
    {
        ServiceName = serviceName;
        ContentType = "application/x-amz-json-" + jsonVersion;
        TargetPrefix = targetPrefix;
        Json = json;
        _toException = toException;
    }

    public string ServiceName { get; }

    public string ContentType { get; }

    public string TargetPrefix { get; }

    public JsonSerializerOptions Json { get; }

    public AmazonServiceException ToException(ServiceError error) => _toException(error);

    /// <summary>Makes the options of one operation; kept in a static field, so that a call allocates none.</summary>
    public InvokeOptions Operation<TRequest, TResponse>(string name)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() => new()
        {
            RequestMarshaller = new AwsJsonRequestMarshaller<TRequest>(this, name),
            ResponseUnmarshaller = new AwsJsonResponseUnmarshaller<TResponse>(this),
        };
}

/// <summary>An error answer of a service, as its exceptions take it.</summary>
internal readonly record struct ServiceError(
    string Message, Exception? Inner, ErrorType Type, string? Code, string? RequestId, HttpStatusCode Status);
