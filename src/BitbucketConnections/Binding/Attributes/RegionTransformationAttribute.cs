using System;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Accepts a Region as a name, or as an object of AWS Tools or an SDK.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RegionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => RegionName.Of(inputData);
}
