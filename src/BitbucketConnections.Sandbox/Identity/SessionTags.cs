using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The tags of a new role session: those of the call, and the transitive ones of the caller's own session.</summary>
/// <param name="Tags">The tags.</param>
/// <param name="TransitiveKeys">The keys of the tags that the next session of the chain gets too.</param>
internal sealed record SessionTags(IReadOnlyList<KeyValuePair<string, string>> Tags, IReadOnlyList<string> TransitiveKeys)
{
    /// <summary>Gets no tags.</summary>
    public static SessionTags None { get; } = new([], []);

    /// <summary>Gets the tags of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">Its parameters.</param>
    /// <returns>The tags.</returns>
    /// <exception cref="AwsErrorException">A key is a duplicate, belongs to a transitive tag, or is transitive without a tag.</exception>
    public static SessionTags Of(ServiceCall call, JsonObject input)
    {
        var given = input.Objects("Tags").Select(tag => new KeyValuePair<string, string>(tag.Text("Key")!, tag.Text("Value")!)).ToList();
        var transitive = input.Texts("TransitiveTagKeys").ToList();
        var inherited = call.AssumedRole is { } session ? session.Tags.Where(tag => Has(session.TransitiveKeys, tag.Key)).ToList() : [];
        var keys = given.Select(tag => tag.Key).ToList();
        if (keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() < keys.Count)
        {
            throw Invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }

        if (keys.Find(key => Has(inherited.Select(tag => tag.Key), key)) is { } inUse)
        {
            throw Invalid($"One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session: {inUse}");
        }

        return transitive.Find(key => !Has(keys, key)) is { } missing
            ? throw Invalid($"The specified transitive tag key must be included in the requested tags: {missing}")
            : new SessionTags([.. inherited, .. given], [.. inherited.Select(tag => tag.Key), .. transitive]);
    }

    private static bool Has(IEnumerable<string> keys, string key) => keys.Contains(key, StringComparer.OrdinalIgnoreCase);

    private static AwsErrorException Invalid(string message) => new("InvalidParameterValue", message);
}
