using System.Collections.Generic;
using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.IdentityManagement;

/// <summary>
/// The endpoint rule of IAM, from its endpoint rule set: one host for each partition. Signatures have the Region of this
/// host, for any Region of the client.
/// </summary>
internal static class IdentityManagementEndpoint
{
    // The values of partitions that differ from the common rule below.
    private static readonly Dictionary<(string Partition, bool Fips, bool DualStack), string> s_exceptions = new()
    {
        [("aws", false, true)] = "iam.global.api.aws",
        [("aws", true, true)] = "iam-fips.global.api.aws",
        [("aws-cn", false, true)] = "iam.global.api.amazonwebservices.com.cn",
        [("aws-cn", false, false)] = "iam.cn-north-1.amazonaws.com.cn",
        [("aws-us-gov", false, true)] = "iam.us-gov.api.aws",
        [("aws-us-gov", true, true)] = "iam.us-gov.api.aws",
        [("aws-us-gov", false, false)] = "iam.us-gov.amazonaws.com",
        [("aws-us-gov", true, false)] = "iam.us-gov.amazonaws.com",
        [("aws-iso", false, false)] = "iam.us-iso-east-1.c2s.ic.gov",
        [("aws-iso", true, false)] = "iam-fips.us-iso-east-1.c2s.ic.gov",
        [("aws-iso-b", false, false)] = "iam.us-isob-east-1.sc2s.sgov.gov",
        [("aws-iso-b", true, false)] = "iam-fips.us-isob-east-1.sc2s.sgov.gov",
        [("aws-iso-e", false, false)] = "iam.eu-isoe-west-1.cloud.adc-e.uk",
        [("aws-iso-f", false, false)] = "iam.us-isof-south-1.csp.hci.ic.gov",
        [("aws-eusc", false, false)] = "iam.eusc-de-east-1.amazonaws.eu",
    };

    /// <summary>Resolves the endpoint.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="serviceUrl">A custom endpoint, or null.</param>
    /// <param name="useFips">Whether a FIPS endpoint is requested.</param>
    /// <param name="useDualStack">Whether an endpoint with IPv6 is requested.</param>
    /// <returns>The URL.</returns>
    /// <exception cref="AmazonClientException">The rules have no endpoint for this. The message is from the rule set.</exception>
    public static string Resolve(string? region, string? serviceUrl, bool useFips, bool useDualStack)
    {
        if (!string.IsNullOrEmpty(serviceUrl))
        {
            return RegionalEndpoint.CustomEndpoint(serviceUrl!, useFips, useDualStack);
        }

        if (string.IsNullOrEmpty(region))
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }

        var partition = Fn.Partition(region!);
        if (s_exceptions.TryGetValue((partition.name, useFips, useDualStack), out var host))
        {
            return "https://" + host;
        }

        RegionalEndpoint.CheckVariants(partition, useFips, useDualStack);
        var suffix = useDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        return $"https://iam{(useFips ? "-fips" : string.Empty)}.{suffix}";
    }

    /// <summary>Gets the Region of signatures: the Region of IAM's host in the partition. In China, IAM is in the other Region.</summary>
    /// <param name="region">The Region of the client.</param>
    /// <returns>The Region of the signature.</returns>
    public static string SigningRegion(string region)
    {
        var partition = Fn.Partition(region);
        return partition.name == "aws-cn" ? "cn-north-1" : partition.implicitGlobalRegion;
    }
}
