using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Views;

/// <summary>Creates copies with tags, because objects that were returned never change.</summary>
internal static class TaggedCopy
{
    public static Connection Read(Connection connection, IReadOnlyList<Tag> tags) => connection with { Tags = ToMap(tags) };

    public static Pipeline Read(Pipeline pipeline, IReadOnlyList<Tag> tags) => pipeline with { Tags = ToMap(tags) };

    private static Dictionary<string, string> ToMap(IReadOnlyList<Tag> tags) => tags.ToDictionary(t => t.Key, t => t.Value);
}
