using Amazon;
using Amazon.CodeConnections;
using Amazon.CodePipeline;
using Amazon.CodeStarconnections;
using Amazon.Runtime;

namespace BitbucketConnections.AwsClients.Tests;

/// <summary>Makes clients that call a server of a test.</summary>
internal static class Clients
{
    private static readonly AWSCredentials s_credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret-for-tests");

    public static AmazonCodePipelineClient CodePipeline(LoopbackServer server, int retries = 0) =>
        new(s_credentials, Configure(new AmazonCodePipelineConfig(), server, retries));

    public static AmazonCodeStarconnectionsClient CodeStar(LoopbackServer server, int retries = 0) =>
        new(s_credentials, Configure(new AmazonCodeStarconnectionsConfig(), server, retries));

    public static AmazonCodeConnectionsClient CodeConnections(LoopbackServer server, int retries = 0) =>
        new(s_credentials, Configure(new AmazonCodeConnectionsConfig(), server, retries));

    private static T Configure<T>(T config, LoopbackServer server, int retries)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.EUWest1;
        config.ServiceURL = server.Url;
        config.AuthenticationRegion = "eu-west-1";
        config.MaxErrorRetry = retries;
        config.RetryMode = RequestRetryMode.Standard;
        return config;
    }
}
