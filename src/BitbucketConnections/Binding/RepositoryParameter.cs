namespace BitbucketConnections.Binding;

/// <summary>Reads an optional repository parameter.</summary>
internal static class RepositoryParameter
{
    /// <summary>Reads the repository as <c>workspace/repository</c>; null if it is omitted.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: it is not a Bitbucket Cloud repository.</exception>
    public static string? Read(string? value)
    {
        if (value is null)
        {
            return null;
        }

        return BitbucketRepository.Parse(value, out var repository) is { } finding ? throw ServiceException.FromFindings([finding]) : repository;
    }
}
