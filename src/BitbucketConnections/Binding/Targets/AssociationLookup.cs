using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Binding.Targets;

/// <summary>Finds associations by repository. The associations of the Region are listed once.</summary>
internal sealed class AssociationLookup
{
    private readonly Lazy<List<ReviewerAssociation>> _all;
    private readonly string _region;
    private readonly bool _isReading;

    public AssociationLookup(Func<IEnumerable<ReviewerAssociation>> list, string region, bool isReading)
    {
        _all = new Lazy<List<ReviewerAssociation>>(() => list().ToList());
        _region = region;
        _isReading = isReading;
    }

    /// <summary>Finds the associations of a repository: one for an exact name, any number for a pattern.</summary>
    /// <exception cref="ServiceException">Kind NotFound or Ambiguous, for an exact name.</exception>
    public IReadOnlyList<ReviewerAssociation> Find(string repository)
    {
        var pattern = new RepositoryPattern(repository);
        var found = _all.Value.Where(pattern.Matches).ToList();
        if (!pattern.IsExact || found.Count == 1)
        {
            return found;
        }

        if (found.Count == 0)
        {
            throw pattern.NotFound(_region, _all.Value.Select(association => association.FullRepositoryId));
        }

        // An earlier attempt that failed stays in the list. A command that changes nothing means the current one.
        return _isReading && found.Where(association => association.State != ReviewerAssociationStates.Failed).ToList() is [var current]
            ? [current]
            : throw new ServiceException(
                ServiceErrorKind.Ambiguous,
                $"{found.Count} associations are for '{pattern.Text}': {string.Join(", ", found.Select(a => $"{a.AssociationArn} ({a.State})"))}. Specify the ARN of one of them.");
    }
}
