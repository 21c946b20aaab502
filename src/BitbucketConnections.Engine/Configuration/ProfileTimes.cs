namespace BitbucketConnections.Engine.Configuration;

/// <summary>The last write times of the profile files, in ticks.</summary>
internal sealed record ProfileTimes(long Credentials, long Config);
