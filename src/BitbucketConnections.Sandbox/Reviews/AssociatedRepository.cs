namespace BitbucketConnections.Sandbox.Reviews;

/// <summary>The repository of an association.</summary>
/// <param name="ProviderType">The provider.</param>
/// <param name="Owner">The workspace; the account for a repository on AWS.</param>
/// <param name="Name">The name.</param>
/// <param name="ConnectionArn">The connection, or null.</param>
/// <param name="BucketName">The S3 bucket, or null.</param>
internal sealed record AssociatedRepository(string ProviderType, string Owner, string Name, string? ConnectionArn, string? BucketName)
{
    /// <summary>Determines whether another association is for the same repository.</summary>
    /// <param name="other">The repository of the other association.</param>
    /// <returns>True if it is, with any connection; otherwise false.</returns>
    public bool IsSameAs(AssociatedRepository other) => (ProviderType, Owner, Name) == (other.ProviderType, other.Owner, other.Name);
}
