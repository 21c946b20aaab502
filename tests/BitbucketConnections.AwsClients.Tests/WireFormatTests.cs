using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CloudWatchLogs;
using Amazon.CodeBuild;
using Amazon.CodeConnections;
using Amazon.CodePipeline;
using Amazon.CodeStarconnections;
using Amazon.Runtime;

namespace BitbucketConnections.AwsClients.Tests;

public sealed class WireFormatTests
{
    private static readonly (string Model, Type Client, string Target, string ContentType)[] s_services =
    [
        ("codestar-connections", typeof(AmazonCodeStarconnectionsClient), "com.amazonaws.codestar.connections.CodeStar_connections_20191201", "application/x-amz-json-1.0"),
        ("codeconnections", typeof(AmazonCodeConnectionsClient), "com.amazonaws.codeconnections.CodeConnections_20231201", "application/x-amz-json-1.0"),
        ("codebuild", typeof(AmazonCodeBuildClient), "CodeBuild_20161006", "application/x-amz-json-1.1"),
        ("logs", typeof(AmazonCloudWatchLogsClient), "Logs_20140328", "application/x-amz-json-1.1"),
        ("codepipeline", typeof(AmazonCodePipelineClient), "CodePipeline_20150709", "application/x-amz-json-1.1"),
    ];

    public static IEnumerable<TheoryDataRow<string, string>> Operations() =>
        from service in s_services
        from method in service.Client.GetMethods().Where(m => m.DeclaringType == service.Client && m.Name.EndsWith("Async", StringComparison.Ordinal))
        select new TheoryDataRow<string, string>(service.Model, method.Name[..^5]);

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_full_request_has_exactly_the_members_of_the_model(string service, string operation)
    {
        using var server = new LoopbackServer("{}");
        await CallAsync(service, operation, server);

        var (_, _, target, contentType) = s_services.Single(s => s.Model == service);
        Assert.Equal($"{target}.{operation}", server.Last.Headers["X-Amz-Target"]);
        Assert.Equal(contentType, server.Last.Headers["Content-Type"]);
        Assert.Contains($"/eu-west-1/{service}/aws4_request", server.Last.Headers["Authorization"], StringComparison.Ordinal);
        var model = ServiceModel.Load(service);
        model.Check((string)model.Operation(operation)["input"]!["shape"]!, JsonNode.Parse(server.Last.Body), operation);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_member_of_a_full_response_is_read(string service, string operation)
    {
        var model = ServiceModel.Load(service);
        var body = model.Operation(operation)["output"] is { } output ? model.Sample((string)output["shape"]!).ToJsonString() : "{}";
        using var server = new LoopbackServer(body);

        var response = await CallAsync(service, operation, server);

        ObjectFiller.AssertFull(response, operation);
        Assert.Equal("0123-request", response.ResponseMetadata.RequestId);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_error_of_the_model_has_its_own_exception(string service, string operation)
    {
        var model = ServiceModel.Load(service);
        foreach (var error in model.Errors(operation))
        {
            using var server = new LoopbackServer(_ => new Answer($$"""{"__type":"com.amazonaws#{{error}}:http://internal/","message":"why"}""", 400));
            var thrown = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => CallAsync(service, operation, server));
            Assert.Equal(error, thrown.GetType().Name);
            Assert.Equal(error, thrown.ErrorCode);
            Assert.Equal("why", thrown.Message);
            Assert.Equal("0123-request", thrown.RequestId);
        }
    }

    private static async Task<AmazonWebServiceResponse> CallAsync(string service, string operation, LoopbackServer server)
    {
        using AmazonServiceClient client = service switch
        {
            "codebuild" => Clients.CodeBuild(server),
            "logs" => Clients.CloudWatchLogs(server),
            "codepipeline" => Clients.CodePipeline(server),
            "codeconnections" => Clients.CodeConnections(server),
            _ => Clients.CodeStar(server),
        };
        var method = client.GetType().GetMethod(operation + "Async")!;
        var request = ObjectFiller.Fill(method.GetParameters()[0].ParameterType);
        var task = (Task)method.Invoke(client, [request, CancellationToken.None])!;
        await task;
        return (AmazonWebServiceResponse)task.GetType().GetProperty("Result", BindingFlags.Public | BindingFlags.Instance)!.GetValue(task)!;
    }
}
