using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Converts every failure of the SDK or the network to a <c>ServiceException</c>.</summary>
internal static class FailureTranslator
{
    private static readonly Regex s_credentials = new("credential|SSO|assume role", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Converts a failure to the module's exception.</summary>
    /// <param name="failure">The exception.</param>
    /// <param name="call">The call.</param>
    /// <param name="endpoint">The custom endpoint; null for the AWS endpoint.</param>
    /// <param name="isInDoubt">Whether the call changes something, was sent, and its response was lost.</param>
    /// <param name="isAnswered">Whether a response arrived, so that an exception of .NET is about the response.</param>
    public static ServiceException Translate(Exception failure, Call call, Uri? endpoint, bool isInDoubt = false, bool isAnswered = false)
    {
        if (failure is ServiceException known)
        {
            return isInDoubt && !known.MayHaveTakenEffect ? known.WithSentence(Doubt(isInDoubt).TrimStart(), mayHaveTakenEffect: true) : known;
        }

        if (Timeout(failure) is { } timeout)
        {
            var what = timeout is SilentHostException ? "timed out: " + timeout.Message : "timed out";
            return NoAnswer(
                ServiceErrorKind.OperationTimeout,
                call,
                failure,
                $"{call} {what}. Check the network, and any proxy or firewall in between, and try again.",
                isInDoubt);
        }

        if (NetworkCause(failure) is { } network)
        {
            return NoAnswer(ServiceErrorKind.EndpointUnreachable, call, failure, Unreachable(call, network, endpoint), isInDoubt);
        }

        return failure switch
        {
            // A success response that can't be read is still a success, unless a proxy created it.
            AmazonUnmarshallingException { StatusCode: < HttpStatusCode.BadRequest } => Unexpected(call, failure, isInDoubt || !call.IsRead),
            AmazonUnmarshallingException => Unexpected(call, failure, isInDoubt),
            AmazonServiceException { ErrorCode: null or "" } => Unexpected(call, failure, isInDoubt),
            AmazonServiceException refused => Refused(call, refused, isInDoubt),
            AmazonClientException client => Client(call, client, isInDoubt),
            JsonException or XmlException => Unexpected(call, failure, isInDoubt),
            _ when isAnswered => Unexpected(call, failure, isInDoubt || !call.IsRead),
            _ => NotSent(call, failure, isInDoubt),
        };
    }

    /// <summary>Creates the error for a response without a required member.</summary>
    public static ServiceException Incomplete(Call call, string member) => new(
        ServiceErrorKind.UnexpectedResponse,
        $"{call} failed: the response has no '{member}', which AWS always returns. Check the endpoint, and for a proxy in between." + Doubt(!call.IsRead))
    {
        MayHaveTakenEffect = !call.IsRead,
        Operation = call.Operation,
        ServiceName = call.ServiceName,
        Region = call.Region,
    };

    private static ServiceException Refused(Call call, AmazonServiceException refused, bool isInDoubt)
    {
        var id = string.IsNullOrEmpty(refused.RequestId) ? null : refused.RequestId;

        // AWS throttles some calls without a message (observed). The client then uses the code as the message.
        var message = refused.Message == refused.ErrorCode ? null : refused.Message;
        return new ServiceException(
            ServiceErrorKind.Service,
            $"{call} failed: {message ?? "AWS returned no message"} ({refused.ErrorCode}{(id is null ? string.Empty : ", request " + id)})" + (isInDoubt ? "." + Doubt(isInDoubt) : string.Empty),
            refused)
        {
            ErrorCode = refused.ErrorCode,
            ServiceMessage = message,
            HttpStatusCode = refused.StatusCode == 0 ? null : (int)refused.StatusCode,
            RequestId = id,
            Operation = call.Operation,
            ServiceName = call.ServiceName,
            Region = call.Region,
            IsRetryable = refused.Retryable is not null || (int)refused.StatusCode >= 500 || RefusalCodes.Throttled.Has(refused.ErrorCode),
            MayHaveTakenEffect = isInDoubt,
        };
    }

    // The SDK has no exception type for unavailable credentials (an expired SSO session, a failed process).
    private static ServiceException Client(Call call, AmazonClientException client, bool isInDoubt) => NotSent(call, client, isInDoubt, s_credentials.IsMatch(client.Message));

    // Exceptions of .NET are about the request too: a setting that the SDK reads late, or a header that HTTP does not allow.
    private static ServiceException NotSent(Call call, Exception failure, bool isInDoubt, bool isCredential = false)
    {
        return new ServiceException(
            isCredential ? ServiceErrorKind.ProfileInvalid : ServiceErrorKind.UnexpectedResponse,
            $"{call} failed before it was sent{(isInDoubt ? " again" : string.Empty)}: {failure.Message.TrimEnd('.')}.{Doubt(isInDoubt)}",
            failure)
        {
            Condition = isCredential ? null : "CallNotSent",
            MayHaveTakenEffect = isInDoubt,
            Operation = call.Operation,
            ServiceName = call.ServiceName,
            Region = call.Region,
        };
    }

    private static ServiceException Unexpected(Call call, Exception failure, bool isInDoubt)
    {
        var status = failure is AmazonServiceException { StatusCode: not 0 } service ? (int?)service.StatusCode : null;
        return new ServiceException(
            ServiceErrorKind.UnexpectedResponse,
            $"{call} failed: the response is not from AWS{(status is null ? string.Empty : $" (HTTP {status})")}. "
            + "Check the endpoint, and for a proxy in between." + Doubt(isInDoubt),
            failure)
        {
            HttpStatusCode = status,
            Operation = call.Operation,
            ServiceName = call.ServiceName,
            Region = call.Region,
            IsRetryable = status >= 500,
            MayHaveTakenEffect = isInDoubt,
        };
    }

    private static ServiceException NoAnswer(ServiceErrorKind kind, Call call, Exception inner, string message, bool isInDoubt) =>
        new(kind, message + Doubt(isInDoubt), inner)
        {
            Operation = call.Operation,
            ServiceName = call.ServiceName,
            Region = call.Region,
            IsRetryable = true,
            MayHaveTakenEffect = isInDoubt,
        };

    private static string Doubt(bool isInDoubt) => isInDoubt ? " AWS may still have completed the request. Check the resource before you try again." : string.Empty;

    private static string Unreachable(Call call, Exception network, Uri? endpoint)
    {
        var where = endpoint is null ? $"{call.ServiceName} in {call.Region}" : $"{endpoint.Host}:{endpoint.Port}";
        var why = network switch
        {
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
                "the host name was not found. Check the Region, the endpoint and DNS",
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection was refused. Check the port, and that the server is running",
            AuthenticationException => "the TLS connection is not trusted. Check the certificate and any proxy that inspects TLS",
            _ => "the connection failed. Check the network and any proxy",
        };
        return $"{call} can't reach {where}: {why}.";
    }

    // A timeout of the HTTP client has the aborted socket as its cause, so timeouts are checked before network failures.
    private static Exception? Timeout(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (e is TimeoutException or OperationCanceledException)
            {
                return e;
            }
        }

        return null;
    }

    private static Exception? NetworkCause(Exception failure)
    {
        Exception? cause = null;
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (e is SocketException or AuthenticationException)
            {
                return e;
            }

            if (e is HttpRequestException || (e is IOException && failure is not AmazonUnmarshallingException))
            {
                cause = e;
            }
        }

        return cause;
    }
}
