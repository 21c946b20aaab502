using Amazon;

namespace BitbucketConnections.Engine.Regions;

/// <summary>Gets the partition of a Region, for resources without an ARN.</summary>
internal static class AwsPartition
{
    public static string Of(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;
}
