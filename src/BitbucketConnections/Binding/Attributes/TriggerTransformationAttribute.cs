using System;
using System.Management.Automation;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Accepts triggers as objects, or as hashtables with the members of the AWS JSON in any case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TriggerTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ArgumentElements.Read(inputData, PartReader.Trigger);
}
