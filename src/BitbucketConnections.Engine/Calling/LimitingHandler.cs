using System;
#if !NET
using System.Net;
#endif
using System.Net.Http;
#if !NET
using System.Net.Sockets;
using System.Security.Authentication;
#endif
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Cancels a request if the host does not respond in time. The timeout of the HTTP client ends with the headers, so a body could take forever.</summary>
internal sealed class LimitingHandler(HttpMessageHandler inner, TimeSpan connect, TimeSpan answer) : DelegatingHandler(inner)
{
    /// <summary>The key of the called host in <see cref="Exception.Data"/>. Messages of .NET Framework do not name the host.</summary>
    public const string HostKey = "BitbucketConnections.Host";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(answer);
        HttpResponseMessage? response = null;
        try
        {
            var sending = base.SendAsync(request, limit.Token);
#if !NET
            await sending.OrLeaveAsync(limit.Token).ConfigureAwait(false);
#endif
            response = await sending.ConfigureAwait(false);
            await BufferAsync(response, limit.Token).ConfigureAwait(false);
            LostAnswers.NoteAnswer();
            if ((int)response.StatusCode >= 500)
            {
                LostAnswers.Note();
            }

            return response;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested && limit.IsCancellationRequested)
        {
            LostAnswers.Note();

            // A connection that closes during the response causes one of several exceptions.
            response?.Dispose();
            throw SilentHostException.NoAnswer(request.RequestUri!, answer);
        }
        catch (OperationCanceledException failure) when (failure.InnerException is TimeoutException)
        {
            throw SilentHostException.NoConnection(request.RequestUri!, connect);
        }
        catch (Exception failure)
        {
            response?.Dispose();
            if (failure is HttpRequestException)
            {
                failure.Data[HostKey] = request.RequestUri!.Authority;
            }

            if (!WasNeverSent(failure))
            {
                LostAnswers.Note();
            }

            throw;
        }
    }

    private static bool WasNeverSent(Exception failure) =>
#if NET
        failure is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError };
#else
        // .NET Framework sets the status of a WebException. In Mono, the inner exception is that of the socket or of TLS; after something was sent, it is an
        // IOException.
        failure is HttpRequestException
        {
            InnerException: SocketException or AuthenticationException or WebException
            {
                Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure or WebExceptionStatus.ConnectFailure
                    or WebExceptionStatus.SecureChannelFailure or WebExceptionStatus.TrustFailure,
            },
        };
#endif

    // All responses here are small.
    private static async Task BufferAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
#if NET
        await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
#else
        // A read in .NET Framework does not accept a token. The caller closes the response, which ends the read.
        await response.Content.LoadIntoBufferAsync().OrLeaveAsync(cancellationToken).ConfigureAwait(false);
#endif
    }
}
