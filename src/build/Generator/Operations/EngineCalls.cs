using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace BitbucketConnections.Generator.Operations;

/// <summary>The references of a compiled assembly, read from its metadata without loading it.</summary>
public sealed class EngineCalls
{
    private const byte LoadString = 0x72;
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private readonly HashSet<(string Base, string Text)> _texts = [];

    private EngineCalls(PEReader file)
    {
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.TypeReferences)
        {
            _types.Add(Name(metadata, handle));
        }

        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                _members.Add($"{Name(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}");
            }
        }

        foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(t => t.BaseType.Kind == HandleKind.TypeReference))
        {
            var parent = Name(metadata, (TypeReferenceHandle)type.BaseType);
            _texts.UnionWith(type.GetMethods().SelectMany(m => Texts(file, metadata, metadata.GetMethodDefinition(m))).Select(t => (parent, t)));
        }
    }

    /// <summary>Reads an assembly.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its references.</returns>
    public static EngineCalls Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return new EngineCalls(file);
    }

    /// <summary>Determines whether the assembly references a type.</summary>
    /// <param name="type">Its full name.</param>
    /// <returns>True if it does; otherwise false.</returns>
    public bool Names(string type) => _types.Contains(type);

    /// <summary>Determines whether the assembly calls a member.</summary>
    /// <param name="member">The full name of the type, and the member.</param>
    /// <returns>True if it does; otherwise false.</returns>
    public bool Calls(string member) => _members.Contains(member);

    /// <summary>Determines whether the assembly calls a method of any type in a namespace.</summary>
    /// <param name="space">The namespace.</param>
    /// <param name="method">The method.</param>
    /// <returns>True if it does; otherwise false.</returns>
    public bool CallsIn(string space, string method) => _members.Any(m =>
        m.StartsWith(space + ".", StringComparison.Ordinal) && m.EndsWith("." + method, StringComparison.Ordinal) && m.Count(c => c == '.') == space.Count(c => c == '.') + 2);

    /// <summary>Determines whether a class derived from a type in a namespace contains a string. Our own client has its operation names as strings.</summary>
    /// <param name="space">The namespace of the base class.</param>
    /// <param name="text">The text.</param>
    /// <returns>True if one does; otherwise false.</returns>
    public bool HoldsBelow(string space, string text) => _texts.Any(t => t.Text == text && t.Base.StartsWith(space + ".Amazon", StringComparison.Ordinal));

    private static string Name(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    // Check every byte that could be an ldstr. Other bytes give strings that are not names of operations.
    private static IEnumerable<string> Texts(PEReader file, MetadataReader metadata, MethodDefinition method)
    {
        var code = method.RelativeVirtualAddress == 0 ? [] : file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? [];
        for (var i = 0; i + 5 <= code.Length; i++)
        {
            var offset = code[i + 1] | (code[i + 2] << 8) | (code[i + 3] << 16);
            if (code[i] == LoadString && code[i + 4] == (byte)TableIndex.Module + 0x70 && offset < metadata.GetHeapSize(HeapIndex.UserString))
            {
                yield return metadata.GetUserString(MetadataTokens.UserStringHandle(offset));
            }
        }
    }
}
