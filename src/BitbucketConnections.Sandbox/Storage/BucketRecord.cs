using System;
using System.Xml.Linq;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>A bucket.</summary>
internal sealed class BucketRecord
{
    /// <summary>Gets the globally unique name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the account that owns it.</summary>
    public required string OwnerAccountId { get; init; }

    /// <summary>Gets the Region it is in.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the location constraint it was created with, or null.</summary>
    public string? LocationConstraint { get; init; }

    /// <summary>Gets the time of creation.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Gets the bucket policy as sent, or null.</summary>
    public string? Policy { get; private set; }

    /// <summary>Gets the bucket policy, or null.</summary>
    public IamPolicy? AccessPolicy { get; private set; }

    /// <summary>Gets or sets the versioning configuration; null if it was never set.</summary>
    public XElement? Versioning { get; set; }

    /// <summary>Gets or sets the public access block; null for the default of new buckets.</summary>
    public XElement? PublicAccessBlock { get; set; }

    /// <summary>Gets or sets the default encryption; null for the default of new buckets.</summary>
    public XElement? Encryption { get; set; }

    /// <summary>Sets or removes the bucket policy.</summary>
    /// <param name="document">The policy as sent; null to remove it.</param>
    /// <param name="policy">The policy.</param>
    public void SetPolicy(string? document, IamPolicy? policy)
    {
        Policy = document;
        AccessPolicy = policy;
    }
}
