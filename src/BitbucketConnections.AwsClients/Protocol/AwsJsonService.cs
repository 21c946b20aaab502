using System;
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Protocol;

/// <summary>The differences between AWS JSON services on the wire.</summary>
internal sealed class AwsJsonService : JsonProtocolService
{
    public AwsJsonService(
        string serviceName, string jsonVersion, string targetPrefix, JsonSerializerOptions json, Func<ServiceError, AmazonServiceException> toException)
        : base(serviceName, json, toException)
    {
        ContentType = "application/x-amz-json-" + jsonVersion;
        TargetPrefix = targetPrefix;
    }

    public string ContentType { get; }

    public string TargetPrefix { get; }

    /// <summary>Creates the options of an operation. They are kept in a static field, so that calls do not allocate them.</summary>
    public InvokeOptions Operation<TRequest, TResponse>(string name)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() => new()
        {
            RequestMarshaller = new AwsJsonRequestMarshaller<TRequest>(this, name),
            ResponseUnmarshaller = new AwsJsonResponseUnmarshaller<TResponse>(this),
        };
}

/// <summary>The values of an error response for the exceptions of a service.</summary>
internal readonly record struct ServiceError(
    string Message, Exception? Inner, ErrorType Type, string? Code, string? RequestId, HttpStatusCode Status);
