using System;
using System.Management.Automation;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Takes actions as objects, or as hashtables in the shape of AWS's JSON with keys in any case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ActionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => ArgumentElements.Read(inputData, PartReader.Action);
}
