using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Benchmarks;

/// <summary>Pages of numbered items, 100 on a page as AWS has them.</summary>
internal static class Paging
{
    private const int Size = 100;

    /// <summary>Writes a page.</summary>
    /// <param name="count">The number of all items.</param>
    /// <param name="token">The token of the page; null for the first.</param>
    /// <param name="members">The names of the member with the items and of the one with the next token.</param>
    /// <param name="item">Creates an item from its number.</param>
    public static JsonObject Page(int count, string? token, (string Items, string Token) members, Func<int, JsonNode?> item)
    {
        var start = token is null ? 0 : int.Parse(token, CultureInfo.InvariantCulture);
        var end = Math.Min(start + Size, count);
        var page = new JsonObject { [members.Items] = new JsonArray([.. Enumerable.Range(start, end - start).Select(item)]) };
        if (end < count)
        {
            page[members.Token] = end.ToString(CultureInfo.InvariantCulture);
        }

        return page;
    }
}
