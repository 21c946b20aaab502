using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Amazon;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace BitbucketConnections.AwsClients.Tests;

[Collection(nameof(EnvironmentScope))]
public sealed class IdentityManagementEndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Host and signing Region, from the rule set of the service.
    public static IEnumerable<TheoryDataRow<string, bool, bool, string, string>> Rules() =>
    [
        new("us-east-1", false, false, "iam.amazonaws.com", "us-east-1"),
        new("eu-central-1", false, false, "iam.amazonaws.com", "us-east-1"),
        new("ap-new-9", false, false, "iam.amazonaws.com", "us-east-1"),
        new("us-west-2", true, false, "iam-fips.amazonaws.com", "us-east-1"),
        new("us-west-2", false, true, "iam.global.api.aws", "us-east-1"),
        new("us-west-2", true, true, "iam-fips.global.api.aws", "us-east-1"),
        new("cn-north-1", false, false, "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        new("cn-northwest-1", false, false, "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        new("cn-northwest-1", false, true, "iam.global.api.amazonwebservices.com.cn", "cn-north-1"),
        new("us-gov-east-1", false, false, "iam.us-gov.amazonaws.com", "us-gov-west-1"),
        new("us-gov-east-1", true, false, "iam.us-gov.amazonaws.com", "us-gov-west-1"),
        new("us-gov-east-1", false, true, "iam.us-gov.api.aws", "us-gov-west-1"),
        new("us-gov-east-1", true, true, "iam.us-gov.api.aws", "us-gov-west-1"),
        new("us-iso-west-1", false, false, "iam.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"),
        new("us-iso-west-1", true, false, "iam-fips.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"),
        new("us-isob-east-1", false, false, "iam.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"),
        new("us-isob-east-1", true, false, "iam-fips.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"),
        new("eu-isoe-west-1", false, false, "iam.eu-isoe-west-1.cloud.adc-e.uk", "eu-isoe-west-1"),
        new("us-isof-east-1", false, false, "iam.us-isof-south-1.csp.hci.ic.gov", "us-isof-south-1"),
        new("eusc-de-east-1", false, false, "iam.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"),
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_partition_has_one_host_and_one_signing_Region(string region, bool fips, bool dualStack, string host, string signingRegion)
    {
        using var capture = new CapturingHandler();
        var config = Config(region, fips, dualStack);
        config.HttpClientFactory = new CapturingFactory(capture);
        using var client = new AmazonIdentityManagementServiceClient(Clients.Credentials, config);

        await client.DeleteRoleAsync(new() { RoleName = "x" }, Token);

        Assert.Equal($"https://{host}/", capture.Last!.RequestUri!.ToString());
        Assert.Contains($"/{signingRegion}/iam/aws4_request", string.Join(" ", capture.Last.Headers.GetValues("Authorization")), System.StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_endpoint_matches_the_rule_set_of_AWS(string region, bool fips, bool dualStack, string host, string signingRegion)
    {
        Assert.Equal($"https://{host}", EndpointRuleSet.Load("iam").Resolve(region, null, fips, dualStack));
        Assert.Equal(signingRegion, IdentityManagementEndpoint.SigningRegion(region));
    }

    [Fact]
    public async Task A_signing_Region_in_the_configuration_is_used()
    {
        using var capture = new CapturingHandler();
        var config = Config("us-west-2", false, false);
        config.AuthenticationRegion = "eu-north-1";
        config.HttpClientFactory = new CapturingFactory(capture);
        using var client = new AmazonIdentityManagementServiceClient(Clients.Credentials, config);

        await client.DeleteRoleAsync(new() { RoleName = "x" }, Token);

        Assert.Contains("/eu-north-1/iam/aws4_request", string.Join(" ", capture.Last!.Headers.GetValues("Authorization")), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, "Invalid Configuration: FIPS and custom endpoint are not supported")]
    [InlineData(false, true, "Invalid Configuration: Dualstack and custom endpoint are not supported")]
    public void A_custom_endpoint_allows_no_variant(bool fips, bool dualStack, string message)
    {
        var config = Config("us-east-1", fips, dualStack);
        config.ServiceURL = "http://localhost:1/";

        Assert.Equal(message, Assert.Throws<AmazonClientException>(() => Url(config)).Message);
    }

    [Theory]
    [InlineData(true, false, "FIPS is enabled but this partition does not support FIPS")]
    [InlineData(true, true, "FIPS and DualStack are enabled, but this partition does not support one or both")]
    public void A_variant_that_the_partition_does_not_support_is_rejected(bool fips, bool dualStack, string message)
    {
        var partition = new Amazon.Runtime.Internal.Endpoints.StandardLibrary.Partition { supportsFIPS = false, supportsDualStack = true };

        Assert.Equal(message, Assert.Throws<AmazonClientException>(() => Amazon.Protocol.RegionalEndpoint.CheckVariants(partition, fips, dualStack)).Message);
    }

    [Fact]
    public void A_missing_Region_is_rejected() => Assert.Equal(
        "Invalid Configuration: Missing Region",
        Assert.Throws<AmazonClientException>(() => IdentityManagementEndpoint.Resolve(null, null, false, false)).Message);

    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_IAM")]
    public void An_endpoint_in_an_environment_variable_is_used(string variable)
    {
        using var environment = new EnvironmentScope((variable, "http://localhost:4566/"));

        Assert.Equal("http://localhost:4566/", Url(Config("us-east-1", false, false)));
    }

    [Fact]
    public void The_endpoint_of_another_service_is_not_used_for_IAM()
    {
        using var environment = new EnvironmentScope(("AWS_ENDPOINT_URL_CODEPIPELINE", "http://localhost:4566/"));

        Assert.Equal("https://iam.amazonaws.com", Url(Config("us-east-1", false, false)));
    }

    private static AmazonIdentityManagementServiceConfig Config(string region, bool fips, bool dualStack) => new()
    {
        RegionEndpoint = RegionEndpoint.GetBySystemName(region),
        UseFIPSEndpoint = fips,
        UseDualstackEndpoint = dualStack,
    };

    private static string Url(AmazonIdentityManagementServiceConfig config) =>
        config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new GetRoleRequest())).URL;

    // Responds instead of the real host.
    private sealed class CapturingHandler : HttpMessageHandler
    {
        public HttpRequestMessage? Last { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Last = request;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("<DeleteRoleResponse><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></DeleteRoleResponse>"),
            });
        }
    }

    private sealed class CapturingFactory(CapturingHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
