using Amazon;

namespace BitbucketConnections.Engine.Regions;

/// <summary>The partition of a Region, for what has no ARN to read it from.</summary>
internal static class AwsPartition
{
    public static string Of(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;
}
