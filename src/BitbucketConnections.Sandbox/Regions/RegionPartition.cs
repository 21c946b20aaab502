using System;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Sandbox.Regions;

/// <summary>Finds the partition of a Region by its prefix.</summary>
internal static class RegionPartition
{
    private static readonly (string Prefix, string Partition)[] s_partitions =
    [
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("eu-isoe-", "aws-iso-e"),
        ("us-isof-", "aws-iso-f"),
        ("eusc-", "aws-eusc"),
    ];

    /// <summary>Gets the partition of a Region.</summary>
    /// <param name="region">The Region.</param>
    /// <returns>The partition; <c>aws</c> unless the prefix belongs to another one.</returns>
    public static string Of(string region)
    {
        foreach (var (prefix, partition) in s_partitions)
        {
            if (region.StartsWith(prefix, StringComparison.Ordinal))
            {
                return partition;
            }
        }

        return "aws";
    }

    /// <summary>Determines whether a text has the format of a Region name.</summary>
    /// <param name="region">The text.</param>
    /// <returns>True if the format is valid. The existence of the Region is not checked.</returns>
    public static bool IsRegion(string region) => Regex.IsMatch(region, "^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}\\z");

    /// <summary>Refuses a text without the form of a Region's name.</summary>
    /// <param name="region">The text.</param>
    /// <exception cref="ServiceException">Kind Sandbox: it is not a Region name.</exception>
    public static void RequireRegion(string region)
    {
        if (!IsRegion(region))
        {
            throw new ServiceException(ServiceErrorKind.Sandbox, $"'{region}' is not a valid Region name. Specify a Region such as us-east-1.");
        }
    }
}
