using System;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests.Diagnosis;

/// <summary>A fault that is put into a sound system, and the check that must find it.</summary>
/// <param name="Name">The fault, in words.</param>
/// <param name="Check">The check that finds it.</param>
/// <param name="Status">The status that the check must have.</param>
/// <param name="Says">A part of the detail, the remedy or the command.</param>
/// <param name="Break">Puts the fault in.</param>
/// <param name="Repair">Does what the remedy says; null if nothing in the system can, such as for a permission of the caller that a test removes.</param>
internal sealed record Fault(string Name, string Check, CheckStatus Status, string Says, Func<SoundSystem, Task> Break, Func<SoundSystem, Task> Repair)
{
    /// <summary>Gets a value indicating whether the connection is tested, not the pipeline.</summary>
    public bool IsOfConnection { get; init; }

    public static Fault Failed(string name, string check, string says, Func<SoundSystem, Task> injure, Func<SoundSystem, Task> repair) => new(name, check, CheckStatus.Failed, says, injure, repair);

    public static Fault Warning(string name, string check, string says, Func<SoundSystem, Task> injure, Func<SoundSystem, Task> repair) => new(name, check, CheckStatus.Warning, says, injure, repair);

    /// <summary>Creates the fault of a caller who can't call an operation.</summary>
    public static Fault Refused(string check, string permission, params string[] operations) => new(
        $"{string.Join(" and ", operations)} denied, for {check}",
        check,
        CheckStatus.Unknown,
        permission,
        system =>
        {
            Array.ForEach(operations, operation => system.Iam.Refuse(operation));
            return Task.CompletedTask;
        },
        system =>
        {
            system.Sandbox.ClearFaults();
            return Task.CompletedTask;
        });

    /// <summary>Creates a fault of the definition, which is corrected in the definition.</summary>
    public static Fault InDefinition(string name, string check, CheckStatus status, string says, Action<SoundSystem> injure) => new(
        name,
        check,
        status,
        says,
        system =>
        {
            injure(system);
            return Task.CompletedTask;
        },
        system => system.ReadAsync());
}
