using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.CodeConnections;
using Amazon.CodePipeline;
using Amazon.CodeStarconnections;
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
        from service in new[] { "codestar-connections", "codeconnections", "codepipeline" }
        from region in s_regions
        from fips in new[] { false, true }
        from dualStack in new[] { false, true }
        select new TheoryDataRow<string, string, bool, bool>(service, region.Region, fips, dualStack);

    [Theory]
    [MemberData(nameof(Matrix))]
    public void An_endpoint_is_made_by_the_rule_of_every_partition(string service, string region, bool fips, bool dualStack)
    {
        var (_, suffix, dualStackSuffix) = s_regions.Single(r => r.Region == region);
        if (dualStack && dualStackSuffix is null)
        {
            // Partitions gain dual-stack over the years: SDK data decides, and an answer is a URL or the rule's error.
            try
            {
                Assert.StartsWith($"https://{service}{(fips ? "-fips" : string.Empty)}.{region}.", Resolve(service, region, fips, dualStack), StringComparison.Ordinal);
            }
            catch (AmazonClientException refused)
            {
                Assert.Contains("DualStack", refused.Message, StringComparison.Ordinal);
            }

            return;
        }

        Assert.Equal(
            $"https://{service}{(fips ? "-fips" : string.Empty)}.{region}.{(dualStack ? dualStackSuffix : suffix)}",
            Resolve(service, region, fips, dualStack));
    }

    [Theory]
    [InlineData(true, false, "Invalid Configuration: FIPS and custom endpoint are not supported")]
    [InlineData(false, true, "Invalid Configuration: Dualstack and custom endpoint are not supported")]
    public void A_custom_endpoint_takes_no_variant(bool fips, bool dualStack, string message)
    {
        var config = new AmazonCodePipelineConfig { RegionEndpoint = RegionEndpoint.USEast1, UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack };
        config.ServiceURL = "http://localhost:1/";

        var thrown = Assert.Throws<AmazonClientException>(() => config.DetermineServiceOperationEndpoint(new(new Amazon.CodePipeline.Model.GetPipelineRequest())));

        Assert.Equal(message, thrown.Message);
    }

    [Theory]
    [InlineData("codestar-connections")]
    [InlineData("codeconnections")]
    [InlineData("codepipeline")]
    public void The_rule_set_of_AWS_says_the_same(string service)
    {
        Assert.SkipUnless(ServiceModel.IsHere, ServiceModel.Missing);
        var rules = ServiceModel.Read(service + "-endpoints.json");
        var urls = new List<string>();
        var errors = new List<string>();
        Walk(rules["rules"]!, urls, errors);

        Assert.Equal(
            [
                $"https://{service}-fips.{{Region}}.{{PartitionResult#dnsSuffix}}",
                $"https://{service}-fips.{{Region}}.{{PartitionResult#dualStackDnsSuffix}}",
                $"https://{service}.{{Region}}.{{PartitionResult#dnsSuffix}}",
                $"https://{service}.{{Region}}.{{PartitionResult#dualStackDnsSuffix}}",
            ],
            urls.Where(u => u.StartsWith("https://", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("Invalid Configuration: FIPS and custom endpoint are not supported", errors);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL", "codestar-connections")]
    [InlineData("AWS_ENDPOINT_URL", "codeconnections")]
    [InlineData("AWS_ENDPOINT_URL", "codepipeline")]
    [InlineData("AWS_ENDPOINT_URL_CODESTAR_CONNECTIONS", "codestar-connections")]
    [InlineData("AWS_ENDPOINT_URL_CODECONNECTIONS", "codeconnections")]
    [InlineData("AWS_ENDPOINT_URL_CODEPIPELINE", "codepipeline")]
    public void An_endpoint_of_the_environment_counts(string variable, string service)
    {
        using var environment = new EnvironmentScope((variable, "http://localhost:4566/"));

        Assert.Equal("http://localhost:4566/", Resolve(service, "us-east-1", false, false));
    }

    [Fact]
    public void The_endpoint_of_one_service_is_not_anothers_and_can_be_ignored()
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
            _ => new AmazonCodePipelineConfig(),
        };
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.UseFIPSEndpoint = fips;
        config.UseDualstackEndpoint = dualStack;
        return config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new Amazon.CodePipeline.Model.GetPipelineRequest())).URL;
    }

    private static void Walk(JsonNode node, List<string> urls, List<string> errors)
    {
        foreach (var rule in node.AsArray())
        {
            if (rule!["endpoint"]?["url"] is JsonValue url)
            {
                urls.Add((string)url!);
            }

            if (rule["error"] is JsonValue error)
            {
                errors.Add((string)error!);
            }

            if (rule["rules"] is { } nested)
            {
                Walk(nested, urls, errors);
            }
        }
    }
}
