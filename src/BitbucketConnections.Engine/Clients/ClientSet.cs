using System;
using System.Collections.Concurrent;
using System.Threading;
using Amazon;
using Amazon.CloudWatchLogs;
using Amazon.CodeBuild;
using Amazon.CodeConnections;
using Amazon.CodeGuruReviewer;
using Amazon.CodePipeline;
using Amazon.CodeStarconnections;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Calling.Rates;
using BitbucketConnections.Engine.Configuration;
using BitbucketConnections.Engine.Credentials;

namespace BitbucketConnections.Engine.Clients;

/// <summary>The clients of one identity, one per service and Region, created on first use and shared by all calls.</summary>
internal sealed class ClientSet
{
    // The values are objects: fields of the clients' types would load the assemblies of all services with the first call.
    private readonly ConcurrentDictionary<string, Lazy<object>> _clients = new();
    private readonly ConcurrentDictionary<string, Uri?> _endpoints = new();
    private readonly CallHttpClientFactory _http;
    private readonly Func<FoundCredentials> _find;
    private readonly SessionSettings _settings;
    private readonly object _finding = new();
    private FoundCredentials? _found;

    public ClientSet(Func<FoundCredentials> find, SessionSettings settings, CallLimits limits, CallRates rates, ResourceTurns? roleTurns = null)
    {
        _http = new CallHttpClientFactory(limits, rates, isTraced: true);
        _find = find;
        _settings = settings;
        RoleTurns = roleTurns ?? new ResourceTurns();
    }

    /// <summary>Gets the turns of the changes that read and then write a role.</summary>
    public ResourceTurns RoleTurns { get; }

    /// <summary>Gets the credentials, resolved on first use. A failure is not cached, so the next call tries again.</summary>
    public FoundCredentials Credentials
    {
        get
        {
            // Parallel calls must not each resolve credentials and prompt for an MFA code.
            lock (_finding)
            {
                return _found ??= _find();
            }
        }
    }

    public IAmazonCodeStarconnections CodeStarConnections(string region) => Get(
        "codestar-connections", region, () => new AmazonCodeStarconnectionsClient(Credentials.Credentials, Configure(new AmazonCodeStarconnectionsConfig(), region)));

    public IAmazonCodeConnections CodeConnections(string region) => Get(
        "codeconnections", region, () => new AmazonCodeConnectionsClient(Credentials.Credentials, Configure(new AmazonCodeConnectionsConfig(), region)));

    public IAmazonCodePipeline CodePipeline(string region) => PipelineDocuments(region);

    public PipelineDocumentClient PipelineDocuments(string region) => Get(
        "codepipeline", region, () => new PipelineDocumentClient(Credentials.Credentials, Configure(new AmazonCodePipelineConfig(), region)));

    public IAmazonCodeBuild CodeBuild(string region) => Get(
        "codebuild", region, () => new AmazonCodeBuildClient(Credentials.Credentials, Configure(new AmazonCodeBuildConfig(), region)));

    public IAmazonCloudWatchLogs CloudWatchLogs(string region) => Get(
        "logs", region, () => new AmazonCloudWatchLogsClient(Credentials.Credentials, Configure(new AmazonCloudWatchLogsConfig(), region)));

    public IAmazonIdentityManagementService IdentityManagement(string region) => Get(
        "iam", region, () => new AmazonIdentityManagementServiceClient(Credentials.Credentials, Global(Configure(new AmazonIdentityManagementServiceConfig(), region))));

    public IAmazonS3 S3(string region) => Get(
        "s3", region, () => new AmazonS3Client(Credentials.Credentials, PathStyle(Configure(new AmazonS3Config(), region))));

    public IAmazonKeyManagementService KeyManagement(string region) => Get(
        "kms", region, () => new AmazonKeyManagementServiceClient(Credentials.Credentials, Configure(new AmazonKeyManagementServiceConfig(), region)));

    public IAmazonCodeGuruReviewer CodeGuruReviewer(string region) => Get(
        "codeguru-reviewer", region, () => new AmazonCodeGuruReviewerClient(Credentials.Credentials, Configure(new AmazonCodeGuruReviewerConfig(), region)));

    /// <summary>Gets the client for GetCallerIdentity. Its calls are traced, so calls that return secrets must not use it.</summary>
    public IAmazonSecurityTokenService CallerIdentity(string region) => Get(
        "sts", region, () => new AmazonSecurityTokenServiceClient(Credentials.Credentials, Configure(new AmazonSecurityTokenServiceConfig(), region)));

    /// <summary>Gets the custom endpoint, from a parameter or the environment; null for the AWS endpoints.</summary>
    public Uri? Endpoint(string region) => _endpoints.TryGetValue(region, out var known) ? known : _endpoints.GetOrAdd(region, FindEndpoint);

    private Uri? FindEndpoint(string region)
    {
        var url = EndpointSetting.Read(Configure(new AmazonCodeStarconnectionsConfig(), region), _settings);

        // Links that users see are based on it, so user name and password are removed.
        return url is null ? null : new Uri(url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));
    }

    // IAM is one service per partition. Its host determines the Region of the signature, except for a custom endpoint.
    private static AmazonIdentityManagementServiceConfig Global(AmazonIdentityManagementServiceConfig config)
    {
        if (string.IsNullOrEmpty(config.ServiceURL))
        {
            config.AuthenticationRegion = null;
        }

        return config;
    }

    // A loopback address has no host name that a bucket name could prefix.
    private static AmazonS3Config PathStyle(AmazonS3Config config)
    {
        config.ForcePathStyle = Uri.TryCreate(config.ServiceURL, UriKind.Absolute, out var url) && url.IsLoopback;
        return config;
    }

    private T Get<T>(string service, string region, Func<T> create)
        where T : class
    {
        var key = service + "/" + region;
        var client = _clients.TryGetValue(key, out var known) ? known : _clients.GetOrAdd(key, new Lazy<object>(create, LazyThreadSafetyMode.PublicationOnly));
        return (T)client.Value;
    }

    private T Configure<T>(T config, string region)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        ClientConfiguration.Apply(config, _settings);
        config.HttpClientFactory = _http;

        // With a custom endpoint, the SDK would guess the Region of the signature from the host.
        config.AuthenticationRegion = region;
        if (_settings.EndpointUrl is { } url)
        {
            config.ServiceURL = url.AbsoluteUri;
        }

        return EndpointSetting.Read(config, _settings) is not null && (config.UseFIPSEndpoint || config.UseDualstackEndpoint)
            ? throw ServiceException.FromFindings([new Finding(
                "EndpointConflict",
                "A custom endpoint can't be combined with a FIPS or dual-stack endpoint. Remove one of these settings: -EndpointUrl, AWS_ENDPOINT_URL or endpoint_url, "
                + "or AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT, use_fips_endpoint or use_dualstack_endpoint.")])
            : config;
    }
}
