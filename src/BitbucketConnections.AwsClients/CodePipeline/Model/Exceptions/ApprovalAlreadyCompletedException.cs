using System;
using System.Net;
using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The service refused with <c>ApprovalAlreadyCompletedException</c>.</summary>
public class ApprovalAlreadyCompletedException : AmazonCodePipelineException
{
    /// <summary>Initializes a new instance of the <see cref="ApprovalAlreadyCompletedException"/> class.</summary>
    /// <param name="message">What the service said.</param>
    public ApprovalAlreadyCompletedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ApprovalAlreadyCompletedException"/> class.</summary>
    /// <param name="message">What the service said.</param>
    /// <param name="innerException">The cause.</param>
    public ApprovalAlreadyCompletedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ApprovalAlreadyCompletedException"/> class.</summary>
    /// <param name="innerException">The cause.</param>
    public ApprovalAlreadyCompletedException(Exception innerException)
        : base(innerException.Message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ApprovalAlreadyCompletedException"/> class.</summary>
    /// <param name="message">What the service said.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The service's code.</param>
    /// <param name="requestId">The id of the request.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public ApprovalAlreadyCompletedException(string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ApprovalAlreadyCompletedException"/> class.</summary>
    /// <param name="message">What the service said.</param>
    /// <param name="innerException">The cause.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The service's code.</param>
    /// <param name="requestId">The id of the request.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public ApprovalAlreadyCompletedException(string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
