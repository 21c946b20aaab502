// Types that nullable analysis finds by name and that .NET Standard 2.0 does not have.
namespace System.Diagnostics.CodeAnalysis;

/// <summary>Specifies that an output is not null when the method returns the given value.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
internal sealed class NotNullWhenAttribute(bool returnValue) : Attribute
{
    /// <summary>Gets the return value.</summary>
    public bool ReturnValue { get; } = returnValue;
}

/// <summary>Specifies that a constructor sets all required members.</summary>
[AttributeUsage(AttributeTargets.Constructor, AllowMultiple = false, Inherited = false)]
internal sealed class SetsRequiredMembersAttribute : Attribute
{
}
