using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the S3 buckets of the account, those of the Region first; the tooltip is Region and age.</summary>
internal sealed class BucketCompleter : LiveCompleter<ListedBucket>
{
    public BucketCompleter()
        : base(CompletionLists.Buckets)
    {
    }

    protected override IEnumerable<Choice> Choose(IReadOnlyList<ListedBucket> items, CompletionLine line) => items.Select(bucket => new Choice(
        bucket.BucketName, string.Join(", ", new[] { bucket.Region, Age.Of(bucket.Created) is { Length: > 0 } age ? "created " + age : null }.Where(part => !string.IsNullOrEmpty(part)))));
}
