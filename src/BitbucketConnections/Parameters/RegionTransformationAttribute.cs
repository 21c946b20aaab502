using System;
using System.Management.Automation;

namespace BitbucketConnections.Parameters;

/// <summary>Lets a Region be given as its name, or as an object of AWS Tools or of an SDK.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RegionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => NameOf(inputData);

    /// <summary>Gets the name of a Region out of a text or object; null when there is none.</summary>
    public static string? NameOf(object? value)
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
