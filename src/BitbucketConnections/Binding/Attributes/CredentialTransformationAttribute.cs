using System;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Refuses an object without credentials at binding. The error shows its type, but no content.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CredentialTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null || CredentialObject.Hold(inputData) is not null ? inputData : throw WrongArgument.Of(
            $"An object of type {(inputData is PSObject wrapped ? wrapped.TypeNames[0] : inputData.GetType().FullName)} contains no credentials. "
            + "Specify AWSCredentials of an AWS SDK, the output of Get-AWSCredential, or a PSCredential with the access key as user name.");
}
