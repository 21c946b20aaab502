using System;
using System.Management.Automation;

namespace BitbucketConnections.Binding.Attributes;

/// <summary>Accepts the API value of an output format, and common names for it.</summary>
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
