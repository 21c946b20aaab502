using System;
using System.Collections.Generic;
using System.Threading;
using BitbucketConnections.Binding;

namespace BitbucketConnections.Commands.Base;

/// <content>The Regions and profiles of the command.</content>
public abstract partial class ServiceCommand
{
    private readonly AsyncLocal<RegionProfile?> _scope = new();
    private IReadOnlyList<RegionProfile>? _scopes;

    /// <summary>Gets the combinations of Region and profile, at least one.</summary>
    private protected IReadOnlyList<RegionProfile> Scopes => _scopes ??= ReadScopes();

    /// <summary>Gets the Region and the profile of the input that is processed now.</summary>
    private protected RegionProfile Scope => _scope.Value ?? Scopes[0];

    /// <summary>Reads the parameters for Region and profile.</summary>
    /// <returns>The combinations, at least one.</returns>
    private protected abstract IReadOnlyList<RegionProfile> ReadScopes();

    /// <summary>Runs an action with a Region and a profile.</summary>
    /// <param name="scope">The Region and the profile.</param>
    /// <param name="action">The action.</param>
    private protected void InScope(RegionProfile scope, Action action)
    {
        // A row can have its own Region.
        if (scope == Scope)
        {
            action();
            return;
        }

        var before = _scope.Value;
        _scope.Value = scope;
        try
        {
            action();
        }
        finally
        {
            _scope.Value = before;
        }
    }

    /// <inheritdoc/>
    private protected override ServiceException InContext(ServiceException failure) => Scopes.Count > 1 && failure.Kind != ServiceErrorKind.InvalidInput ? failure.WithSentence(Scope.Describe(failure.Region)) : failure;

    // With several profiles or Regions, the others can still succeed.
    private protected override bool CanEnd => Scopes.Count == 1;
}
