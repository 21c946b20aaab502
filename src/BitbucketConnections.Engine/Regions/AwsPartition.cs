using System.Linq;
using Amazon;

namespace BitbucketConnections.Engine.Regions;

/// <summary>Gets the partition of a Region, for resources without an ARN.</summary>
internal static class AwsPartition
{
    // The SDK adds each name that GetBySystemName does not find to its list, with this display name.
    private const string Added = "Unknown";

    /// <summary>Determines whether the list of endpoints of the AWS SDK has a Region.</summary>
    public static bool IsKnown(string region) => RegionEndpoint.EnumerableAllRegions.Any(known => known.SystemName == region && known.DisplayName != Added);

    public static string Of(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;
}
