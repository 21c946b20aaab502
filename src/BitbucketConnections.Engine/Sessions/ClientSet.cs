using System;
using System.Collections.Concurrent;
using Amazon;
using Amazon.CodeConnections;
using Amazon.CodePipeline;
using Amazon.CodeStarconnections;
using Amazon.Runtime;
using BitbucketConnections.Engine.Calls;
using BitbucketConnections.Engine.Credentials;

namespace BitbucketConnections.Engine.Sessions;

/// <summary>The clients of one identity, one a service and Region, made on first use and shared by all calls.</summary>
internal sealed class ClientSet
{
    private readonly ConcurrentDictionary<string, Lazy<AmazonCodeStarconnectionsClient>> _starConnections = new();
    private readonly ConcurrentDictionary<string, Lazy<AmazonCodeConnectionsClient>> _connections = new();
    private readonly ConcurrentDictionary<string, Lazy<AmazonCodePipelineClient>> _pipelines = new();
    private readonly TracingHttpClientFactory _http = new();
    private readonly FoundCredentials _credentials;
    private readonly Uri? _endpointUrl;

    public ClientSet(FoundCredentials credentials, Uri? endpointUrl)
    {
        _credentials = credentials;
        _endpointUrl = endpointUrl;
    }

    public string CredentialSource => _credentials.Source;

    public IAmazonCodeStarconnections CodeStarConnections(string region) => Get(
        _starConnections, region, () => new AmazonCodeStarconnectionsClient(_credentials.Credentials, Configure(new AmazonCodeStarconnectionsConfig(), region)));

    public IAmazonCodeConnections CodeConnections(string region) => Get(
        _connections, region, () => new AmazonCodeConnectionsClient(_credentials.Credentials, Configure(new AmazonCodeConnectionsConfig(), region)));

    public IAmazonCodePipeline CodePipeline(string region) => Get(
        _pipelines, region, () => new AmazonCodePipelineClient(_credentials.Credentials, Configure(new AmazonCodePipelineConfig(), region)));

    /// <summary>Gets the custom endpoint, given or from the environment; null for AWS's own.</summary>
    public Uri? Endpoint(string region)
    {
        var url = CodeStarConnections(region).Config.ServiceURL;
        return string.IsNullOrEmpty(url) ? null : new Uri(url);
    }

    private static T Get<T>(ConcurrentDictionary<string, Lazy<T>> clients, string region, Func<T> create) =>
        clients.GetOrAdd(region, _ => new Lazy<T>(create)).Value;

    private T Configure<T>(T config, string region)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.RetryMode = RequestRetryMode.Standard;
        config.HttpClientFactory = _http;
        if (_endpointUrl is not null)
        {
            // A custom endpoint replaces the Region in the SDK; the signature still needs it.
            config.ServiceURL = _endpointUrl.AbsoluteUri;
            config.AuthenticationRegion = region;
        }

        return config;
    }
}
