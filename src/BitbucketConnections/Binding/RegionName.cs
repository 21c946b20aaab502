using System.Management.Automation;

namespace BitbucketConnections.Binding;

/// <summary>Reads the name of a Region from text, or from an object of AWS Tools or an SDK.</summary>
internal static class RegionName
{
    /// <summary>Gets the name; null if there is none.</summary>
    public static string? Of(object? value)
    {
        if (value is null)
        {
            return null;
        }

        var wrapped = PSObject.AsPSObject(value);
        var name = wrapped.BaseObject is string text ? text : Member(wrapped, "SystemName") ?? Member(wrapped, "Region") ?? wrapped.ToString();
        return string.IsNullOrEmpty(name) ? null : name;
    }

    private static string? Member(PSObject value, string name) => value.Properties[name]?.Value is string { Length: > 0 } text ? text : null;
}
