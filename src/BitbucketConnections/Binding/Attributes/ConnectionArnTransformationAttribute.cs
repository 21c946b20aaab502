using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Takes a connection for its ARN, also one that went through a job or file; a pipeline is none.</summary>
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

                // What is no connection is left as it is: another parameter may take it.
                return properties["PipelineArn"] is null && properties["ConnectionArn"]?.Value is string arn ? arn : inputData;
        }
    }
}
