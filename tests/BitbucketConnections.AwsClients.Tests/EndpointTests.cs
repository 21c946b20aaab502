using System.Collections.Generic;
using System.Linq;
using Amazon;
using Amazon.CloudWatchLogs;
using Amazon.CodeBuild;
using Amazon.CodeConnections;
using Amazon.CodeGuruReviewer;
using Amazon.CodePipeline;
using Amazon.CodeStarconnections;
using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace BitbucketConnections.AwsClients.Tests;

[Collection(nameof(EnvironmentScope))]
public sealed class EndpointTests
{
    private static readonly (string Region, string Suffix, string? DualStack)[] s_regions =
    [
        ("us-east-1", "amazonaws.com", "api.aws"),
        ("eu-central-1", "amazonaws.com", "api.aws"),
        ("ap-new-9", "amazonaws.com", "api.aws"),
        ("cn-north-1", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
        ("us-gov-west-1", "amazonaws.com", "api.aws"),
        ("us-iso-east-1", "c2s.ic.gov", null),
        ("us-isob-east-1", "sc2s.sgov.gov", null),
        ("eu-isoe-west-1", "cloud.adc-e.uk", null),
        ("us-isof-south-1", "csp.hci.ic.gov", null),
        ("eusc-de-east-1", "amazonaws.eu", null),
    ];

    public static IEnumerable<TheoryDataRow<string, string, bool, bool>> Matrix() =>
        from service in new[] { "codestar-connections", "codeconnections", "codepipeline", "codebuild", "codeguru-reviewer" }
        from region in s_regions
        from fips in new[] { false, true }
        from dualStack in new[] { false, true }
        select new TheoryDataRow<string, string, bool, bool>(service, region.Region, fips, dualStack);

    // The SDK's data decides whether isolated partitions support dual-stack. The test of the rule set covers them.
    public static IEnumerable<TheoryDataRow<string, string, bool, bool>> Known() =>
        Matrix().Where(row => !row.Data.Item4 || s_regions.Single(r => r.Region == row.Data.Item2).DualStack is not null);

    [Theory]
    [MemberData(nameof(Known))]
    public void An_endpoint_follows_the_rule_of_its_partition(string service, string region, bool fips, bool dualStack)
    {
        var (_, suffix, dualStackSuffix) = s_regions.Single(r => r.Region == region);
        Assert.Equal(
            $"https://{service}{(fips ? "-fips" : string.Empty)}.{region}.{(dualStack ? dualStackSuffix : suffix)}",
            Resolve(service, region, fips, dualStack));
    }

    [Theory]
    [InlineData(true, false, "Invalid Configuration: FIPS and custom endpoint are not supported")]
    [InlineData(false, true, "Invalid Configuration: Dualstack and custom endpoint are not supported")]
    public void A_custom_endpoint_allows_no_variant(bool fips, bool dualStack, string message)
    {
        var config = new AmazonCodePipelineConfig { RegionEndpoint = RegionEndpoint.USEast1, UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack };
        config.ServiceURL = "http://localhost:1/";

        var thrown = Assert.Throws<AmazonClientException>(() => config.DetermineServiceOperationEndpoint(new(new Amazon.CodePipeline.Model.GetPipelineStateRequest())));

        Assert.Equal(message, thrown.Message);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void The_endpoint_matches_the_rule_set_of_AWS(string service, string region, bool fips, bool dualStack)
    {
        var rules = EndpointRuleSet.Load(service);

        Assert.Equal(rules.Resolve(region, null, fips, dualStack), Outcome(service, region, null, fips, dualStack));
        Assert.Equal(
            rules.Resolve(region, "http://localhost:1/", fips, dualStack),
            Outcome(service, region, "http://localhost:1/", fips, dualStack));
    }

    [Theory]
    [InlineData("codestar-connections")]
    [InlineData("codeconnections")]
    [InlineData("codepipeline")]
    [InlineData("codebuild")]
    [InlineData("codeguru-reviewer")]
    public void A_missing_Region_gives_the_error_of_the_rule_set(string service)
    {
        var thrown = Assert.Throws<AmazonClientException>(() => RegionalEndpoint.Resolve(service, null, null, false, false));

        Assert.Equal(EndpointRuleSet.Load(service).Resolve(null, null, false, false), thrown.Message);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL", "codestar-connections")]
    [InlineData("AWS_ENDPOINT_URL", "codeconnections")]
    [InlineData("AWS_ENDPOINT_URL", "codepipeline")]
    [InlineData("AWS_ENDPOINT_URL_CODESTAR_CONNECTIONS", "codestar-connections")]
    [InlineData("AWS_ENDPOINT_URL_CODECONNECTIONS", "codeconnections")]
    [InlineData("AWS_ENDPOINT_URL_CODEPIPELINE", "codepipeline")]
    [InlineData("AWS_ENDPOINT_URL_CODEGURU_REVIEWER", "codeguru-reviewer")]
    public void An_endpoint_in_an_environment_variable_is_used(string variable, string service)
    {
        using var environment = new EnvironmentScope((variable, "http://localhost:4566/"));

        Assert.Equal("http://localhost:4566/", Resolve(service, "us-east-1", false, false));
    }

    [Fact]
    public void The_endpoint_of_one_service_is_not_used_for_another_and_can_be_ignored()
    {
        using var environment = new EnvironmentScope(("AWS_ENDPOINT_URL_CODEPIPELINE", "http://localhost:4566/"));
        Assert.Equal("https://codeconnections.us-east-1.amazonaws.com", Resolve("codeconnections", "us-east-1", false, false));

        using var ignored = new EnvironmentScope(("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"));
        FallbackInternalConfigurationFactory.Reset();
        var url = Resolve("codepipeline", "us-east-1", false, false);
        ignored.Dispose();
        FallbackInternalConfigurationFactory.Reset();
        Assert.Equal("https://codepipeline.us-east-1.amazonaws.com", url);
    }

    private static string Resolve(string service, string region, bool fips, bool dualStack)
    {
        ClientConfig config = service switch
        {
            "codestar-connections" => new AmazonCodeStarconnectionsConfig(),
            "codeconnections" => new AmazonCodeConnectionsConfig(),
            "logs" => new AmazonCloudWatchLogsConfig(),
            "codebuild" => new AmazonCodeBuildConfig(),
            "codeguru-reviewer" => new AmazonCodeGuruReviewerConfig(),
            _ => new AmazonCodePipelineConfig(),
        };
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.UseFIPSEndpoint = fips;
        config.UseDualstackEndpoint = dualStack;
        return config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new Amazon.CodePipeline.Model.GetPipelineStateRequest())).URL;
    }

    // The URL or the error message.
    private static string Outcome(string service, string region, string? endpoint, bool fips, bool dualStack)
    {
        try
        {
            return RegionalEndpoint.Resolve(service, region, endpoint, fips, dualStack);
        }
        catch (AmazonClientException refused)
        {
            return refused.Message;
        }
    }
}
