using System;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Configuration;

/// <summary>
/// Configures standard retries, and the endpoint and retry settings of a specified profile, after the environment. If no profile was
/// specified, the SDK itself reads <c>AWS_PROFILE</c> or the default profile.
/// </summary>
internal static class ClientConfiguration
{
    /// <summary>Configures a client.</summary>
    /// <exception cref="ServiceException">A setting of the environment or of the profile is not valid.</exception>
    public static void Apply(ClientConfig config, SessionSettings settings)
    {
        try
        {
            Set(config, settings);
        }
        catch (Exception failure) when (ProfileStore.IsUnreadable(failure))
        {
            throw ProfileStore.Unreadable(settings, failure);
        }
    }

    private static void Set(ClientConfig config, SessionSettings settings)
    {
        config.RetryMode = RequestRetryMode.Standard;

        // AWS_DEFAULTS_MODE only changes retries and timeouts, which this module sets. The clients have only this mode, and refuse others.
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;

        // The SDK would send a request ten more times, beyond its retry limit, after each broken connection. If a pooled connection is
        // stale, the HTTP client retries by itself, as long as nothing was sent.
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
