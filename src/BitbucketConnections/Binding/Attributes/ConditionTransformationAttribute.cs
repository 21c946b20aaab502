using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>
/// Accepts a condition as an object, or as a hashtable with the members of the AWS JSON in any case. Rules are accepted too: they become a condition
/// without a result.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConditionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var elements = ArgumentElements.Of(inputData).ToList();
        if (elements.Count > 0 && elements.TrueForAll(PartReader.IsRule))
        {
            return new StageCondition { Rules = elements.ConvertAll(PartReader.Rule) };
        }

        return elements.Count <= 1
            ? elements.Select(PartReader.Condition).FirstOrDefault()
            : throw WrongArgument.Of($"A stage can have one condition of each kind, not {elements.Count}. To combine rules, specify one condition with several rules.");
    }
}
