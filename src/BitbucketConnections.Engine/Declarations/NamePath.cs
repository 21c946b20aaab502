using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>
/// Builds the paths of members that AWS may add to an item that the records represent only by name, such as an input artifact:
/// <c>inputArtifacts['SourceArtifact'].newMember</c>.
/// </summary>
internal static class NamePath
{
    public static string Of(DeclarationMember member, string name, string addition) => Start(member, name) + addition;

    /// <summary>Gets the added members of an item, by its name.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(DeclarationMember member, string name, IReadOnlyDictionary<string, string>? additional)
    {
        var start = Start(member, name);
        return (additional ?? new Dictionary<string, string>()).Where(entry => entry.Key.StartsWith(start, StringComparison.Ordinal))
            .Select(entry => new KeyValuePair<string, string>(entry.Key.Substring(start.Length), entry.Value));
    }

    /// <summary>Determines whether a path is the path of an item of a member.</summary>
    public static bool IsOf(DeclarationMember member, string path) => member.Kind == MemberKind.Names && path.StartsWith(member.Path + "['", StringComparison.Ordinal);

    private static string Start(DeclarationMember member, string name) => $"{member.Path}['{name}'].";
}
