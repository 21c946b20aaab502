using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Answers with a page of a list whose newest items, by their number, come first.</summary>
internal static class NewestFirstPage
{
    private const int DefaultSize = 100;

    /// <summary>Writes the page that a request asks for.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="input">The request.</param>
    /// <param name="list">Names the list, so that tokens of others are refused.</param>
    /// <param name="member">The member of the answer.</param>
    /// <param name="items">All items.</param>
    /// <param name="number">Gets the number of an item.</param>
    /// <param name="write">Writes an item.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="AwsErrorException">The token is not one of this list.</exception>
    public static JsonObject Page<T>(
        JsonObject input, string list, string member, IEnumerable<T> items, Func<T, long> number, Func<T, JsonObject> write)
    {
        var before = input.Text("nextToken") is { } token
            ? long.Parse(PipelinePageTokens.Read(list, token), CultureInfo.InvariantCulture)
            : long.MaxValue;
        var size = input.Number("maxResults") ?? DefaultSize;
        var found = items.Where(item => number(item) < before).OrderByDescending(number).Take(size + 1).ToList();
        var output = new JsonObject { [member] = new JsonArray([.. found.Take(size).Select(write)]) };
        if (found.Count > size)
        {
            output["nextToken"] = PageToken.Write(list, number(found[size - 1]).ToString(CultureInfo.InvariantCulture));
        }

        return output;
    }
}
