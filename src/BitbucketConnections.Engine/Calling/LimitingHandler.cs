using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Cancels a request if the host does not respond in time. The timeout of the HTTP client ends with the headers, so a body could take forever.</summary>
internal sealed class LimitingHandler(HttpMessageHandler inner, TimeSpan connect, TimeSpan answer) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(answer);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, limit.Token).ConfigureAwait(false);
            await BufferAsync(response, limit.Token).ConfigureAwait(false);
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
        // .NET Framework does not distinguish these cases, so any failure may have taken effect.
        false;
#endif

    // All responses here are small.
    private static async Task BufferAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
#if NET
        await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
#else
        // A read in .NET Framework does not accept a token. Closing the stream ends it.
        using (cancellationToken.Register(response.Dispose))
        {
            await response.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        }
#endif
    }
}
