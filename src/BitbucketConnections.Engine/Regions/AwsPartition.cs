using System.Linq;
using Amazon;

namespace BitbucketConnections.Engine.Regions;

/// <summary>Gets the partition of a Region, for resources without an ARN.</summary>
internal static class AwsPartition
{
    /// <summary>Determines whether the list of endpoints of the AWS SDK has a Region.</summary>
    public static bool IsKnown(string region) => RegionEndpoint.EnumerableAllRegions.Any(known => known.SystemName == region);

    public static string Of(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;
}
