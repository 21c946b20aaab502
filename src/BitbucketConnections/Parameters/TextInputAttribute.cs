using System;
using System.Management.Automation;

namespace BitbucketConnections.Parameters;

/// <summary>
/// Keeps a piped object from being taken by its text: a connection piped to <c>Get-BitbucketPipeline</c> is no name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextInputAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null or string or Array)
        {
            return inputData;
        }

        // The binder goes on to the object's properties only on this inner exception.
        throw new ArgumentTransformationMetadataException(
            $"'{value}' is not text.", new PSInvalidCastException($"'{value.GetType().Name}' is taken by its properties, not by its text."));
    }
}
