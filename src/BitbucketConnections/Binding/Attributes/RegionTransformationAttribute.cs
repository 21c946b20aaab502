using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Accepts a Region as a name, or as an object of AWS Tools or an SDK.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RegionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        // PowerShell would join them to one text.
        IList { Count: > 1 } many => throw WrongArgument.Of(
            $"{many.Count} Regions were specified, {string.Join(", ", many.Cast<object?>().Select(RegionName.Of))}, and this parameter accepts one. Run the command once for each Region."),
        IList { Count: 1 } one => RegionName.Of(one[0]),
        _ => RegionName.Of(inputData),
    };
}
