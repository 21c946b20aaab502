using System;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Refuses an object that PowerShell converted to the name of its type. For parameters without <see cref="ValidateNotEmptyAttribute"/>, which does the same.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateTextAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (ConvertedObject.Find(arguments) is { } rule)
        {
            throw new ValidationMetadataException(Redaction.Message(rule));
        }
    }
}
