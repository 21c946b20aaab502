using System;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Protocol;

/// <summary>What tells one service of the AWS query protocol from another on the wire.</summary>
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

    /// <summary>Makes the options of one operation; kept in a static field, so that a call allocates none.</summary>
    /// <typeparam name="TRequest">The request.</typeparam>
    /// <typeparam name="TResponse">The answer.</typeparam>
    /// <param name="name">The name of the operation.</param>
    /// <param name="write">Writes the members of a request.</param>
    /// <param name="read">Reads the members of an answer from its result element; null for an answer without members.</param>
    public InvokeOptions Operation<TRequest, TResponse>(
        string name, Action<TRequest, QueryForm> write, Func<XElement, TResponse>? read = null)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() => new()
        {
            RequestMarshaller = new AwsQueryRequestMarshaller<TRequest>(this, name, write),
            ResponseUnmarshaller = new AwsQueryResponseUnmarshaller<TResponse>(this, name, read),
        };
}
