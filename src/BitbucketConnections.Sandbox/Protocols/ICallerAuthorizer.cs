namespace BitbucketConnections.Sandbox.Protocols;

/// <summary>Decides whether callers have the rights that their calls need.</summary>
internal interface ICallerAuthorizer
{
    /// <summary>Evaluates a right.</summary>
    /// <param name="call">The call.</param>
    /// <param name="right">The right that it needs.</param>
    /// <returns>The refusal; null if the caller has the right.</returns>
    CallerRefusal? Refusal(ServiceCall call, CallerRight right);
}
