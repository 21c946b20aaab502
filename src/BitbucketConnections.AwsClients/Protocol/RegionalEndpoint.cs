using Amazon.Runtime;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.Protocol;

/// <summary>
/// The endpoint rule of the regional services, from their endpoint rule sets: one host name for each service and
/// Region in every partition, with variants for FIPS and dual-stack.
/// </summary>
internal static class RegionalEndpoint
{
    /// <summary>Resolves the endpoint of a service.</summary>
    /// <param name="prefix">The endpoint prefix of the service.</param>
    /// <param name="region">The Region.</param>
    /// <param name="serviceUrl">A custom endpoint, or null.</param>
    /// <param name="useFips">Whether a FIPS endpoint is requested.</param>
    /// <param name="useDualStack">Whether an endpoint with IPv6 is requested.</param>
    /// <returns>The URL.</returns>
    /// <exception cref="AmazonClientException">The rules have no endpoint for this. The message is from the rule set.</exception>
    public static string Resolve(string prefix, string? region, string? serviceUrl, bool useFips, bool useDualStack)
    {
        if (!string.IsNullOrEmpty(serviceUrl))
        {
            return CustomEndpoint(serviceUrl!, useFips, useDualStack);
        }

        if (string.IsNullOrEmpty(region))
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }

        var partition = Fn.Partition(region!);
        CheckVariants(partition, useFips, useDualStack);
        var suffix = useDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        return $"https://{prefix}{(useFips ? "-fips" : string.Empty)}.{region}.{suffix}";
    }

    public static string CustomEndpoint(string serviceUrl, bool useFips, bool useDualStack)
    {
        if (useFips)
        {
            throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported");
        }

        return useDualStack
            ? throw new AmazonClientException("Invalid Configuration: Dualstack and custom endpoint are not supported")
            : serviceUrl;
    }

    public static void CheckVariants(Partition partition, bool useFips, bool useDualStack)
    {
        var noFips = useFips && !partition.supportsFIPS;
        var noDualStack = useDualStack && !partition.supportsDualStack;
        if (useFips && useDualStack && (noFips || noDualStack))
        {
            throw new AmazonClientException("FIPS and DualStack are enabled, but this partition does not support one or both");
        }

        if (noFips)
        {
            throw new AmazonClientException("FIPS is enabled but this partition does not support FIPS");
        }

        if (noDualStack)
        {
            throw new AmazonClientException("DualStack is enabled but this partition does not support DualStack");
        }
    }
}
