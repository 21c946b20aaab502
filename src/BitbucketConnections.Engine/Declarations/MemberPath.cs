using BitbucketConnections.Declarations;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>Builds the path of a member of a declaration, as differences show it: <c>Stages[0].Name</c>, <c>Configuration['BranchName']</c>.</summary>
internal static class MemberPath
{
    /// <summary>Determines whether the keys of a member are user values, not AWS members.</summary>
    public static bool IsMap(string member) => DeclarationTable.IsMap(member);

    /// <summary>Appends a member or a map key to a path.</summary>
    public static string Join(string path, string name, bool isKey)
    {
        // A member that AWS does not have can have any name.
        if (isKey || name.Length == 0)
        {
            return $"{path}['{name}']";
        }

        var member = char.ToUpperInvariant(name[0]) + name.Substring(1);
        return path.Length == 0 ? member : path + "." + member;
    }
}
