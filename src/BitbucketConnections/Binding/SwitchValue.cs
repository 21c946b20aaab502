using System.Management.Automation;

namespace BitbucketConnections.Binding;

/// <summary>Reads a switch whose absence has its own meaning.</summary>
internal static class SwitchValue
{
    /// <summary>Gets the value of a switch; null if it was not specified. <c>-Name:$false</c> is false.</summary>
    public static bool? Of(PSCmdlet cmdlet, string name) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out var value) && value is SwitchParameter given ? given.IsPresent : null;
}
