using System;

namespace BitbucketConnections.Tests;

/// <summary>The time of the computer, for values that other code compares with it, such as the expiry of credentials. Tests do not wait for it.</summary>
internal static class SystemTime
{
    public static DateTime UtcNow => DateTime.UtcNow;
}
