using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Writes a page of a list, newest items first by their sequence number.</summary>
internal static class NewestFirstPage
{
    private const int DefaultSize = 100;

    /// <summary>Writes the page for a request.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="input">The request.</param>
    /// <param name="list">The name of the list, so that tokens of other lists are rejected.</param>
    /// <param name="member">The member of the response.</param>
    /// <param name="items">All items.</param>
    /// <param name="number">Gets the sequence number of an item.</param>
    /// <param name="write">Writes an item.</param>
    /// <returns>The response.</returns>
    /// <exception cref="AwsErrorException">The token does not belong to this list.</exception>
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
