using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;

namespace BitbucketConnections.AwsClients.Tests;

public sealed class IdentityManagementFailureTests
{
    private const string Namespace = "xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static Answer Refusal(string code, string message, int status, string type = "Sender") => new(
        $"<ErrorResponse {Namespace}><Error><Type>{type}</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>0123-body</RequestId></ErrorResponse>",
        status) { ContentType = "text/xml", Headers = [] };

    [Fact]
    public async Task A_code_without_a_class_keeps_code_message_and_status()
    {
        using var server = new LoopbackServer(_ => Refusal("AccessDenied", "User: u is not authorized to perform: iam:GetRole", 403));
        using var client = Clients.IdentityManagement(server);

        var thrown = await Assert.ThrowsAsync<AmazonIdentityManagementServiceException>(() => client.GetRoleAsync(new() { RoleName = "x" }, Token));

        Assert.Equal(("AccessDenied", "User: u is not authorized to perform: iam:GetRole", 403), (thrown.ErrorCode, thrown.Message, (int)thrown.StatusCode));
        Assert.Equal(ErrorType.Sender, thrown.ErrorType);
    }

    [Theory]
    [InlineData("Sender", 500, ErrorType.Sender)]
    [InlineData("Receiver", 400, ErrorType.Receiver)]
    public async Task The_error_type_comes_from_the_response(string type, int status, ErrorType expected)
    {
        using var server = new LoopbackServer(_ => Refusal("ServiceFailure", "why", status, type));
        using var client = Clients.IdentityManagement(server);

        var thrown = await Assert.ThrowsAsync<ServiceFailureException>(() => client.GetRoleAsync(new() { RoleName = "x" }, Token));

        Assert.Equal(expected, thrown.ErrorType);
    }

    [Theory]
    [InlineData("<html><body>Bad gateway</body></html>", 502)]
    [InlineData("<!DOCTYPE html><html><body>Bad gateway<br></body></html>", 502)]
    [InlineData("<ErrorResponse><Error><Code>NoSuchEntity</Code>", 404)]
    [InlineData("", 503)]
    [InlineData("{\"message\":\"no\"}", 400)]
    public async Task An_error_that_is_not_from_AWS_has_a_status_and_no_code(string body, int status)
    {
        using var server = new LoopbackServer(_ => new Answer(body, status));
        using var client = Clients.IdentityManagement(server);

        var thrown = await Assert.ThrowsAsync<AmazonIdentityManagementServiceException>(() => client.GetRoleAsync(new() { RoleName = "x" }, Token));

        Assert.True(string.IsNullOrEmpty(thrown.ErrorCode));
        Assert.Equal(status, (int)thrown.StatusCode);
        Assert.Contains($"HTTP {status}", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("0123-request", thrown.RequestId);
    }

    [Theory]
    [InlineData("<html>sign in</html>", 0)]
    [InlineData("<!DOCTYPE html><html>sign in<br></html>", 0)]
    [InlineData($"<GetRoleResponse {Namespace}><GetRoleResult><Role><RoleName>x", 0)]
    [InlineData($"<GetRoleResponse {Namespace}><GetRoleResult><Role><RoleName>x", 100)]
    [InlineData($"<GetRoleResponse {Namespace}></GetRoleResponse>", 0)]
    [InlineData($"<CreateRoleResponse {Namespace}><CreateRoleResult/></CreateRoleResponse>", 0)]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><GetRoleResponse><GetRoleResult>&e;</GetRoleResult></GetRoleResponse>", 0)]
    [InlineData("", 0)]
    [InlineData("{}", 0)]
    public async Task A_successful_response_that_cannot_be_read_is_a_failure(string body, int missing)
    {
        using var server = new LoopbackServer(_ => new Answer(body) { MissingBytes = missing });
        using var client = Clients.IdentityManagement(server);

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => client.GetRoleAsync(new() { RoleName = "x" }, Token));

        Assert.True(missing == 0
            ? thrown is AmazonUnmarshallingException or XmlException
            : thrown is AmazonUnmarshallingException or AmazonServiceException or HttpRequestException or IOException, thrown.ToString());
        Assert.True(missing > 0 || (thrown as XmlException ?? thrown.InnerException) is XmlException, thrown.ToString());
    }

    [Fact]
    public async Task Throttling_is_retried()
    {
        var calls = 0;
        using var server = new LoopbackServer(_ => Interlocked.Increment(ref calls) < 3
            ? Refusal("Throttling", "Rate exceeded", 400)
            : new Answer($"<DeleteRoleResponse {Namespace}><ResponseMetadata/></DeleteRoleResponse>"));
        using var client = Clients.IdentityManagement(server, retries: 3);

        await client.DeleteRoleAsync(new() { RoleName = "x" }, Token);

        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_rejected_call_is_not_retried()
    {
        using var server = new LoopbackServer(_ => Refusal("NoSuchEntity", "no", 404));
        using var client = Clients.IdentityManagement(server, retries: 3);

        await Assert.ThrowsAsync<NoSuchEntityException>(() => client.GetRoleAsync(new() { RoleName = "x" }, Token));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_a_slow_call_within_a_second()
    {
        using var server = new LoopbackServer(_ => new Answer(string.Empty) { IsMissing = true });
        using var client = Clients.IdentityManagement(server);
        using var source = new CancellationTokenSource();
        var call = client.ListRolesAsync(new(), source.Token);
        await server.Asked.WaitAsync(Eventually.HangLimit, Token);

        await TimeBound.WithinAsync(1, async () =>
        {
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        });
    }
}
