namespace BitbucketConnections.Failures;

/// <summary>The places of the causes of <c>BranchNotFound</c> in <see cref="ActionFailures"/>.</summary>
public static class BranchCause
{
    /// <summary>The branch does not exist.</summary>
    public const int Branch = 0;

    /// <summary>The repository is misspelled.</summary>
    public const int RepositoryId = 1;

    /// <summary>The app has no access to the repository.</summary>
    public const int NoAccess = 2;

    /// <summary>The app was removed in Bitbucket.</summary>
    public const int AppRemoved = 3;

    /// <summary>The connection was removed in AWS.</summary>
    public const int ConnectionRemoved = 4;
}
