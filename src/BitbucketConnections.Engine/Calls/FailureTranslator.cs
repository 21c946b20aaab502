using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Calls;

/// <summary>Turns every failure of the SDK or the network into the module's one exception.</summary>
internal static class FailureTranslator
{
    private static readonly Regex s_credentials = new("credential|SSO|assume role", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static ServiceException Translate(Exception failure, Call call, Uri? endpoint)
    {
        if (failure is ServiceException known)
        {
            return known;
        }

        if (IsTimeout(failure))
        {
            return Make(
                ServiceErrorKind.OperationTimeout,
                call,
                failure,
                $"{Sentence(call)} took too long and was given up; check the network and try again.",
                retryable: true);
        }

        if (NetworkCause(failure) is { } network)
        {
            return Make(ServiceErrorKind.EndpointUnreachable, call, failure, Unreachable(call, network, endpoint), retryable: true);
        }

        return failure switch
        {
            AmazonUnmarshallingException => Unexpected(call, failure),
            AmazonServiceException { ErrorCode: null or "" } => Unexpected(call, failure),
            AmazonServiceException refused => Refused(call, refused),
            AmazonClientException client => Client(call, client),
            _ => Unexpected(call, failure),
        };
    }

    /// <summary>Makes the failure of an answer that lacks what the operation promises.</summary>
    public static ServiceException Incomplete(Call call, string member) => new(
        ServiceErrorKind.UnexpectedResponse,
        $"{Sentence(call)} got an answer without '{member}', which AWS always gives; check the endpoint, and for a proxy in between.")
    {
        Operation = call.Operation,
        ServiceName = call.ServiceName,
        Region = call.Region,
    };

    private static ServiceException Refused(Call call, AmazonServiceException refused)
    {
        var id = string.IsNullOrEmpty(refused.RequestId) ? null : refused.RequestId;
        return new ServiceException(
            ServiceErrorKind.Service,
            $"{Sentence(call)} failed: {refused.Message} ({refused.ErrorCode}{(id is null ? string.Empty : ", request " + id)})",
            refused)
        {
            ErrorCode = refused.ErrorCode,
            ServiceMessage = refused.Message,
            HttpStatusCode = refused.StatusCode == 0 ? null : (int)refused.StatusCode,
            RequestId = id,
            Operation = call.Operation,
            ServiceName = call.ServiceName,
            Region = call.Region,
            IsRetryable = refused.Retryable is not null || (int)refused.StatusCode >= 500 || Throttling.Is(refused.ErrorCode),
        };
    }

    // The SDK has no type of its own for credentials that can't be had (an expired SSO session, a failing process).
    private static ServiceException Client(Call call, AmazonClientException client)
    {
        var message = client.Message;
        return Make(
            s_credentials.IsMatch(message) ? ServiceErrorKind.ProfileInvalid : ServiceErrorKind.UnexpectedResponse,
            call,
            client,
            $"{Sentence(call)} failed before it was sent: {message}",
            retryable: false);
    }

    private static ServiceException Unexpected(Call call, Exception failure)
    {
        var status = failure is AmazonServiceException { StatusCode: not 0 } service ? (int?)service.StatusCode : null;
        return new ServiceException(
            ServiceErrorKind.UnexpectedResponse,
            $"{Sentence(call)} got an answer that is not AWS's{(status is null ? string.Empty : $" (HTTP {status})")}; "
            + "check for a proxy in between, and the endpoint.",
            failure)
        {
            HttpStatusCode = status,
            Operation = call.Operation,
            ServiceName = call.ServiceName,
            Region = call.Region,
            IsRetryable = status >= 500,
        };
    }

    private static ServiceException Make(ServiceErrorKind kind, Call call, Exception inner, string message, bool retryable) =>
        new(kind, message, inner)
        {
            Operation = call.Operation,
            ServiceName = call.ServiceName,
            Region = call.Region,
            IsRetryable = retryable,
        };

    private static string Sentence(Call call) =>
        call.Target is null ? call.Operation : $"{call.Operation} for '{call.Target}'";

    private static string Unreachable(Call call, Exception network, Uri? endpoint)
    {
        var where = endpoint is null ? $"{call.ServiceName} in {call.Region}" : $"{endpoint.Host}:{endpoint.Port}";
        var why = network switch
        {
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
                "the name is not known: check the Region, the endpoint and DNS",
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection is refused: check that it is running and the port",
            AuthenticationException => "no trusted TLS connection: check the certificate and any proxy that opens TLS",
            _ => "the connection broke: check the network and any proxy",
        };
        return $"{Sentence(call)} can't reach {where}; {why}.";
    }

    // A time-out of the HTTP client holds the socket's abort as its cause, so it is looked for before the network's faults.
    private static bool IsTimeout(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (e is TimeoutException or OperationCanceledException)
            {
                return true;
            }
        }

        return false;
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

/// <summary>The codes with which AWS services say: slower.</summary>
internal static class Throttling
{
    public static bool Is(string? code) => code is "ThrottlingException" or "Throttling" or "TooManyRequestsException" or "RequestLimitExceeded"
        or "ThrottledException" or "RequestThrottled" or "SlowDown";
}
