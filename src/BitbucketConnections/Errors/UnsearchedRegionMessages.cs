using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Errors;

/// <summary>Creates the messages about Regions that a search did not cover.</summary>
internal static class UnsearchedRegionMessages
{
    /// <summary>Describes a Region that was not searched.</summary>
    public static string Describe(UnsearchedRegion region) => region.Reason switch
    {
        UnsearchedReason.NotEnabled => $"{region.Region} is not enabled for the account, so it has no pipelines ({region.Failure.ErrorCode}).",
        UnsearchedReason.ClosedByPolicy => $"The pipelines in {region.Region} were not searched: a service control policy denies access to the Region.",
        _ => $"The pipelines in {region.Region} were not searched: {region.Failure.ToSentence()}",
    };

    /// <summary>Creates the error for a Region that was not searched, for a search that must be complete.</summary>
    public static ServiceException ToFailure(UnsearchedRegion region) =>
        region.Failure.WithMeaning(ServiceErrorKind.Incomplete, "RegionNotSearched", Describe(region), region.Region);

    /// <summary>Describes the Regions that an explicit list omits; null if there are none.</summary>
    public static string? DescribeLeftOut(IReadOnlyList<string> searched, IEnumerable<string> all) => all.Except(searched).ToList() is { Count: > 0 } leftOut
        ? $"The search is limited to {string.Join(", ", searched)}. Pipelines in these Regions may use the connection: {string.Join(", ", leftOut)}."
        : null;
}
