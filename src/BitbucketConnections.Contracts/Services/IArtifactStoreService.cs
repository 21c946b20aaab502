using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Artifact buckets and their keys.</summary>
public interface IArtifactStoreService
{
    /// <summary>Finds the default location of a Region: the first bucket by name that starts <c>codepipeline-REGION-</c>.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The bucket, or null when there is none yet.</returns>
    Task<string?> FindDefaultAsync(string region, CancellationToken cancellationToken);

    /// <summary>Makes the default bucket of a Region as the console does, with the guide's bucket policy.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The name of the new bucket.</returns>
    Task<string> CreateDefaultAsync(string region, CancellationToken cancellationToken);

    /// <summary>Checks that a bucket exists, is ours to use and is in the Region; a check that is denied is a warning.</summary>
    /// <param name="bucket">The name.</param>
    /// <param name="region">The Region it has to be in.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The finding (ArtifactBucketNotFound, ArtifactBucketWrongRegion, ArtifactBucketNotOurs), or null.</returns>
    Task<Finding?> CheckBucketAsync(string bucket, string region, CancellationToken cancellationToken);

    /// <summary>Checks that a key exists, is enabled, symmetric and in the Region; a check that is denied is a warning.</summary>
    /// <param name="keyId">The key id, key ARN or alias ARN.</param>
    /// <param name="region">The Region it has to be in.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The finding (EncryptionKeyNotFound, EncryptionKeyDisabled, EncryptionKeyNotSymmetric, EncryptionKeyWrongRegion), or null.</returns>
    Task<Finding?> CheckKeyAsync(string keyId, string region, CancellationToken cancellationToken);
}
