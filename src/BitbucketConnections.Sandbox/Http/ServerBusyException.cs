using System;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>The bodies of other requests use all the memory for bodies.</summary>
internal sealed class ServerBusyException : Exception;
