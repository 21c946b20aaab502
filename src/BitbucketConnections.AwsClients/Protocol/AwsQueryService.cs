using System;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Protocol;

/// <summary>The differences between services of the AWS query protocol on the wire.</summary>
internal sealed class AwsQueryService
{
    private readonly Func<ServiceError, AmazonServiceException> _toException;

    public AwsQueryService(string serviceName, string version, Func<ServiceError, AmazonServiceException> toException)
    {
        ServiceName = serviceName;
        Version = version;
        _toException = toException;
    }

    public string ServiceName { get; }

    public string Version { get; }

    public AmazonServiceException ToException(ServiceError error) => _toException(error);

    /// <summary>Creates the options of an operation. They are kept in a static field, so that calls do not allocate them.</summary>
    /// <typeparam name="TRequest">The request.</typeparam>
    /// <typeparam name="TResponse">The response.</typeparam>
    /// <param name="name">The name of the operation.</param>
    /// <param name="write">Writes the members of a request.</param>
    /// <param name="read">Reads the members of a response from its result element; null for a response without members.</param>
    public InvokeOptions Operation<TRequest, TResponse>(
        string name, Action<TRequest, QueryForm> write, Func<XElement, TResponse>? read = null)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() => new()
        {
            RequestMarshaller = new AwsQueryRequestMarshaller<TRequest>(this, name, write),
            ResponseUnmarshaller = new AwsQueryResponseUnmarshaller<TResponse>(this, name, read),
        };
}
