namespace BitbucketConnections.Binding.Definitions;

/// <summary>A cmdlet with the parameters of trigger patterns.</summary>
internal interface ITriggerFilters
{
    string[]? IncludeBranch { get; }

    string[]? ExcludeBranch { get; }

    string[]? IncludePath { get; }

    string[]? ExcludePath { get; }

    string[]? IncludeTag { get; }

    string[]? ExcludeTag { get; }

    string[]? PullRequest { get; }
}
