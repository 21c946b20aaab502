using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Writes a page of an IAM list, with up to <c>MaxItems</c> items (default: 100) from <c>Marker</c>.</summary>
internal static class IamListPage
{
    private const int DefaultSize = 100;

    /// <summary>Writes a page.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="call">The call. Its operation, account, role and user identify the list.</param>
    /// <param name="input">The parameters.</param>
    /// <param name="name">The XML element of the list.</param>
    /// <param name="items">All items. They are returned in the order of their keys.</param>
    /// <param name="key">Gets the unique key of an item.</param>
    /// <param name="write">Writes an item as <c>member</c>.</param>
    /// <returns>The list, whether it is truncated, and the marker of the next page.</returns>
    /// <exception cref="AwsErrorException">The marker does not belong to this list.</exception>
    public static object[] Write<T>(
        ServiceCall call, JsonObject input, string name, IEnumerable<T> items, Func<T, string> key, Func<T, XElement> write)
    {
        var list = $"{call.Operation}/{call.AccountId}/{input.Text("RoleName")}{input.Text("UserName")}/{input.Text("PathPrefix")}/";
        var rest = items.OrderBy(key, StringComparer.OrdinalIgnoreCase).ThenBy(key, StringComparer.Ordinal).ToList();
        if (input.Text("Marker") is { } marker)
        {
            // Items can be deleted between pages, so the marker is a position in the order, not an item.
            var after = PageToken.Read(list, marker) ?? throw new AwsErrorException("ValidationException", "Invalid Marker.");
            rest = [.. rest.Where(item => IsAfter(key(item), after))];
        }

        var size = int.Parse(input.Text("MaxItems") ?? DefaultSize.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var isCut = rest.Count > size;
        var elements = new List<object>
        {
            Element(name, [.. rest.Take(size).Select(write)]),
            Element("IsTruncated", isCut ? "true" : "false"),
        };
        if (isCut)
        {
            elements.Add(Element("Marker", PageToken.Write(list, key(rest[size - 1]))));
        }

        return [.. elements];
    }

    private static bool IsAfter(string key, string after)
    {
        var order = StringComparer.OrdinalIgnoreCase.Compare(key, after);
        return order > 0 || (order == 0 && string.CompareOrdinal(key, after) > 0);
    }
}
