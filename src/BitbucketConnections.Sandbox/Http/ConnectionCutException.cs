using System;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>Ends a request without a response. The client sees a connection reset.</summary>
internal sealed class ConnectionCutException : Exception
{
}
