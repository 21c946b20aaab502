using System.Linq;

namespace BitbucketConnections.Contracts.Tests;

public sealed class ConnectionRegionsTests
{
    // The Regions that the page of the CodeStarSourceConnection action excludes.
    private static readonly string[] s_excluded =
    [
        "ap-east-1", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-northeast-3", "af-south-1", "me-south-1", "me-central-1", "eu-south-2", "eu-central-2",
        "il-central-1", "us-gov-west-1",
    ];

    [Fact]
    public void The_table_has_exactly_the_Regions_that_support_connection_sources()
    {
        Assert.Equal(
            [
                "ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-southeast-5", "ap-southeast-6", "ca-central-1", "eu-central-1",
                "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
            ],
            ConnectionRegions.Of("aws"));
        Assert.Equal(["us-gov-east-1"], ConnectionRegions.Of("aws-us-gov"));
        Assert.Empty(ConnectionRegions.Of("aws-cn"));
        Assert.Empty(s_excluded.Intersect(ConnectionRegions.All.Select(region => region.Name)));
    }

    [Fact]
    public void Opt_in_Regions_are_marked() => Assert.Equal(
        ["ap-southeast-5", "ap-southeast-6", "eu-south-1"], ConnectionRegions.All.Select(region => region.Name).Where(ConnectionRegions.IsOptIn));
}
