using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>A list of the connection APIs, in pages from the oldest resource to the newest.</summary>
/// <param name="Member">The member of the answer that has the resources.</param>
/// <param name="Key">The list and its filters, so that a token of another list is rejected.</param>
/// <param name="TokenError">The error code for a token of another list.</param>
internal sealed record ResourceList(string Member, string Key, string TokenError)
{
    /// <summary>The default page size. AWS's default is not documented.</summary>
    private const int DefaultPageSize = 100;

    /// <summary>Writes a page.</summary>
    /// <typeparam name="T">The type of the resources.</typeparam>
    /// <param name="input">The input, with the size of the page and the token.</param>
    /// <param name="resources">All resources of the list, oldest first.</param>
    /// <param name="write">Writes a resource.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="AwsErrorException">The token is not one of this list.</exception>
    public JsonObject Page<T>(JsonObject input, IEnumerable<T> resources, Func<T, JsonObject> write)
        where T : IServiceResource
    {
        var after = After(input.Text("NextToken"));
        var size = input.Number("MaxResults") is > 0 and var asked ? asked : DefaultPageSize;
        var rest = resources.Where(resource => resource.Sequence > after).Take(size + 1).ToList();
        var page = rest.Take(size).ToList();
        var output = new JsonObject { [Member] = new JsonArray([.. page.Select(write)]) };
        if (rest.Count > size)
        {
            output["NextToken"] = PageToken.Write(Key, page[size - 1].Sequence.ToString(CultureInfo.InvariantCulture));
        }

        return output;
    }

    private long After(string? token)
    {
        if (token is null)
        {
            return 0;
        }

        return long.TryParse(PageToken.Read(Key, token), NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : throw new AwsErrorException(TokenError, "The NextToken is not one of this list.");
    }
}
