using BitbucketConnections.Declarations;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>Writes where a member of a declaration is, as differences show it: <c>Stages[0].Name</c>, <c>Configuration['BranchName']</c>.</summary>
internal static class MemberPath
{
    /// <summary>Tells whether a member's own keys are values of users, not members of AWS.</summary>
    public static bool IsMap(string member) => DeclarationTable.IsMap(member);

    /// <summary>Goes on from a path to a member, or to a key of a map.</summary>
    public static string Join(string path, string name, bool isKey)
    {
        if (isKey)
        {
            return $"{path}['{name}']";
        }

        var member = char.ToUpperInvariant(name[0]) + name.Substring(1);
        return path.Length == 0 ? member : path + "." + member;
    }
}
