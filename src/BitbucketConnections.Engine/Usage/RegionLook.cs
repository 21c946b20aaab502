using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Usage;

/// <summary>Determines why a Region could not list its pipelines.</summary>
internal static class RegionLook
{
    /// <summary>Gets the Regions that were not searched.</summary>
    /// <typeparam name="T">The type of the results.</typeparam>
    /// <param name="looks">The outcome of each Region.</param>
    /// <returns>The Regions, in their order.</returns>
    /// <exception cref="ServiceException">No Region was searched, or an error is not specific to a Region.</exception>
    public static IReadOnlyList<UnsearchedRegion> Unsearched<T>(IReadOnlyList<FleetOutcome<string, T>> looks)
    {
        // Credentials that cannot be found or read are the same for all Regions.
        if (looks.FirstOrDefault(look => look.Error is { Operation: null })?.Error is { } common)
        {
            throw common;
        }

        var keysAreValid = looks.Any(look => look.Error is null or { Kind: ServiceErrorKind.Service, IsCredentialsInvalid: false });
        var unsearched = looks.Where(look => look.Error is not null)
            .Select(look => new UnsearchedRegion { Region = look.Item, Reason = Reason(look.Item, look.Error!, keysAreValid), Failure = look.Error! })
            .ToList();
        return unsearched.Count < looks.Count
            ? unsearched
            : throw (unsearched.Find(one => one.Reason != UnsearchedReason.NotEnabled) ?? unsearched[0]).Failure;
    }

    private static UnsearchedReason Reason(string region, ServiceException failure, bool keysAreValid)
    {
        // In a Region that is enabled by default, the same codes mean invalid keys.
        if (keysAreValid && failure.IsRegionNotEnabled && ConnectionRegions.IsOptIn(region))
        {
            return UnsearchedReason.NotEnabled;
        }

        // "... with an explicit deny in a service control policy", "... because no service control policy allows the ... action".
        return failure.IsAccessDenied && failure.ServiceMessage?.IndexOf("service control policy", StringComparison.OrdinalIgnoreCase) >= 0
            ? UnsearchedReason.ClosedByPolicy
            : UnsearchedReason.Failed;
    }
}
