using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the ids of the KMS keys of the Region, which are also found by their aliases.</summary>
internal sealed class KeyIdCompleter : LiveCompleter<ListedKey>
{
    public KeyIdCompleter()
        : base(CompletionLists.Keys)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<ListedKey> items, CompletionLine line) =>
        items.Where(key => key.KeyArn is not null).Select(key => new Choice(key.KeyArn!.Substring(key.KeyArn.LastIndexOf('/') + 1), key.AliasName ?? "key without an alias", key.AliasName));
}
