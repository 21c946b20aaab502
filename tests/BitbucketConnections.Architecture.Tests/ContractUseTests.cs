using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace BitbucketConnections.Architecture.Tests;

/// <summary>A contract says what the cmdlets need, and no more.</summary>
public sealed class ContractUseTests
{
    public static IEnumerable<TheoryDataRow<string>> Interfaces() =>
        CompiledAssembly.Contracts.Types.Where(type => type.IsInterface && type.IsPublic && !IsForOthersToCall(type)).Select(type => new TheoryDataRow<string>(type.FullName));

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Every_member_of_an_interface_is_used_by_the_cmdlets(string name)
    {
        var used = CompiledAssembly.Cmdlets.GetMemberReferences().Where(member => member.DeclaringType.GetElementType().FullName == name).Select(member => member.Name);

        None.Of(CompiledAssembly.Contracts.GetType(name).Methods.Select(method => method.Name).Except(used));
    }

    // What Contracts or the cmdlets implement, the engine calls.
    private static bool IsForOthersToCall(TypeDefinition type) =>
        CompiledAssembly.Contracts.GetTypes().Concat(CompiledAssembly.Cmdlets.GetTypes()).Any(t => t.Interfaces.Any(i => i.InterfaceType.FullName == type.FullName));
}
