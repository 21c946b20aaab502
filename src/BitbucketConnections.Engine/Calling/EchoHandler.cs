using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Hides the secrets of a request in AWS's refusal: its message can repeat them.</summary>
internal sealed class EchoHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // .NET Framework closes the body of a request when it was sent.
        var sent = await HttpBody.ReadAsync(request.Content).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (sent.Length == 0 || (int)response.StatusCode < 400)
        {
            return response;
        }

        var answer = await HttpBody.ReadAsync(response.Content).ConfigureAwait(false);
        var shown = RequestSecrets.HideNamed(sent, answer);
        if (shown != answer)
        {
            var type = response.Content.Headers.ContentType;
            response.Content.Dispose();
            response.Content = new StringContent(shown, Encoding.UTF8);
            response.Content.Headers.ContentType = type;
        }

        return response;
    }
}
