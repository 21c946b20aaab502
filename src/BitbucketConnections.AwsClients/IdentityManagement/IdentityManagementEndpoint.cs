using System.Collections.Generic;
using Amazon.Protocol;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.IdentityManagement;

/// <summary>
/// The endpoint rule of IAM (its endpoint rule set): one host for a whole partition, whose signatures name the Region
/// it lies in. Other partitions, and what a partition has no such host for, follow the rule of a regional service.
/// </summary>
internal static class IdentityManagementEndpoint
{
    private static readonly Dictionary<string, Partition> s_partitions = new()
    {
        ["aws"] = new("https://iam.amazonaws.com", "https://iam-fips.amazonaws.com", "us-east-1"),
        ["aws-cn"] = new("https://iam.cn-north-1.amazonaws.com.cn", null, "cn-north-1"),
        ["aws-us-gov"] = new("https://iam.us-gov.amazonaws.com", "https://iam.us-gov.amazonaws.com", "us-gov-west-1"),
        ["aws-iso"] = new("https://iam.us-iso-east-1.c2s.ic.gov", null, "us-iso-east-1"),
        ["aws-iso-b"] = new("https://iam.us-isob-east-1.sc2s.sgov.gov", null, "us-isob-east-1"),
        ["aws-iso-e"] = new("https://iam.eu-isoe-west-1.cloud.adc-e.uk", null, "eu-isoe-west-1"),
        ["aws-iso-f"] = new("https://iam.us-isof-south-1.csp.hci.ic.gov", null, "us-isof-south-1"),
    };

    /// <summary>Resolves the endpoint.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="serviceUrl">A custom endpoint, or null.</param>
    /// <param name="useFips">Whether a FIPS endpoint is asked for.</param>
    /// <param name="useDualStack">Whether an endpoint with IPv6 is asked for.</param>
    /// <returns>The URL, and the Region of the signature or null for the Region of the client.</returns>
    /// <exception cref="Amazon.Runtime.AmazonClientException">The rules have no endpoint for this; the text is the rule set's.</exception>
    public static (string Url, string? SigningRegion) Resolve(string? region, string? serviceUrl, bool useFips, bool useDualStack)
    {
        if (string.IsNullOrEmpty(serviceUrl)
            && !useDualStack
            && !string.IsNullOrEmpty(region)
            && s_partitions.TryGetValue(Fn.Partition(region!).name, out var partition)
            && (useFips ? partition.FipsUrl : partition.Url) is { } url)
        {
            return (url, partition.SigningRegion);
        }

        return (RegionalEndpoint.Resolve("iam", region, serviceUrl, useFips, useDualStack), null);
    }

    private sealed record Partition(string Url, string? FipsUrl, string SigningRegion);
}
