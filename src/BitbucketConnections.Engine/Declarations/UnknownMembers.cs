using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>Lists the members of a declaration without a row in the field table.</summary>
internal static class UnknownMembers
{
    /// <summary>Gets the JSON paths of the members, such as <c>stages[0].newMember</c>.</summary>
    public static IEnumerable<string> Of(Pipeline pipeline) => Of(DeclarationTable.Pipeline, pipeline, string.Empty);

    private static IEnumerable<string> Of(DeclarationPart part, IDeclarationPart record, string path) =>
        (record.AdditionalMembers?.Keys ?? []).Select(name => path + name)
            .Concat(part.Members.SelectMany(member => Below(member, member.Get(record), path + member.Path)));

    private static IEnumerable<string> Below(DeclarationMember member, object? value, string path) => value switch
    {
        IDeclarationPart record => Of(member.Part, record, path + "."),
        null => [],
        _ when member.Kind == MemberKind.PartMap => member.Part.Entries(value).SelectMany(entry => Of(member.Part, entry.Value, $"{path}['{entry.Key}'].")),
        IEnumerable<IDeclarationPart> list => list.SelectMany((item, i) => Of(member.Part, item, $"{path}[{i}].")),
        _ => [],
    };
}
