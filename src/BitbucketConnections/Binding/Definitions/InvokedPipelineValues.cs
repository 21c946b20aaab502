using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Writes the source revisions and variables for an invoked pipeline in the form of AWS: a JSON array as text.</summary>
internal static class InvokedPipelineValues
{
    /// <summary>Writes source revisions by action name: a commit ID, or <c>@{ revisionType = ...; revisionValue = ... }</c>.</summary>
    /// <returns>The JSON; null for null.</returns>
    public static string? Revisions(Hashtable? revisions) => revisions is null ? null : ConfigurationJson.Of(Sorted(revisions).Select(e => Revision(InvariantText.Of(e.Key)!, e.Value)).ToList());

    /// <summary>Writes values of variables by name.</summary>
    /// <returns>The JSON; null for null.</returns>
    public static string? Variables(Hashtable? variables) => variables is null ? null : ConfigurationJson.Of(
        Sorted(variables).Select(e => (Key: InvariantText.Of(e.Key), e.Value)).Select(e => new Hashtable { ["name"] = e.Key, ["value"] = InvariantText.Of(e.Value, e.Key) }).ToList());

    private static IEnumerable<DictionaryEntry> Sorted(Hashtable source) =>
        source.Cast<DictionaryEntry>().OrderBy(e => InvariantText.Of(e.Key), System.StringComparer.Ordinal);

    private static Hashtable Revision(string action, object? value)
    {
        if (value is not IDictionary parts)
        {
            return new Hashtable { ["actionName"] = action, ["revisionType"] = "COMMIT_ID", ["revisionValue"] = InvariantText.Of(value, action) };
        }

        var members = new InputMembers(parts, "source revision", "revisionType", "revisionValue");
        return new Hashtable
        {
            ["actionName"] = action, ["revisionType"] = members.Required("revisionType").ToUpperInvariant(), ["revisionValue"] = members.Required("revisionValue"),
        };
    }
}
