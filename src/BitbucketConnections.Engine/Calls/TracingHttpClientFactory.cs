using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Calls;

/// <summary>
/// Makes the HTTP client of the SDK's clients, with the bodies of requests and answers for the debug stream.
/// Headers are left out: they hold the signature and the session token.
/// </summary>
internal sealed class TracingHttpClientFactory : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var inner = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        if (IsLoopback(clientConfig))
        {
            // A sandbox on this machine, which the proxy of the environment can't reach.
            inner.UseProxy = false;
        }
        else if (clientConfig.GetWebProxy() is { } proxy)
        {
            inner.Proxy = proxy;
        }

        if (clientConfig.MaxConnectionsPerServer is { } maximum)
        {
            inner.MaxConnectionsPerServer = maximum;
        }

        return new HttpClient(new TracingHandler(inner)) { Timeout = clientConfig.Timeout ?? TimeSpan.FromSeconds(100) };
    }

    // One client serves the whole set; the SDK's cache would key it by settings that don't matter here.
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => true;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public override string GetConfigUniqueString(IClientConfig clientConfig) =>
        string.Join("|", "BitbucketConnections", clientConfig.Timeout, clientConfig.GetWebProxy()?.GetHashCode(), clientConfig.MaxConnectionsPerServer, IsLoopback(clientConfig));

    private static bool IsLoopback(IClientConfig clientConfig) =>
        Uri.TryCreate(clientConfig.ServiceURL, UriKind.Absolute, out var url) && url.IsLoopback;

    private sealed class TracingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (WireTrace.Current is not { } sink)
            {
                return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }

            var target = request.Headers.TryGetValues("X-Amz-Target", out var values) ? values.First() : request.RequestUri!.AbsolutePath;
            sink.Write(new DiagnosticEvent(DiagnosticLevel.Debug, $"{request.Method} {target} {await BodyAsync(request.Content).ConfigureAwait(false)}"));
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            sink.Write(new DiagnosticEvent(DiagnosticLevel.Debug, $"HTTP {(int)response.StatusCode} {await BodyAsync(response.Content).ConfigureAwait(false)}"));
            return response;
        }

        private static async Task<string> BodyAsync(HttpContent? content)
        {
            if (content is null)
            {
                return string.Empty;
            }

            await content.LoadIntoBufferAsync().ConfigureAwait(false);
            return Redaction.Redact(await content.ReadAsStringAsync().ConfigureAwait(false));
        }
    }
}
