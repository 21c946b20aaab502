using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the KMS keys of the Region: ARNs of aliases and of keys. An alias is listed by its name.</summary>
internal sealed class KeyCompleter : LiveCompleter<ListedKey>
{
    public KeyCompleter()
        : base(CompletionLists.Keys)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<ListedKey> items, CompletionLine line) =>
        items.Where(key => key.AliasArn is not null).Select(key => new Choice(key.AliasArn!, "alias of " + (key.KeyArn ?? "no key"), key.AliasName))
            .Concat(items.Where(key => key.KeyArn is not null).GroupBy(key => key.KeyArn!).Select(key => new Choice(key.Key, Describe(key.Select(alias => alias.AliasName).OfType<string>().ToList()), key.Key.Substring(key.Key.LastIndexOf('/') + 1))));

    private static string Describe(List<string> aliases) => aliases.Count == 0 ? "key without an alias" : "key of " + string.Join(", ", aliases);
}
