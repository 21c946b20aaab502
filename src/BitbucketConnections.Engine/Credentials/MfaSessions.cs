using System.Collections.Concurrent;
using Amazon.Runtime;
using BitbucketConnections.Engine.Configuration;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>
/// Caches the role sessions that need an MFA code, one per profile and process, until they expire. Another Region, endpoint or
/// environment variable does not cause another prompt.
/// </summary>
internal static class MfaSessions
{
    private static readonly ConcurrentDictionary<string, AWSCredentials> s_sessions = new();

    /// <summary>Gets the cached role session of the profile if the profile files are unchanged; otherwise caches the new one.</summary>
    public static AWSCredentials Share(SessionSettings settings, AWSCredentials made)
    {
        var times = ProfileStore.Times(settings);
        return s_sessions.GetOrAdd($"{ProfileStore.Describe(settings)}|{times.Credentials}|{times.Config}", made);
    }
}
