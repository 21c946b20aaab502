using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using BitbucketConnections.Sandbox.State;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles the tags of roles, and sets and writes those of other resources of IAM.</summary>
internal static class IamTags
{
    /// <summary>The maximum number of tags of a resource. IAM quota, fixed.</summary>
    public const int Quota = 50;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<QueryOperation> All() =>
    [
        new("TagRole", IamShapes.Tag, Tag),
        new("ListRoleTags", IamShapes.ListTags, List),
    ];

    /// <summary>Sets tags. If one tag is not valid, sets none.</summary>
    /// <param name="owner">The tags of a role, user, policy or instance profile.</param>
    /// <param name="kind">The kind of the owner in the name of the quota, such as <c>Role</c>.</param>
    /// <param name="tags">The tags as sent.</param>
    /// <exception cref="AwsErrorException">A key is a duplicate or reserved by AWS, or there are too many tags.</exception>
    public static void Set(TagSet owner, string kind, IEnumerable<JsonObject> tags)
    {
        var given = tags.ToList();
        var keys = new HashSet<string>(given.Select(tag => tag.Text("Key")!), StringComparer.OrdinalIgnoreCase);
        if (keys.Count < given.Count)
        {
            throw new AwsErrorException("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }

        if (keys.FirstOrDefault(key => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) is { } system)
        {
            throw new AwsErrorException("InvalidInput", $"Tag key '{system}' is reserved: keys that start with 'aws:' are AWS's own.");
        }

        // Keys are not case-sensitive: such a tag replaces the existing one.
        var kept = owner.Select(tag => tag.Key).Where(key => !keys.Contains(key)).ToList();
        if (kept.Count + given.Count > Quota)
        {
            throw PolicyDocumentChecks.Limit($"Cannot exceed quota for TagsPer{kind}: {Quota}");
        }

        foreach (var replaced in owner.Select(tag => tag.Key).Except(kept).ToList())
        {
            owner.Remove(replaced);
        }

        foreach (var tag in given)
        {
            owner.Set(tag.Text("Key")!, tag.Text("Value")!);
        }
    }

    /// <summary>Writes the element with the tags of a resource.</summary>
    /// <param name="tags">The tags.</param>
    /// <returns>The element; null if there are none, as AWS omits it.</returns>
    public static XElement? WriteAll(TagSet tags) => tags.Count == 0 ? null : Element("Tags", [.. tags.Select(Write)]);

    /// <summary>Writes a tag.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>The XML element of the list.</returns>
    public static XElement Write(KeyValuePair<string, string> tag) => Element("member", Element("Key", tag.Key), Element("Value", tag.Value));

    private static object[]? Tag(ServiceCall call, JsonObject input)
    {
        Set(RequestedRole.Find(call, input).Tags, IdentityKind.Role.Name, input.Objects("Tags"));
        return null;
    }

    private static object[] List(ServiceCall call, JsonObject input)
    {
        return IamListPage.Write(call, input, "Tags", RequestedRole.Find(call, input).Tags, tag => tag.Key, Write);
    }
}
