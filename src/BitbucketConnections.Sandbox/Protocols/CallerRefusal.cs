namespace BitbucketConnections.Sandbox.Protocols;

/// <summary>A right that a caller does not have.</summary>
/// <param name="CallerArn">The caller.</param>
/// <param name="Action">The IAM action.</param>
/// <param name="ResourceName">The resource as the service's message has it; null for an action without a resource in the message.</param>
/// <param name="Reason">The reason, such as <c>because no identity-based policy allows the s3:CreateBucket action</c>.</param>
/// <param name="IsCrossAccount">True if the resource belongs to another account.</param>
internal sealed record CallerRefusal(string CallerArn, string Action, string? ResourceName, string Reason, bool IsCrossAccount)
{
    /// <summary>Gets AWS's message.</summary>
    public string Message => MessageWith(ResourceName is null ? string.Empty : $" on resource: {ResourceName}");

    /// <summary>Writes AWS's message with another form of the resource.</summary>
    /// <param name="resource">The part of the message with the resource; it starts with a space unless it is empty.</param>
    /// <returns>The message.</returns>
    public string MessageWith(string resource) => $"User: {CallerArn} is not authorized to perform: {Action}{resource} {Reason}";
}
