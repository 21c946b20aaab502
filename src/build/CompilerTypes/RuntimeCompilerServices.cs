// What the C# compiler looks for by name and .NET Standard 2.0 lacks: markers without behaviour. They are written out here, since the output of the
// source generator that made them before had another order each time, and no two builds were the same bytes.
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

/// <summary>Names a feature that a compiler must know to use the member.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    /// <summary>Gets the feature.</summary>
    public string FeatureName { get; } = featureName;

    /// <summary>Gets a value indicating whether a compiler may ignore the feature.</summary>
    public bool IsOptional { get; init; }
}
