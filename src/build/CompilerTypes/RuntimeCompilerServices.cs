// Marker types that the C# compiler finds by name and that .NET Standard 2.0 does not have. They are handwritten because the output of the
// source generator used before had a different order each time, so no two builds had the same bytes.
using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>Marks the set accessor of an init-only property.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit
{
}

/// <summary>Marks a required member, and a type that has one.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
internal sealed class RequiredMemberAttribute : Attribute
{
}

/// <summary>Specifies a feature that a compiler must support to use the member.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    /// <summary>Gets the feature.</summary>
    public string FeatureName { get; } = featureName;

    /// <summary>Gets a value indicating whether a compiler can ignore the feature.</summary>
    public bool IsOptional { get; init; }
}
