using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Keeps the body of the last response, for members that the client's classes do not have.</summary>
internal sealed class LastAnswer : HttpClientFactory
{
    /// <summary>Gets the body.</summary>
    public string Body { get; private set; } = string.Empty;

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Recorder(this));

    private sealed class Recorder(LastAnswer owner) : DelegatingHandler(new HttpClientHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            owner.Body = await response.Content.ReadAsStringAsync(cancellationToken);
            return response;
        }
    }
}
