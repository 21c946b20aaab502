using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>Completes the keys of the tags of the resource on the command line; the tooltip is the value.</summary>
internal sealed class TagKeyCompleter : LiveCompleter<Tag>
{
    /// <summary>Marks a target that is an ARN.</summary>
    public const char OfArn = 'a';

    /// <summary>Marks a target that is the name of a pipeline.</summary>
    public const char OfPipeline = 'p';

    /// <summary>Marks a target that is the name of a connection.</summary>
    public const char OfConnection = 'c';

    public TagKeyCompleter()
        : base(CompletionLists.Tags)
    {
    }

    protected override string? Target(CompletionLine line) =>
        line.TaggedArn is { } arn && Arn.TryParse(arn, out _) ? OfArn + arn
        : line.PipedName("PipelineName") is { } pipeline ? OfPipeline + pipeline
        : line.PipedName("ConnectionName") is { } connection ? OfConnection + connection
        : null;

    protected override IEnumerable<Choice> Choose(IReadOnlyList<Tag> items, CompletionLine line) => items.Select(tag => new Choice(tag.Key, $"{tag.Key} = {tag.Value}"));
}
