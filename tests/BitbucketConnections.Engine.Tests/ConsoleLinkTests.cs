using System;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Tests;

public sealed class ConsoleLinkTests
{
    [Theory]
    [InlineData("aws", "us-west-2", "https://us-west-2.console.aws.amazon.com/codesuite/settings/123456789012/us-west-2/codestar-connections/connections/abc")]
    [InlineData("aws-us-gov", "us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com/codesuite/settings/123456789012/us-gov-west-1/codestar-connections/connections/abc")]
    [InlineData("aws-cn", "cn-north-1", "https://cn-north-1.console.amazonaws.cn/codesuite/settings/123456789012/cn-north-1/codestar-connections/connections/abc")]
    [InlineData("aws-iso", "us-iso-east-1", null)]
    [InlineData("aws-eusc", "eusc-de-east-1", null)]
    public void A_console_link_is_in_the_partition_or_null(string partition, string region, string? expected)
    {
        Assert.True(Arn.TryParse($"arn:{partition}:codestar-connections:{region}:123456789012:connection/abc", out var arn));
        Assert.Equal(expected, new ConsoleLinks(null).Connection(arn)?.ToString());
        Assert.Equal(expected, new ConsoleLinks(new Uri("https://vpce.example.com/")).Connection(arn)?.ToString());
        Assert.StartsWith("http://127.0.0.1:4566/codesuite/settings/123456789012/", new ConsoleLinks(new Uri("http://127.0.0.1:4566/")).Connection(arn)!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-west-2", "us-west-2.console.aws.amazon.com")]
    [InlineData("us-gov-west-1", "us-gov-west-1.console.amazonaws-us-gov.com")]
    [InlineData("cn-north-1", "cn-north-1.console.amazonaws.cn")]
    [InlineData("us-iso-east-1", null)]
    [InlineData("us-isob-east-1", null)]
    [InlineData("eu-isoe-west-1", null)]
    [InlineData("eusc-de-east-1", null)]
    [InlineData("us-west-99", "us-west-99.console.aws.amazon.com")]
    public void The_link_of_an_execution_is_in_the_partition_of_its_Region_or_null(string region, string? host) =>
        Assert.Equal(host, new ExecutionReader(region, new ConsoleLinks(null)).Started("demo", "abc").ConsoleUrl is { } link ? new Uri(link).Host : null);
}
