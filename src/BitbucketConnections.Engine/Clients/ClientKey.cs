using BitbucketConnections.Engine.Configuration;

namespace BitbucketConnections.Engine.Clients;

/// <summary>What the clients of a session depend on. Sessions with equal keys share their clients.</summary>
internal sealed record ClientKey(SessionSettings Settings, string Environment, ProfileTimes Files);
