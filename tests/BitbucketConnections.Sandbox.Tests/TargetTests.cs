using System.Net.Http.Headers;
using System.Text;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>X-Amz-Target as the SDKs send it: with the namespace of the service's model (.NET, Java, botocore) or without it (JavaScript, Go).</summary>
public sealed class TargetTests : IDisposable
{
    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("codestar-connections", "com.amazonaws.codestar.connections.CodeStar_connections_20191201.ListConnections")]
    [InlineData("codestar-connections", "CodeStar_connections_20191201.ListConnections")]
    [InlineData("codeconnections", "com.amazonaws.codeconnections.CodeConnections_20231201.ListConnections")]
    [InlineData("codeconnections", "CodeConnections_20231201.ListConnections")]
    [InlineData("codepipeline", "CodePipeline_20150709.ListPipelines")]
    [InlineData("kms", "TrentService.ListAliases")]
    [InlineData("codebuild", "CodeBuild_20161006.ListProjects")]
    public async Task A_target_selects_its_service_with_and_without_the_namespace(string service, string target) =>
        Assert.Equal(200, (await SendAsync(service, target, service == "codebuild" ? "1.1" : "1.0")).Status);

    [Fact]
    public async Task C6_CodeBuild_answers_JSON_1_0_with_a_page()
    {
        var answer = await SendAsync("codebuild", "CodeBuild_20161006.ListProjects", "1.0");

        Assert.Equal((404, "text/html"), (answer.Status, answer.ContentType));
        Assert.Contains("Page Not Found", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("com.amazonaws.other.CodeStar_connections_20191201.ListConnections")]
    [InlineData("codestar.connections.CodeStar_connections_20191201.ListConnections")]
    [InlineData("connections.ListConnections")]
    [InlineData("codestar_connections_20191201.ListConnections")]
    [InlineData("CodeStar_connections_20191201")]
    [InlineData("ListConnections")]
    [InlineData(".ListConnections")]
    [InlineData("CodeStar_connections_20191201.")]
    [InlineData(".")]
    public async Task A_target_with_an_unknown_service_or_operation_is_an_unknown_operation(string target)
    {
        var answer = await SendAsync("codestar-connections", target);

        Assert.Equal((400, "UnknownOperationException"), (answer.Status, answer.ErrorType));
        Assert.StartsWith("The sandbox does not have ", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_the_sandbox_does_not_have_is_refused_in_the_protocol_of_the_request()
    {
        var answer = await _sandbox.QueryAsync("sns", "2010-03-31", "ListTopics");

        Assert.Equal(400, answer.Status);
        Assert.Contains("<Code>InvalidAction</Code><Message>The sandbox does not have the service or the operation of this request: sns.</Message>", answer.Body, StringComparison.Ordinal);
    }

    private async Task<Answer> SendAsync(string service, string target, string version = "1.0")
    {
        var body = Encoding.UTF8.GetBytes("{}");
        using var request = new HttpRequestMessage(HttpMethod.Post, _sandbox.Info.EndpointUrl) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-" + version);
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        _sandbox.Signer(service).Sign(request, body, _sandbox.Now);
        return await _sandbox.SendAsync(request);
    }
}
