// What nullable analysis looks for by name and .NET Standard 2.0 lacks.
namespace System.Diagnostics.CodeAnalysis;

/// <summary>Says that an output is not null when the method returns the given value.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
internal sealed class NotNullWhenAttribute(bool returnValue) : Attribute
{
    /// <summary>Gets the return value.</summary>
    public bool ReturnValue { get; } = returnValue;
}

/// <summary>Says that a constructor sets every required member.</summary>
[AttributeUsage(AttributeTargets.Constructor, AllowMultiple = false, Inherited = false)]
internal sealed class SetsRequiredMembersAttribute : Attribute
{
}
