using System;
using System.Management.Automation;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Accepts triggers as objects, or as hashtables with the members of the AWS JSON in any case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TriggerTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var triggers = ArgumentElements.Read(inputData, PartReader.Trigger);

        // A parameter that accepts one trigger accepts no list.
        return triggers.Length == 1 ? triggers[0] : triggers;
    }
}
