using System;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Calling.Rates;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests that the SDK's own settings of a client are used.</summary>
[Collection("environment")]
public sealed class CallHttpClientFactoryTests
{
    private static readonly CallRates s_rates = new(new SystemClock());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_proxy_in_the_SDK_settings_is_used()
    {
        using var environment = new EnvironmentScope();
        using var proxy = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        var config = new AmazonCodePipelineConfig { ServiceURL = "http://aws.invalid/", ProxyHost = proxy.Url.Host, ProxyPort = proxy.Url.Port };

        using var client = new CallHttpClientFactory(CallLimits.Default, s_rates, isTraced: false).CreateHttpClient(config);

        Assert.Equal("ok", await client.GetStringAsync(new Uri("http://aws.invalid/"), Token));
        Assert.Equal(1, proxy.Connections);
    }

    [Fact]
    public async Task A_timeout_in_the_SDK_settings_takes_precedence()
    {
        using var environment = new EnvironmentScope();
        using var silent = new RawServer(answer: null);
        var config = new AmazonCodePipelineConfig { ServiceURL = silent.Url.AbsoluteUri, Timeout = TimeSpan.FromSeconds(0.2) };

        using var client = new CallHttpClientFactory(CallLimits.Default, s_rates, isTraced: false).CreateHttpClient(config);

        Assert.Contains("within 0.2 s", (await Assert.ThrowsAsync<SilentHostException>(() => client.GetAsync(silent.Url, Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clients_with_other_limits_are_not_shared()
    {
        var config = new AmazonCodePipelineConfig { ServiceURL = "https://aws.invalid/" };
        string[] keys =
        [
            new CallHttpClientFactory(CallLimits.Default, s_rates, isTraced: false).GetConfigUniqueString(config),
            new CallHttpClientFactory(CallLimits.Default, s_rates, isTraced: true).GetConfigUniqueString(config),
            new CallHttpClientFactory(CallLimits.Default, new CallRates(new SystemClock()), isTraced: true).GetConfigUniqueString(config),
            new CallHttpClientFactory(CallLimits.Default with { Answer = TimeSpan.FromSeconds(1) }, s_rates, isTraced: true).GetConfigUniqueString(config),
        ];

        Assert.Distinct(keys);
    }
}
