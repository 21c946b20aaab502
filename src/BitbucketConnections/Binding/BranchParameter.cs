namespace BitbucketConnections.Binding;

/// <summary>Reads an optional branch parameter.</summary>
internal static class BranchParameter
{
    /// <summary>Reads the branch without <c>refs/heads/</c>; null if it is omitted. A variable is unchanged.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: it is not the name of a branch.</exception>
    public static string? Read(string? value)
    {
        if (value is null || value.IndexOf("#{", System.StringComparison.Ordinal) >= 0)
        {
            return value;
        }

        return BranchRules.Parse(value, out var branch) is { } finding ? throw ServiceException.FromFindings([finding]) : branch;
    }
}
