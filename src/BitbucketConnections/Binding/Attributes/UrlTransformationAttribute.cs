using System;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Reads a URL. The conversion of PowerShell would show an invalid URL in the error, with its password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UrlTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string { Length: > 0 } text
            ? inputData
            : Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var url)
                ? url
                : throw WrongArgument.Of($"'{text}' is not a valid URL.");
}
