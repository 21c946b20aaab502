using System;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>Ends a request without an answer: the client sees its connection reset.</summary>
internal sealed class ConnectionCutException : Exception
{
}
