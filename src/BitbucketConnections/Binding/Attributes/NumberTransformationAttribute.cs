using System;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Refuses an empty text where 0 is a value: PowerShell makes 0 of it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NumberTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && string.IsNullOrWhiteSpace(text)
            ? throw new ArgumentTransformationMetadataException("The value is null or empty. Specify a number, or omit the parameter to use its default.")
            : inputData;
}
