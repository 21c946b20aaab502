using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Takes stages as objects, or as hashtables in the shape of AWS's JSON with keys in any case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class StageTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Elements.Read(inputData, PartReader.Stage);
}

/// <summary>Takes actions as objects, or as hashtables in the shape of AWS's JSON with keys in any case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ActionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Elements.Read(inputData, PartReader.Action);
}

/// <summary>Takes a condition as an object, or as a hashtable in the shape of AWS's JSON with keys in any case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConditionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Elements.Of(inputData).Select(PartReader.Condition).FirstOrDefault();
}
