using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Repositories;

/// <summary>The commits that were pushed to Bitbucket repositories, and the newest commit of each branch.</summary>
internal sealed class RepositoryStore : IAccountPart
{
    private readonly Dictionary<(string Repository, string Branch), RepositoryCommit> _heads = [];
    private readonly Dictionary<string, RepositoryCommit> _commits = new(StringComparer.Ordinal);

    /// <summary>Adds a commit as the newest of a branch.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="branch">The branch; null for a commit that is not the head of a branch, such as a tag.</param>
    /// <param name="commit">The commit.</param>
    public void Push(string repository, string? branch, RepositoryCommit commit)
    {
        _commits[commit.Id] = commit;
        if (branch is not null)
        {
            _heads[(repository, branch)] = commit;
        }
    }

    /// <summary>Finds the newest commit of a branch.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="branch">The branch.</param>
    /// <returns>The commit; null if the branch has no push.</returns>
    public RepositoryCommit? FindHead(string repository, string branch) => _heads.TryGetValue((repository, branch), out var commit) ? commit : null;

    /// <summary>Finds a commit that was pushed.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The commit, or null.</returns>
    public RepositoryCommit? FindCommit(string id) => _commits.TryGetValue(id, out var commit) ? commit : null;
}
