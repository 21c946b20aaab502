using System;

namespace BitbucketConnections.Catalog;

/// <summary>A row of the table of action types: its id, and its facts, which are created when they are needed.</summary>
/// <param name="category">The category.</param>
/// <param name="owner">The owner.</param>
/// <param name="provider">The provider.</param>
/// <param name="version">The version.</param>
/// <param name="create">Creates the facts.</param>
internal sealed class ActionTypeRow(string category, string owner, string provider, string version, Func<ActionTypeFacts> create)
{
    private readonly Lazy<ActionTypeFacts> _facts = new(create);

    public string Category => category;

    public string Owner => owner;

    public string Provider => provider;

    public string Version => version;

    public ActionTypeFacts Facts => _facts.Value;
}
