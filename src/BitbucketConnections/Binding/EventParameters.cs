using System.Collections.Generic;

namespace BitbucketConnections.Binding;

/// <summary>The parameters of a repository event.</summary>
internal sealed class EventParameters
{
    /// <summary>The parameter set of a pushed branch.</summary>
    public const string PushSet = "Push";

    /// <summary>The parameter set of a pushed tag.</summary>
    public const string TagSet = "Tag";

    /// <summary>The parameter set of a pull request.</summary>
    public const string PullRequestSet = "PullRequest";

    public string? Repository { get; init; }

    public string? Branch { get; init; }

    public bool NewBranch { get; init; }

    public string? TagName { get; init; }

    public string? PullRequest { get; init; }

    public string? SourceBranch { get; init; }

    public string? TargetBranch { get; init; }

    public bool Declined { get; init; }

    public IReadOnlyList<string> ChangedFile { get; init; } = [];

    /// <summary>Creates the event.</summary>
    /// <param name="parameterSet">The parameter set.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: it is not a Bitbucket Cloud repository.</exception>
    public RepositoryEvent ToEvent(string parameterSet) => new()
    {
        Kind = parameterSet switch { TagSet => RepositoryEventKind.Tag, PullRequestSet => RepositoryEventKind.PullRequest, _ => RepositoryEventKind.Push },
        FullRepositoryId = RepositoryParameter.Read(Repository),
        Branch = Name(SourceBranch ?? Branch),
        Tag = TagName is null ? null : Without(TagName, "refs/tags/"),
        TargetBranch = Name(TargetBranch),
        PullRequestEvent = PullRequest?.ToUpperInvariant(),
        IsDeclined = Declined,
        IsNewBranch = NewBranch,
        ChangedFiles = ChangedFile,
    };

    private static string? Name(string? branch) => branch is null ? null : Without(branch, "refs/heads/");

    private static string Without(string name, string prefix) => name.StartsWith(prefix, System.StringComparison.Ordinal) ? name.Substring(prefix.Length) : name;
}
