namespace BitbucketConnections.Binding;

/// <summary>An optional repository, in every form that Bitbucket shows.</summary>
internal static class RepositoryParameter
{
    /// <summary>Reads it as <c>workspace/repository</c>; null for none.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: it is no repository of Bitbucket Cloud.</exception>
    public static string? Read(string? value)
    {
        if (value is null)
        {
            return null;
        }

        return BitbucketRepository.Parse(value, out var repository) is { } finding ? throw ServiceException.FromFindings([finding]) : repository;
    }
}
