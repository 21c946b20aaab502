using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeGuruReviewer;
using Amazon.CodeGuruReviewer.Model;
using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using Amazon.CodeStarconnections;
using Amazon.CodeStarconnections.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Fuzz.Targets;

/// <summary>Responses of AWS, of another program at the endpoint, and of proxies, through the clients of the SDK.</summary>
internal static class AnswerTargets
{
    /// <summary>Gets the targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new FuzzTarget
        {
            Name = "Answer", Weight = 25, Seeds = FuzzResources.Lines("answers.txt"), Open = Open,
            Words = ["codepipeline", "codestar", "iam", "s3", "reviewer", "200", "400", "404", "500", "503", "301", "application/json", "text/xml", "__type", "message", "Message", "<Error>", "<Code>", "</", "<![CDATA[", "<!DOCTYPE x [", "&x;", "created", "nextToken"],
        },
    ];

    private static Action<string> Open()
    {
        var handler = new AnswerHandler();
        var http = new AnswerHttp(handler);
        var credentials = new BasicAWSCredentials("AKIDEXAMPLE", "not-a-secret");
        var caller = new ServiceCaller(new CallOrigin(new QuietSink(), null), null, () => "a test", new SystemClock());
        var pipelines = new PipelineDocumentClient(credentials, Configure(new AmazonCodePipelineConfig(), http));
        var connections = new AmazonCodeStarconnectionsClient(credentials, Configure(new AmazonCodeStarconnectionsConfig(), http));
        var roles = new AmazonIdentityManagementServiceClient(credentials, Configure(new AmazonIdentityManagementServiceConfig(), http));
        var buckets = new AmazonS3Client(credentials, Configure(new AmazonS3Config { ForcePathStyle = true }, http));
        var reviews = new AmazonCodeGuruReviewerClient(credentials, Configure(new AmazonCodeGuruReviewerConfig(), http));
        return input => Read(handler, caller, input, pipelines, connections, roles, buckets, reviews).GetAwaiter().GetResult();
    }

    private static async Task Read(
        AnswerHandler handler,
        ServiceCaller caller,
        string input,
        PipelineDocumentClient pipelines,
        AmazonCodeStarconnectionsClient connections,
        AmazonIdentityManagementServiceClient roles,
        AmazonS3Client buckets,
        AmazonCodeGuruReviewerClient reviews)
    {
        handler.Input = input;
        try
        {
            await Call(caller, input, pipelines, connections, roles, buckets, reviews).ConfigureAwait(false);
        }
        catch (ServiceException e)
        {
            // An answer arrived, so the call was sent.
            Wrong.If(e.Condition == "CallNotSent", e.ToString());
            throw;
        }
    }

    private static async Task Call(
        ServiceCaller caller,
        string input,
        PipelineDocumentClient pipelines,
        AmazonCodeStarconnectionsClient connections,
        AmazonIdentityManagementServiceClient roles,
        AmazonS3Client buckets,
        AmazonCodeGuruReviewerClient reviews)
    {
        var token = CancellationToken.None;
        switch (input.Split(' ')[0])
        {
            case "codepipeline" when input.Contains("ipelines", StringComparison.Ordinal):
                await caller.InvokeAsync(Of("codepipeline", "ListPipelines"), t => pipelines.ListPipelinesAsync(new ListPipelinesRequest(), t), token).ConfigureAwait(false);
                break;
            case "codestar":
                await caller.InvokeAsync(Of("codestar-connections", "ListConnections"), t => connections.ListConnectionsAsync(new ListConnectionsRequest(), t), token).ConfigureAwait(false);
                break;
            case "iam":
                await caller.InvokeAsync(Of("iam", "GetRole"), t => roles.GetRoleAsync(new GetRoleRequest { RoleName = "x" }, t), token).ConfigureAwait(false);
                break;
            case "s3":
                await caller.InvokeAsync(Of("s3", "ListBuckets"), t => buckets.ListBucketsAsync(new ListBucketsRequest(), t), token).ConfigureAwait(false);
                break;
            case "reviewer":
                await caller.InvokeAsync(Of("codeguru-reviewer", "ListRepositoryAssociations"), t => reviews.ListRepositoryAssociationsAsync(new ListRepositoryAssociationsRequest(), t), token).ConfigureAwait(false);
                break;
            default:
                var answer = await caller.InvokeAsync(Of("codepipeline", "GetPipeline"), t => pipelines.GetDocumentAsync("demo", null, t), token).ConfigureAwait(false);
                var pipeline = Member(answer, "pipeline") ?? throw FailureTranslator.Incomplete(Of("codepipeline", "GetPipeline"), "pipeline");
                _ = PipelineReader.ReadAnswer(pipeline, Member(answer, "metadata"), "eu-west-1", new ConsoleLinks(null));
                break;
        }
    }

    private static JsonElement? Member(DocumentResponse answer, string name) => answer.Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static Call Of(string service, string operation) => new(service, operation, "eu-west-1", "demo");

    private static T Configure<T>(T config, AnswerHttp http)
        where T : ClientConfig
    {
        config.ServiceURL = "http://127.0.0.1:9";
        config.AuthenticationRegion = "eu-west-1";
        config.MaxErrorRetry = 0;
        config.HttpClientFactory = http;
        return config;
    }

    private sealed class QuietSink : IDiagnosticSink
    {
        public bool IsDebugWanted => false;

        public bool IsVerboseWanted => false;

        public void Write(DiagnosticEvent diagnosticEvent)
        {
        }
    }

    private sealed class AnswerHttp(AnswerHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new LimitingHandler(handler, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60)), disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
    }

    // The first line is the service, the status and the type of the content, and the rest is the body.
    private sealed class AnswerHandler : HttpMessageHandler
    {
        public string Input { get; set; } = string.Empty;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var lines = Input.Split('\n', 2);
            var head = lines[0].Split(' ');
            var status = head.Length > 1 && int.TryParse(head[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 200 and < 600 ? number : 200;
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(lines.Length > 1 ? lines[1] : string.Empty));
            content.Headers.ContentType = head.Length > 2 && MediaTypeHeaderValue.TryParse(head[2], out var type) ? type : null;
            return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = content, RequestMessage = request });
        }
    }
}
