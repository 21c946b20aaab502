using System;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Protocol;

/// <summary>A REST service with JSON bodies.</summary>
internal sealed class RestJsonService : JsonProtocolService
{
    public RestJsonService(string serviceName, JsonSerializerOptions json, Func<ServiceError, AmazonServiceException> toException)
        : base(serviceName, json, toException)
    {
    }

    /// <summary>Creates the options of an operation. They are kept in a static field, so that calls do not allocate them.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path, with labels in braces.</param>
    /// <param name="hasBody">Whether some members are in the body.</param>
    /// <param name="place">Writes the members that are not in the body; null if there are none.</param>
    public InvokeOptions Operation<TRequest, TResponse>(string method, string path, bool hasBody, Action<RestPlaces, TRequest>? place = null)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() => new()
        {
            RequestMarshaller = new RestJsonRequestMarshaller<TRequest>(this, method, path, hasBody, place),
            ResponseUnmarshaller = new AwsJsonResponseUnmarshaller<TResponse>(this),
        };
}
