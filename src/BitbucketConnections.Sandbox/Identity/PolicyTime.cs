using System;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The time when a change of a policy takes effect.</summary>
internal static class PolicyTime
{
    /// <summary>Gets the time.</summary>
    /// <param name="call">The call that changes the policy.</param>
    /// <returns>The time.</returns>
    public static DateTimeOffset Of(ServiceCall call) => call.Now + call.State.Options.PolicyPropagationDelay;
}
