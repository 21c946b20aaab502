using System.Collections.Concurrent;
using Amazon.Runtime;
using BitbucketConnections.Engine.Configuration;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>
/// Keeps the roles that need a code, one a profile and process, until they expire: another Region or endpoint, or
/// another variable in the environment, is no reason to ask again.
/// </summary>
internal static class MfaSessions
{
    private static readonly ConcurrentDictionary<string, AWSCredentials> s_sessions = new();

    /// <summary>Gets the role that was made before for the profile, while its files are unchanged; else keeps the new one.</summary>
    public static AWSCredentials Share(SessionSettings settings, AWSCredentials made) =>
        s_sessions.GetOrAdd($"{ProfileStore.Describe(settings)}|{ProfileStore.Stamp(settings)}", made);
}
