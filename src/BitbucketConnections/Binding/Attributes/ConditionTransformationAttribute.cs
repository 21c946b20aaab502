using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Takes a condition as an object, or as a hashtable in the shape of AWS's JSON with keys in any case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConditionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        ArgumentElements.Of(inputData).Select(PartReader.Condition).FirstOrDefault();
}
