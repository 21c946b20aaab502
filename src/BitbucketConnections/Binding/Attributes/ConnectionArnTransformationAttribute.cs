using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Converts a connection to its ARN, also after a job or file. Pipelines are not accepted here.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConnectionArnTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        switch (value)
        {
            case IList many:
                return many.Cast<object?>().Select(one => Transform(engineIntrinsics, one)).ToArray();
            case string:
                return value;
            case Connection connection:
                return connection.ConnectionArn;
            default:
                var properties = PSObject.AsPSObject(inputData ?? string.Empty).Properties;

                // Another object is not changed, because another parameter may accept it.
                return properties["PipelineArn"] is null && properties["ConnectionArn"]?.Value is string arn ? arn : inputData;
        }
    }
}
