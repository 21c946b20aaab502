using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.CodePipeline;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Pipelines.Json;

/// <summary>The SDK's constants in JSON: their values, and newer ones that the SDK does not know yet too.</summary>
internal static class ConstantConverters
{
    public static IEnumerable<JsonConverter> All() =>
    [
        new Converter<ActionCategory>(ActionCategory.FindValue),
        new Converter<ActionOwner>(ActionOwner.FindValue),
        new Converter<ArtifactStoreType>(ArtifactStoreType.FindValue),
        new Converter<BlockerType>(BlockerType.FindValue),
        new Converter<EncryptionKeyType>(EncryptionKeyType.FindValue),
        new Converter<EnvironmentVariableType>(EnvironmentVariableType.FindValue),
        new Converter<ExecutionMode>(ExecutionMode.FindValue),
        new Converter<GitPullRequestEventType>(GitPullRequestEventType.FindValue),
        new Converter<PipelineTriggerProviderType>(PipelineTriggerProviderType.FindValue),
        new Converter<PipelineType>(PipelineType.FindValue),
        new Converter<Result>(Result.FindValue),
        new Converter<RuleCategory>(RuleCategory.FindValue),
        new Converter<RuleOwner>(RuleOwner.FindValue),
        new Converter<StageRetryMode>(StageRetryMode.FindValue),
    ];

    private sealed class Converter<T>(Func<string, T> find) : JsonConverter<T>
        where T : ConstantClass
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? find(reader.GetString()!) : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
