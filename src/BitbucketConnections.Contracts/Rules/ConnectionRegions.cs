using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>
/// The Regions in which a pipeline can have a connection source: the endpoints of CodePipeline without the Regions that the page
/// "CodeStarSourceConnection for Bitbucket Cloud, GitHub, ..." of the CodePipeline user guide excludes (read on
/// 2026-11-26): Hong Kong, Hyderabad, Jakarta, Melbourne, Osaka, Cape Town, Bahrain, UAE, Spain, Zurich, Tel Aviv and
/// GovCloud (US-West). China has no connections.
/// </summary>
public static class ConnectionRegions
{
    /// <summary>Gets all Regions, sorted by name.</summary>
    public static IReadOnlyList<ConnectionRegion> All { get; } =
    [
        new("ap-northeast-1"),
        new("ap-northeast-2"),
        new("ap-south-1"),
        new("ap-southeast-1"),
        new("ap-southeast-2"),
        new("ap-southeast-5", isOptIn: true),
        new("ap-southeast-6", isOptIn: true),
        new("ca-central-1"),
        new("eu-central-1"),
        new("eu-north-1"),
        new("eu-south-1", isOptIn: true),
        new("eu-west-1"),
        new("eu-west-2"),
        new("eu-west-3"),
        new("sa-east-1"),
        new("us-east-1"),
        new("us-east-2"),
        new("us-gov-east-1", partition: "aws-us-gov"),
        new("us-west-1"),
        new("us-west-2"),
    ];

    /// <summary>Gets the Regions of a partition.</summary>
    /// <param name="partition">The partition, such as <c>aws</c>.</param>
    /// <returns>The names; empty for a partition without connections.</returns>
    public static IEnumerable<string> Of(string partition) => All.Where(region => region.Partition == partition).Select(region => region.Name);

    /// <summary>Determines whether an account must enable a Region before using it.</summary>
    /// <param name="region">The name of the Region.</param>
    /// <returns>True if the table lists it as an opt-in Region.</returns>
    public static bool IsOptIn(string region) => All.Any(one => one.IsOptIn && one.Name.Equals(region, StringComparison.Ordinal));
}

/// <summary>A Region in which a pipeline can have a connection source.</summary>
public sealed class ConnectionRegion
{
    internal ConnectionRegion(string name, string partition = "aws", bool isOptIn = false)
    {
        Name = name;
        Partition = partition;
        IsOptIn = isOptIn;
    }

    /// <summary>Gets the name, such as <c>us-east-1</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the partition, such as <c>aws</c>.</summary>
    public string Partition { get; }

    /// <summary>Gets a value indicating whether an account must enable the Region before using it.</summary>
    public bool IsOptIn { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
