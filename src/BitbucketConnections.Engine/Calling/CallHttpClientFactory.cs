using System;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using Amazon.Runtime;
using BitbucketConnections.Engine.Calling.Rates;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Creates the HTTP client of the SDK clients: with timeouts, without a proxy for loopback, and with tracing if bodies can be shown.</summary>
internal sealed class CallHttpClientFactory(CallLimits limits, CallRates rates, bool isTraced) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        HttpMessageHandler handler = new EchoHandler(new LimitingHandler(Transport(clientConfig), Connect(clientConfig), Answer(clientConfig)));
        return new HttpClient(new RateHandler(isTraced ? new TracingHandler(handler) : handler, rates)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    // One HTTP client serves all clients of the set. The SDK's cache would key it by settings that don't matter here.
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => true;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public override string GetConfigUniqueString(IClientConfig clientConfig) => string.Join(
        "|",
        "BitbucketConnections",
        isTraced,
        RuntimeHelpers.GetHashCode(rates),
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
        // .NET Framework opens only two connections per host by default, so parallel calls would wait.
        var transport = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 50 };
#endif
        if (IsLoopback(clientConfig))
        {
            // A local sandbox, which the proxy of the environment can't reach.
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
