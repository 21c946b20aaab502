using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Accepts Regions as names, or as objects of AWS Tools or an SDK.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RegionListTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is IList many
            ? many.Cast<object?>().Select(RegionName.Of).ToArray()
            : RegionName.Of(inputData);
}
