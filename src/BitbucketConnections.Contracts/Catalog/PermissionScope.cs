namespace BitbucketConnections.Catalog;

/// <summary>The parts of ARNs that an action has from its pipeline.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Region">The Region of the action.</param>
/// <param name="AccountId">The account of the pipeline.</param>
/// <param name="PipelineName">The name of the pipeline.</param>
public sealed record PermissionScope(string Partition, string Region, string AccountId, string PipelineName);
