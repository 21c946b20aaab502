namespace BitbucketConnections.Engine.ArtifactStores;

/// <summary>What is known of a bucket or a key.</summary>
internal sealed class StoreLook
{
    public StoreLook(Finding finding) => Finding = finding;

    /// <param name="reason">Why nothing is known, as sentences.</param>
    public StoreLook(string reason) => Unchecked = reason;

    private StoreLook()
    {
    }

    /// <summary>Gets the result for a bucket or key that can be used.</summary>
    public static StoreLook Sound { get; } = new();

    /// <summary>Gets what is wrong; null if nothing is known to be wrong.</summary>
    public Finding? Finding { get; }

    /// <summary>Gets why nothing is known; null if it was checked.</summary>
    public string? Unchecked { get; }
}
