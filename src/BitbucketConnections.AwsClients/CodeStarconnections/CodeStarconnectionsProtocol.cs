using System.Text.Json.Serialization;
using Amazon.CodeStarconnections.Model;
using Amazon.Protocol;

namespace Amazon.CodeStarconnections;

/// <summary>How CodeStar connections speaks: names, types and errors.</summary>
internal static class CodeStarconnectionsProtocol
{
    public static AwsJsonService Create() => new(
        "codestar-connections",
        "1.0",
        "com.amazonaws.codestar.connections.CodeStar_connections_20191201",
        AwsJsonOptions.Create(
            CodeStarconnectionsJson.Default,
            null,
            new ConstantConverter<ConnectionStatus>(ConnectionStatus.FindValue),
            new ConstantConverter<ProviderType>(ProviderType.FindValue)),
        ToException);

    private static AmazonCodeStarconnectionsException ToException(ServiceError error) => error.Code switch
    {
        "LimitExceededException" => new LimitExceededException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "ResourceNotFoundException" => new ResourceNotFoundException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        "ResourceUnavailableException" => new ResourceUnavailableException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        _ => new AmazonCodeStarconnectionsException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
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
internal sealed partial class CodeStarconnectionsJson : JsonSerializerContext
{
}
