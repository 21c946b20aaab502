using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Accepts a condition as an object, or as a hashtable with the members of the AWS JSON in any case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConditionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        ArgumentElements.Of(inputData).Select(PartReader.Condition).FirstOrDefault();
}
