using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Lists the resources of other services that a pipeline can use. Completion offers them, so a list has a limit and can be incomplete.</summary>
public interface IResourceListService
{
    /// <summary>Lists the CodeBuild projects of the Region, by name.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The names.</returns>
    Task<IReadOnlyList<string>> ListBuildProjectsAsync(CancellationToken cancellationToken);

    /// <summary>Lists the S3 buckets of the account in all Regions.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The buckets, those of the session's Region first.</returns>
    Task<IReadOnlyList<ListedBucket>> ListBucketsAsync(CancellationToken cancellationToken);

    /// <summary>Lists the KMS keys of the Region, and their aliases.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>An entry for each alias, then one for each key without an alias.</returns>
    Task<IReadOnlyList<ListedKey>> ListKeysAsync(CancellationToken cancellationToken);

    /// <summary>Lists the IAM roles of the account.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The roles, with the services that can assume them and without their policies.</returns>
    Task<IReadOnlyList<ServiceRole>> ListRolesAsync(CancellationToken cancellationToken);
}
