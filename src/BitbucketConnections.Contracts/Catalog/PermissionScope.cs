namespace BitbucketConnections.Catalog;

/// <summary>The parts of ARNs that an action has from its pipeline.</summary>
public sealed class PermissionScope
{
    /// <summary>Initializes a new instance of the <see cref="PermissionScope"/> class.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="region">The Region of the action.</param>
    /// <param name="accountId">The account of the pipeline.</param>
    /// <param name="pipelineName">The name of the pipeline.</param>
    public PermissionScope(string partition, string region, string accountId, string pipelineName) =>
        (Partition, Region, AccountId, PipelineName) = (partition, region, accountId, pipelineName);

    /// <summary>Gets the partition.</summary>
    public string Partition { get; }

    /// <summary>Gets the Region of the action.</summary>
    public string Region { get; }

    /// <summary>Gets the account of the pipeline.</summary>
    public string AccountId { get; }

    /// <summary>Gets the name of the pipeline.</summary>
    public string PipelineName { get; }
}
