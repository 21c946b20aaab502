using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Fuzz.Targets;

/// <summary>All parsers and scanners of text that can come from another program or person.</summary>
internal static class FuzzTargets
{
    /// <summary>Gets the targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
        [.. TextTargets.All, .. RedactionTargets.All, .. PolicyTargets.All, .. DefinitionTargets.All, .. AnswerTargets.All, .. BindingTargets.All, .. ShellTargets.All, .. SandboxTargets.All, .. SocketTargets.All];

    /// <summary>Gets a target by its name.</summary>
    public static FuzzTarget Get(string name) => All.FirstOrDefault(target => target.Name == name) ?? throw new ArgumentException($"There is no target '{name}'.", nameof(name));
}
