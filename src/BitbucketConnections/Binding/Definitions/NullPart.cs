using System.Collections;
using System.Linq;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Finds null in an object of a declaration. PowerShell can create such an object from a hashtable.</summary>
internal static class NullPart
{
    /// <summary>Finds the first null that AWS does not accept.</summary>
    /// <param name="part">The rows of the object.</param>
    /// <param name="record">The object.</param>
    /// <returns>The path of the member, such as <c>actions[1]</c>; null if there is none.</returns>
    public static string? Find(DeclarationPart part, object record) => part.Members.Select(member => Find(member, member.Get(record))).FirstOrDefault(path => path is not null);

    private static string? Find(DeclarationMember member, object? value) => value switch
    {
        null => member.IsRequired || member.IsWrittenEmpty ? member.Path : null,
        _ when member.Kind == MemberKind.Part => Below(member.Path, Find(member.Part, value)),
        _ when member.Kind == MemberKind.PartMap => member.Part.Entries(value).Select(entry => Item(member, $"['{entry.Key}']", entry.Value)).FirstOrDefault(path => path is not null),
        _ when member.Kind == MemberKind.Parts => ((IEnumerable)value).Cast<object?>().Select((item, i) => Item(member, $"[{i}]", item)).FirstOrDefault(path => path is not null),
        _ => null,
    };

    private static string? Item(DeclarationMember member, string place, object? item) => item is null ? member.Path + place : Below(member.Path + place, Find(member.Part, item));

    private static string? Below(string path, string? inner) => inner is null ? null : $"{path}.{inner}";
}
