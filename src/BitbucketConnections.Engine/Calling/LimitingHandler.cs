using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Gives up a host that is silent. The time-out of the HTTP client itself ends with the headers: a body may then take for ever.</summary>
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

            // Closing a connection in mid-answer shows as any of several failures.
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
        // .NET Framework does not tell; "may have" is true of all it throws.
        false;
#endif

    // Every answer that is asked for here is small.
    private static async Task BufferAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
#if NET
        await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
#else
        // A read of .NET Framework takes no token; it ends with its stream.
        using (cancellationToken.Register(response.Dispose))
        {
            await response.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        }
#endif
    }
}
