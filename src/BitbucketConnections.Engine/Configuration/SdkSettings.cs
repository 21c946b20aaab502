using System;
using Amazon.Runtime.Internal;

namespace BitbucketConnections.Engine.Configuration;

/// <summary>The settings that the SDK reads from the environment and the profile once per process.</summary>
internal static class SdkSettings
{
    private static volatile bool s_isRead;

    /// <summary>Lets the SDK read the settings again, because they may have changed.</summary>
    /// <param name="settings">The settings of the session.</param>
    /// <exception cref="ServiceException">A variable is not valid, or the profile can't be read.</exception>
    public static void Reset(SessionSettings settings)
    {
        EnvironmentCheck.Run();
        if (!s_isRead)
        {
            // The SDK reads the profile in the initializer of a class. If that failed, the class could not be used until the process ends.
            _ = ProfileStore.Find(new SessionSettings());
        }

        try
        {
            FallbackInternalConfigurationFactory.Reset();
            s_isRead = true;
        }
        catch (Exception failure) when (ProfileStore.IsUnreadable(failure))
        {
            throw ProfileStore.Unreadable(settings, failure);
        }
    }
}
