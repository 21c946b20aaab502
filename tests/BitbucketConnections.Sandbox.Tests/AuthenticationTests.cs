using System.Text;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

public sealed class AuthenticationTests : IDisposable
{
    private const string Mismatch = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_request_without_a_signature_is_rejected()
    {
        using var request = _sandbox.JsonRequest(TestSandbox.CodePipeline, "ListPipelines", "{}", signer: null);

        var answer = await _sandbox.SendAsync(request);

        Assert.Equal((400, "MissingAuthenticationTokenException", "Missing Authentication Token"), (answer.Status, answer.ErrorType, answer.ErrorMessage));
        Assert.Equal("application/x-amz-json-1.1", answer.ContentType);
    }

    [Fact]
    public async Task An_unknown_key_is_rejected()
    {
        var answer = await SendAsync(_sandbox.Signer(TestSandbox.CodeStar) with { AccessKey = "AKIDEXAMPLE" });

        Assert.Equal((400, "UnrecognizedClientException", "The security token included in the request is invalid."), (answer.Status, answer.ErrorType, answer.ErrorMessage));
    }

    [Fact]
    public async Task A_wrong_secret_is_rejected_and_does_not_appear_in_the_error()
    {
        var answer = await SendAsync(_sandbox.Signer(TestSandbox.CodeStar) with { SecretKey = "wrong-secret" });

        Assert.Equal((400, "InvalidSignatureException", Mismatch), (answer.Status, answer.ErrorType, answer.ErrorMessage));
        Assert.DoesNotContain("secret/key", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_was_changed_after_signing_is_rejected()
    {
        using var request = _sandbox.JsonRequest(TestSandbox.CodeStar, "ListConnections", "{}", _sandbox.Signer(TestSandbox.CodeStar));
        request.Content = Replace(request.Content!, "{\"MaxResults\":1}");

        Assert.Equal("InvalidSignatureException", (await _sandbox.SendAsync(request)).ErrorType);
    }

    [Fact]
    public async Task A_target_that_was_changed_after_signing_is_rejected()
    {
        using var request = _sandbox.JsonRequest(TestSandbox.CodeStar, "ListConnections", "{}", _sandbox.Signer(TestSandbox.CodeStar));
        request.Headers.Remove("X-Amz-Target");
        request.Headers.Add("X-Amz-Target", "com.amazonaws.codestar.connections.CodeStar_connections_20191201.DeleteConnection");

        Assert.Equal((400, "InvalidSignatureException"), await TypeAsync(request));
    }

    [Theory]
    [InlineData(-6, "Signature expired: ")]
    [InlineData(6, "Signature not yet current: ")]
    public async Task A_request_signed_more_than_five_minutes_off_is_rejected(int minutes, string words)
    {
        using var request = _sandbox.JsonRequest(TestSandbox.CodeStar, "ListConnections", "{}", signer: null);
        _sandbox.Signer(TestSandbox.CodeStar).Sign(request, "{}"u8.ToArray(), _sandbox.Now.AddMinutes(minutes));

        var answer = await _sandbox.SendAsync(request);

        Assert.Equal("InvalidSignatureException", answer.ErrorType);
        Assert.StartsWith(words, answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-4)]
    [InlineData(4)]
    public async Task A_request_signed_less_than_five_minutes_off_is_accepted(int minutes)
    {
        using var request = _sandbox.JsonRequest(TestSandbox.CodeStar, "ListConnections", "{}", signer: null);
        _sandbox.Signer(TestSandbox.CodeStar).Sign(request, "{}"u8.ToArray(), _sandbox.Now.AddMinutes(minutes));

        Assert.Equal(200, (await _sandbox.SendAsync(request)).Status);
    }

    [Fact]
    public async Task A_signature_for_another_service_is_rejected()
    {
        var answer = await SendAsync(_sandbox.Signer("codepipeline"));

        Assert.Equal(("InvalidSignatureException", "Credential should be scoped to correct service: 'codestar-connections'."), (answer.ErrorType, answer.ErrorMessage));
    }

    [Fact]
    public async Task Only_the_documented_session_token_is_accepted()
    {
        var signer = _sandbox.Signer(TestSandbox.CodeStar);

        Assert.Equal(200, (await SendAsync(signer with { SessionToken = "BitbucketConnections/sandbox/session-token" })).Status);
        Assert.Equal("UnrecognizedClientException", (await SendAsync(signer with { SessionToken = "another" })).ErrorType);
    }

    [Fact]
    public async Task An_invalid_authorization_header_is_rejected()
    {
        using var request = _sandbox.JsonRequest(TestSandbox.CodeStar, "ListConnections", "{}", signer: null);
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=a/b/c");

        Assert.Equal((400, "IncompleteSignatureException"), await TypeAsync(request));
    }

    [Fact]
    public async Task A_query_service_returns_its_own_error_messages()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _sandbox.Info.EndpointUrl)
        {
            Content = new StringContent("Action=GetCallerIdentity&Version=2011-06-15", Encoding.UTF8, "application/x-www-form-urlencoded"),
        };

        var answer = await _sandbox.SendAsync(request);

        Assert.Equal(403, answer.Status);
        Assert.Contains("<Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message>", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD")]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    public async Task S3_accepts_the_keywords_that_replace_a_body_hash(string word)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_sandbox.Info.EndpointUrl, "new-bucket"));
        _sandbox.Signer("s3").Sign(request, [], _sandbox.Now, word);

        Assert.Equal(200, (await _sandbox.SendAsync(request)).Status);
    }

    [Fact]
    public async Task S3_rejects_a_body_that_differs_from_its_hash()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_sandbox.Info.EndpointUrl, "new-bucket")) { Content = new StringContent("x") };
        _sandbox.Signer("s3").Sign(request, "y"u8.ToArray(), _sandbox.Now);

        var answer = await _sandbox.SendAsync(request);

        Assert.Equal(400, answer.Status);
        Assert.Contains("<Code>XAmzContentSHA256Mismatch</Code>", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_presigned_request_is_accepted_until_it_expires()
    {
        var address = _sandbox.Signer("s3").Presign(HttpMethod.Get, new Uri(_sandbox.Info.EndpointUrl, "?x-id=ListBuckets"), _sandbox.Now, TimeSpan.FromMinutes(1));

        using var first = new HttpRequestMessage(HttpMethod.Get, address);
        Assert.Equal(200, (await _sandbox.SendAsync(first)).Status);
        _sandbox.PutClockForward(TimeSpan.FromMinutes(2));
        using var second = new HttpRequestMessage(HttpMethod.Get, address);
        var expired = await _sandbox.SendAsync(second);
        Assert.Equal(403, expired.Status);
        Assert.Contains("<Code>AccessDenied</Code><Message>Request has expired</Message>", expired.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD")]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    public async Task Only_S3_accepts_the_keywords_that_replace_a_body_hash(string word)
    {
        using var request = _sandbox.JsonRequest(TestSandbox.CodeStar, "ListConnections", "{}", signer: null);
        _sandbox.Signer(TestSandbox.CodeStar).Sign(request, "{}"u8.ToArray(), _sandbox.Now, word);

        Assert.Equal((400, "InvalidSignatureException"), await TypeAsync(request));
    }

    [Theory]
    [InlineData(-14, 200)]
    [InlineData(14, 200)]
    [InlineData(-16, 403)]
    [InlineData(16, 403)]
    public async Task S3_accepts_a_time_that_is_less_than_fifteen_minutes_off(int minutes, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _sandbox.Info.EndpointUrl);
        _sandbox.Signer("s3").Sign(request, [], _sandbox.Now.AddMinutes(minutes));

        Assert.Equal(status, (await _sandbox.SendAsync(request)).Status);
    }

    [Fact]
    public async Task An_access_key_id_contains_its_account()
    {
        var own = await _sandbox.ConnectionAsync();
        var other = await _sandbox.ConnectionAsync(account: "210987654321");

        Assert.Contains(":123456789012:connection/", own, StringComparison.Ordinal);
        Assert.Contains(":210987654321:connection/", other, StringComparison.Ordinal);
    }

    private async Task<Answer> SendAsync(SigV4Signer signer)
    {
        using var request = _sandbox.JsonRequest(TestSandbox.CodeStar, "ListConnections", "{}", signer);
        return await _sandbox.SendAsync(request);
    }

    private async Task<(int Status, string? Type)> TypeAsync(HttpRequestMessage request)
    {
        var answer = await _sandbox.SendAsync(request);
        return (answer.Status, answer.ErrorType);
    }

    private static StringContent Replace(HttpContent content, string text)
    {
        var replaced = new StringContent(text);
        replaced.Headers.ContentType = content.Headers.ContentType;
        return replaced;
    }
}
