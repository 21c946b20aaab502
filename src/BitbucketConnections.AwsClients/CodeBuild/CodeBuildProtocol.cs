using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.CodeBuild.Model;
using Amazon.Protocol;

namespace Amazon.CodeBuild;

/// <summary>How CodeBuild speaks: names, types and errors.</summary>
internal static class CodeBuildProtocol
{
    public static AwsJsonService Create() => new(
        "codebuild",
        "1.1",
        "CodeBuild_20161006",
        AwsJsonOptions.Create(
            CodeBuildJson.Default,
            JsonNamingPolicy.CamelCase),
        ToException);

    private static AmazonCodeBuildException ToException(ServiceError error) => error.Code switch
    {
        "InvalidInputException" => new InvalidInputException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
        _ => new AmazonCodeBuildException(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status),
    };
}

/// <summary>The source-generated types of the messages.</summary>
[JsonSerializable(typeof(BatchGetProjectsRequest))]
[JsonSerializable(typeof(BatchGetProjectsResponse))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class CodeBuildJson : JsonSerializerContext
{
}
