using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Targets;

/// <summary>A repository to find: <c>workspace/repository</c>, a URL that Bitbucket shows, or a pattern with wildcards.</summary>
internal sealed class RepositoryPattern
{
    private readonly WildcardPattern? _pattern;

    /// <summary>Initializes a new instance of the <see cref="RepositoryPattern"/> class.</summary>
    /// <param name="text">The repository or the pattern.</param>
    /// <exception cref="ServiceException">Kind InvalidInput: it is neither a pattern nor a Bitbucket Cloud repository.</exception>
    public RepositoryPattern(string text)
    {
        IsExact = !WildcardPattern.ContainsWildcardCharacters(text);
        _pattern = IsExact ? null : NamePattern.Compile(text);
        Text = IsExact ? RepositoryParameter.Read(text)! : text;
    }

    /// <summary>Gets a value indicating whether it has no wildcards.</summary>
    public bool IsExact { get; }

    /// <summary>Gets the pattern, or the repository as <c>workspace/repository</c>.</summary>
    public string Text { get; }

    /// <summary>Determines whether an association is for this repository. Bitbucket ignores the case of names.</summary>
    public bool Matches(ReviewerAssociation association) =>
        _pattern?.IsMatch(association.FullRepositoryId) ?? association.FullRepositoryId.Equals(Text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Creates the error for a repository without an association.</summary>
    /// <param name="region">The Region of the list.</param>
    /// <param name="repositories">The repositories with associations.</param>
    public ServiceException NotFound(string region, IEnumerable<string> repositories) => new(
        ServiceErrorKind.NotFound,
        $"No association of '{Text}' with CodeGuru Reviewer was found in {region} in this account. "
        + NearestNames.Describe(Text, repositories.Distinct(StringComparer.Ordinal).ToList(), "repositories with associations"));
}
