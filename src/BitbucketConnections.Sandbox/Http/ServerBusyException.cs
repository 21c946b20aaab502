using System;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>The bodies of other requests take all the room there is.</summary>
internal sealed class ServerBusyException : Exception;
