using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Targets;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>
/// Converts an object to its ARN, for a parameter that accepts names or ARNs. PowerShell would use the text of any object, so that a stage would mean the
/// pipeline with its name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ResourceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Initializes a new instance of the <see cref="ResourceTransformationAttribute"/> class.</summary>
    /// <param name="noun">The noun: the name of a property of <see cref="ResourceNoun"/>.</param>
    public ResourceTransformationAttribute(string noun) => Noun = noun;

    /// <summary>Gets the noun.</summary>
    public string Noun { get; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null or string => value,
            IList and not IDictionary => ((IList)value).Cast<object?>().Select(one => Transform(engineIntrinsics, one)).ToArray(),
            _ => Read(value),
        };
    }

    private string Read(object value)
    {
        try
        {
            return Rule().ReadArgument(new PipedInput(PSObject.AsPSObject(value)));
        }
        catch (ServiceException wrong)
        {
            throw new ArgumentTransformationMetadataException(wrong.Message, wrong);
        }
    }

    private ResourceNoun Rule() => Noun switch
    {
        nameof(ResourceNoun.Connection) => ResourceNoun.Connection,
        nameof(ResourceNoun.Pipeline) => ResourceNoun.Pipeline,
        nameof(ResourceNoun.Association) => ResourceNoun.Association,
        _ => ResourceNoun.Tagged,
    };
}
