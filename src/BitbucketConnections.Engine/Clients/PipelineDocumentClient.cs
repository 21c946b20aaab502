using System;
using System.IO;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using BitbucketConnections.Engine.Json;

namespace BitbucketConnections.Engine.Clients;

/// <summary>
/// The CodePipeline client with document operations: they read and write declarations as JSON, so a member that AWS
/// added later is kept.
/// </summary>
internal sealed class PipelineDocumentClient : AmazonCodePipelineClient
{
    private static readonly InvokeOptions s_create = Options("CreatePipeline");
    private static readonly InvokeOptions s_get = Options("GetPipeline");
    private static readonly InvokeOptions s_update = Options("UpdatePipeline");

    public PipelineDocumentClient(AWSCredentials credentials, AmazonCodePipelineConfig config)
        : base(credentials, config)
    {
    }

    /// <summary>Creates a pipeline.</summary>
    /// <param name="pipeline">The declaration.</param>
    /// <param name="tags">The tags; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<DocumentResponse> CreateDocumentAsync(JsonObject pipeline, JsonArray? tags, CancellationToken cancellationToken)
    {
        var request = new JsonObject { ["pipeline"] = pipeline.DeepClone() };
        if (tags is not null)
        {
            request["tags"] = tags.DeepClone();
        }

        return InvokeAsync<DocumentResponse>(new DocumentRequest(request), s_create, cancellationToken);
    }

    public Task<DocumentResponse> GetDocumentAsync(string name, int? version, CancellationToken cancellationToken)
    {
        var request = new JsonObject { ["name"] = name };
        if (version is not null)
        {
            request["version"] = version;
        }

        return InvokeAsync<DocumentResponse>(new DocumentRequest(request), s_get, cancellationToken);
    }

    public Task<DocumentResponse> UpdateDocumentAsync(JsonObject pipeline, CancellationToken cancellationToken) =>
        InvokeAsync<DocumentResponse>(new DocumentRequest(new JsonObject { ["pipeline"] = pipeline.DeepClone() }), s_update, cancellationToken);

    private static InvokeOptions Options(string operation) => new()
    {
        RequestMarshaller = new DocumentMarshaller(operation), ResponseUnmarshaller = new DocumentUnmarshaller(),
    };

    private sealed class DocumentMarshaller(string operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var request = new DefaultRequest(input, "codepipeline")
            {
                HttpMethod = "POST", ResourcePath = "/", Content = JsonSerializer.SerializeToUtf8Bytes(((DocumentRequest)input).Body, DocumentJson.Default.JsonObject),
            };
            request.Headers["X-Amz-Target"] = "CodePipeline_20150709." + operation;
            request.Headers["Content-Type"] = "application/x-amz-json-1.1";
            return request;
        }
    }

    private sealed class DocumentUnmarshaller : JsonResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
        {
            using var answer = CheckedJson.ParseTree(Bytes(context.Stream));
            return answer.RootElement.ValueKind == JsonValueKind.Object
                ? new DocumentResponse { Body = answer.RootElement.Clone() }
                : throw new JsonException("The response is not a JSON object.");
        }

        public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
        {
            var (body, failure) = Read(context.Stream);
            using var error = body;
            var type = context.ResponseData.GetHeaderValue("x-amzn-ErrorType") is { Length: > 0 } header ? header : Text(body, "__type") ?? Text(body, "code");
            var code = type?.Substring(type.IndexOf('#') + 1).Split(':')[0];
            return new AmazonCodePipelineException(
                Text(body, "message") ?? Text(body, "Message") ?? code ?? $"The endpoint returned HTTP {(int)statusCode} without an AWS error.",
                failure ?? innerException,
                (int)statusCode >= 500 ? ErrorType.Receiver : ErrorType.Sender,
                code,
                context.ResponseData.GetHeaderValue("x-amzn-RequestId"),
                statusCode);
        }

        // A proxy may have replaced the response with a page.
        private static (JsonDocument? Body, JsonException? Failure) Read(Stream stream)
        {
            try
            {
                return (CheckedJson.ParseTree(Bytes(stream)), null);
            }
            catch (JsonException failure)
            {
                return (null, failure);
            }
        }

        private static byte[] Bytes(Stream stream)
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }

        private static string? Text(JsonDocument? body, string name) =>
            body?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}

/// <summary>A request with a JSON document as its body.</summary>
internal sealed class DocumentRequest(JsonObject body) : AmazonWebServiceRequest
{
    public JsonObject Body => body;
}

/// <summary>A response with a JSON document as its body.</summary>
internal sealed class DocumentResponse : AmazonWebServiceResponse
{
    public JsonElement Body { get; init; }
}

/// <summary>The source-generated types of documents.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(JsonObject))]
internal sealed partial class DocumentJson : System.Text.Json.Serialization.JsonSerializerContext;
