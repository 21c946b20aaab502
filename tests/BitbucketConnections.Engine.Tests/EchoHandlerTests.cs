using System;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;

namespace BitbucketConnections.Engine.Tests;

/// <summary>AWS can repeat a value of a request in the message of a refusal.</summary>
public sealed class EchoHandlerTests
{
    private const string Request = """{"pipeline":{"configuration":{"OAuthToken":"t0p-12345"}}}""";

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, """{"message":"Not found: ****"}""")]
    [InlineData(HttpStatusCode.OK, """{"message":"Not found: t0p-12345"}""")]
    [InlineData(HttpStatusCode.ServiceUnavailable, """{"message":"Not found: ****"}""")]
    public async Task A_refusal_does_not_repeat_a_secret(HttpStatusCode status, string expected)
    {
        using var client = new HttpMessageInvoker(new EchoHandler(new Answering(status)));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("https://host.example/")) { Content = new StringContent(Request, Encoding.UTF8, "application/json") };

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/x-amz-json-1.1", response.Content.Headers.ContentType!.MediaType);
    }

    private sealed class Answering(HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            new HttpResponseMessage(status) { Content = new StringContent("""{"message":"Not found: t0p-12345"}""", Encoding.UTF8, "application/x-amz-json-1.1") });
    }
}
