using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Reviews;

/// <summary>The associations in a Region.</summary>
internal sealed class AssociationStore : IRegionPart
{
    private readonly List<AssociationRecord> _associations = [];
    private readonly Dictionary<string, (AssociationRecord Association, string Input)> _byToken = new(StringComparer.Ordinal);

    /// <summary>Gets the associations as they are now, oldest first.</summary>
    /// <param name="now">The current time.</param>
    /// <returns>The associations that are not gone.</returns>
    public IReadOnlyList<AssociationRecord> At(DateTimeOffset now)
    {
        _associations.ForEach(association => association.Advance(now));
        _associations.RemoveAll(association => association.IsGone);
        return _associations;
    }

    /// <summary>Finds the association that an earlier call with the same token created.</summary>
    /// <param name="token">The token of the client.</param>
    /// <returns>The association and the input of the call; null for a new token.</returns>
    public (AssociationRecord Association, string Input)? FindByToken(string token) => _byToken.TryGetValue(token, out var found) ? found : null;

    /// <summary>Adds an association.</summary>
    /// <param name="association">The association.</param>
    /// <param name="token">The token of the client, or null.</param>
    /// <param name="input">The input of the call.</param>
    public void Add(AssociationRecord association, string? token, string input)
    {
        _associations.Add(association);
        if (token is not null)
        {
            _byToken[token] = (association, input);
        }
    }
}
