using System;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Configuration;

/// <summary>
/// Gives a client the SDK's standard tries, and what a profile that was named says of endpoints and tries, after the environment. Where none was
/// named, the SDK itself reads <c>AWS_PROFILE</c> or the default one; it would read them for a named one too.
/// </summary>
internal static class ClientConfiguration
{
    public static void Apply(ClientConfig config, SessionSettings settings)
    {
        config.RetryMode = RequestRetryMode.Standard;

        // The SDK would send a request ten times more, beyond its limit, after each connection that breaks. Where a pooled one is
        // stale the HTTP client does that itself, as long as nothing was sent.
        config.MaxStaleConnectionRetries = 0;
        config.Profile = ProfileStore.EndpointProfile(settings);
        if (settings.ProfileName is null)
        {
            return;
        }

        var profile = ProfileStore.Find(settings);
        config.UseFIPSEndpoint = Flag("AWS_USE_FIPS_ENDPOINT") ?? profile?.UseFIPSEndpoint ?? false;
        config.UseDualstackEndpoint = Flag("AWS_USE_DUALSTACK_ENDPOINT") ?? profile?.UseDualstackEndpoint ?? false;
        if (AwsEnvironment.Get("AWS_MAX_ATTEMPTS") is null && profile?.MaxAttempts is { } attempts)
        {
            config.MaxErrorRetry = attempts - 1;
        }
    }

    private static bool? Flag(string variable) => AwsEnvironment.Get(variable) is { } text ? text.Equals("true", StringComparison.OrdinalIgnoreCase) : null;
}
