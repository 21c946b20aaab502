using Amazon;
using Amazon.CloudWatchLogs;
using Amazon.CodeBuild;
using Amazon.CodeConnections;
using Amazon.CodeGuruReviewer;
using Amazon.CodePipeline;
using Amazon.CodeStarconnections;
using Amazon.IdentityManagement;
using Amazon.Runtime;

namespace BitbucketConnections.AwsClients.Tests;

/// <summary>Creates clients that call a test's server.</summary>
internal static class Clients
{
    public static AWSCredentials Credentials { get; } = new BasicAWSCredentials("AKIDEXAMPLE", "secret-for-tests");

    public static AmazonCloudWatchLogsClient CloudWatchLogs(LoopbackServer server, int retries = 0) =>
        new(Credentials, Configure(new AmazonCloudWatchLogsConfig(), server, retries));

    public static AmazonCodeBuildClient CodeBuild(LoopbackServer server, int retries = 0) =>
        new(Credentials, Configure(new AmazonCodeBuildConfig(), server, retries));

    public static AmazonCodePipelineClient CodePipeline(LoopbackServer server, int retries = 0) =>
        new(Credentials, Configure(new AmazonCodePipelineConfig(), server, retries));

    public static AmazonCodeStarconnectionsClient CodeStar(LoopbackServer server, int retries = 0) =>
        new(Credentials, Configure(new AmazonCodeStarconnectionsConfig(), server, retries));

    public static AmazonCodeConnectionsClient CodeConnections(LoopbackServer server, int retries = 0) =>
        new(Credentials, Configure(new AmazonCodeConnectionsConfig(), server, retries));

    public static AmazonCodeGuruReviewerClient CodeGuruReviewer(LoopbackServer server, int retries = 0) =>
        new(Credentials, Configure(new AmazonCodeGuruReviewerConfig(), server, retries));

    public static AmazonIdentityManagementServiceClient IdentityManagement(LoopbackServer server, int retries = 0) =>
        new(Credentials, Configure(new AmazonIdentityManagementServiceConfig(), server, retries));

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
