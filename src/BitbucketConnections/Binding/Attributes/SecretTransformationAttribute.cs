using System;
using System.Management.Automation;
using System.Security;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Accepts a secret as a SecureString, or as a plain string, as AWS Tools do.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            SecureString => value,
            null or string { Length: 0 } => null,
            string text => Secret.Hide(text),
            _ => throw WrongArgument.Of("A secret must be a SecureString or a string."),
        };
    }
}
