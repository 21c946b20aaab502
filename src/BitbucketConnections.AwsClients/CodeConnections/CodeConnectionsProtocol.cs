using System.Text.Json.Serialization;
using Amazon.CodeConnections.Model;
using Amazon.Protocol;

namespace Amazon.CodeConnections;

/// <summary>How CodeConnections speaks: names, types and errors.</summary>
internal static class CodeConnectionsProtocol
{
    public static AwsJsonService Create() => new(
        "codeconnections",
        "1.0",
        "com.amazonaws.codeconnections.CodeConnections_20231201",
        AwsJsonOptions.Create(
            CodeConnectionsJson.Default,
            null,
            new ConstantConverter<ConnectionStatus>(ConnectionStatus.FindValue),
            new ConstantConverter<ProviderType>(ProviderType.FindValue)),
        ToException);

    private static AmazonCodeConnectionsException ToException(ServiceError error) => error.Code switch
    {
        "LimitExceededException" => new LimitExceededException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "ResourceNotFoundException" => new ResourceNotFoundException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "ResourceUnavailableException" => new ResourceUnavailableException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        _ => new AmazonCodeConnectionsException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
    };
}

/// <summary>The source-generated types of the messages.</summary>
[JsonSerializable(typeof(CreateConnectionRequest))]
[JsonSerializable(typeof(CreateConnectionResponse))]
[JsonSerializable(typeof(DeleteConnectionRequest))]
[JsonSerializable(typeof(DeleteConnectionResponse))]
[JsonSerializable(typeof(GetConnectionRequest))]
[JsonSerializable(typeof(GetConnectionResponse))]
[JsonSerializable(typeof(ListConnectionsRequest))]
[JsonSerializable(typeof(ListConnectionsResponse))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(TagResourceResponse))]
[JsonSerializable(typeof(UntagResourceRequest))]
[JsonSerializable(typeof(UntagResourceResponse))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class CodeConnectionsJson : JsonSerializerContext
{
}
