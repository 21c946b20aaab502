using System.Management.Automation;

namespace BitbucketConnections.Hosting;

/// <summary>Determines whether a review is shown: with -WhatIf, -Confirm or the corresponding preferences.</summary>
internal static class ReviewVisibility
{
    public static bool IsWanted(PSCmdlet cmdlet) =>
        Flag(cmdlet, "WhatIf") ?? Flag(cmdlet, "Confirm") ?? (IsOn(cmdlet.GetVariableValue("WhatIfPreference")) || Asks(cmdlet.GetVariableValue("ConfirmPreference")));

    private static bool? Flag(PSCmdlet cmdlet, string name) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out var value) && ((SwitchParameter)value).ToBool() ? true : null;

    private static bool IsOn(object? preference) => LanguagePrimitives.IsTrue(preference);

    // The impact of a creation is Medium.
    private static bool Asks(object? preference) =>
        LanguagePrimitives.TryConvertTo<ConfirmImpact>(preference, out var from) && from is ConfirmImpact.Low or ConfirmImpact.Medium;
}
