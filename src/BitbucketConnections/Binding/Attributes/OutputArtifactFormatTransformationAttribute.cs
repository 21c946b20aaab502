using System;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Takes the API's spelling of an output format, and the words that people use for it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OutputArtifactFormatTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData?.ToString()?.ToUpperInvariant() switch
    {
        "CODE_ZIP" or "CODEZIP" => "CODE_ZIP",
        "CODEBUILD_CLONE_REF" or "CODEBUILDCLONEREF" or "FULLCLONE" => "CODEBUILD_CLONE_REF",
        _ => inputData,
    };
}
