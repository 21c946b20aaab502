using System;
using System.Net;
using Amazon.Runtime;

namespace Amazon.CodeBuild;

/// <summary>The service refused, with a code that has no exception of its own or a typed one below.</summary>
public class AmazonCodeBuildException : AmazonServiceException
{
    /// <summary>Initializes a new instance of the <see cref="AmazonCodeBuildException"/> class.</summary>
    /// <param name="message">What the service said.</param>
    public AmazonCodeBuildException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeBuildException"/> class.</summary>
    /// <param name="message">What the service said.</param>
    /// <param name="innerException">The cause.</param>
    public AmazonCodeBuildException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeBuildException"/> class.</summary>
    /// <param name="innerException">The cause.</param>
    public AmazonCodeBuildException(Exception innerException)
        : base(innerException.Message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeBuildException"/> class.</summary>
    /// <param name="message">What the service said.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The service's code.</param>
    /// <param name="requestId">The id of the request.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public AmazonCodeBuildException(string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AmazonCodeBuildException"/> class.</summary>
    /// <param name="message">What the service said.</param>
    /// <param name="innerException">The cause.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The service's code.</param>
    /// <param name="requestId">The id of the request.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public AmazonCodeBuildException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
