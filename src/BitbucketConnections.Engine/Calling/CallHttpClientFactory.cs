using System;
using System.Net.Http;
using System.Threading;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Makes the HTTP client of the SDK's clients: with limits, past the proxy for loopback, and traced where bodies may be shown.</summary>
internal sealed class CallHttpClientFactory(CallLimits limits, bool isTraced) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        HttpMessageHandler handler = new LimitingHandler(Transport(clientConfig), Connect(clientConfig), Answer(clientConfig));
        return new HttpClient(isTraced ? new TracingHandler(handler) : handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    // One client serves the whole set; the SDK's cache would key it by settings that don't matter here.
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => true;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public override string GetConfigUniqueString(IClientConfig clientConfig) => string.Join(
        "|",
        "BitbucketConnections",
        isTraced,
        Connect(clientConfig),
        Answer(clientConfig),
        clientConfig.GetWebProxy()?.GetHashCode(),
        clientConfig.MaxConnectionsPerServer,
        IsLoopback(clientConfig));

#if NET
    private TimeSpan Connect(IClientConfig clientConfig) => clientConfig.ConnectTimeout ?? limits.Connect;

    private SocketsHttpHandler Transport(IClientConfig clientConfig)
    {
        var transport = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Connect(clientConfig) };
#else
    private TimeSpan Connect(IClientConfig clientConfig) => Answer(clientConfig);

    private static HttpClientHandler Transport(IClientConfig clientConfig)
    {
        // .NET Framework would open two connections to a host, and let other calls of a fleet wait.
        var transport = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 50 };
#endif
        if (IsLoopback(clientConfig))
        {
            // A sandbox on this machine, which the proxy of the environment can't reach.
            transport.UseProxy = false;
        }
        else if (clientConfig.GetWebProxy() is { } proxy)
        {
            transport.Proxy = proxy;
        }

        if (clientConfig.MaxConnectionsPerServer is { } maximum)
        {
            transport.MaxConnectionsPerServer = maximum;
        }

        return transport;
    }

    private TimeSpan Answer(IClientConfig clientConfig) => clientConfig.Timeout ?? limits.Answer;

    private static bool IsLoopback(IClientConfig clientConfig) =>
        Uri.TryCreate(clientConfig.ServiceURL, UriKind.Absolute, out var url) && url.IsLoopback;
}
