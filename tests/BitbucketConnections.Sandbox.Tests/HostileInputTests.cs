using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>
/// Every request gets a client error in the format of its protocol, or its connection is cut, within a time limit.
/// Then the sandbox serves the next request.
/// </summary>
public sealed class HostileInputTests : IDisposable
{
    private static readonly TimeSpan s_bound = Eventually.HangLimit;

    private readonly TestSandbox _sandbox = new();

    /// <summary>Gets the JSON services, each with an operation that has a string member.</summary>
    public static TheoryData<string, string, string> JsonOperations => new()
    {
        { TestSandbox.CodeStar, "CreateConnection", "ConnectionName" },
        { TestSandbox.CodeConnections, "GetConnection", "ConnectionArn" },
        { TestSandbox.CodeStar, "ListConnections", "MaxResults" },
        { TestSandbox.CodeConnections, "TagResource", "Tags" },
        { TestSandbox.CodePipeline, "GetPipeline", "name" },
        { TestSandbox.CodePipeline, "CreatePipeline", "pipeline" },
        { TestSandbox.CodePipeline, "ListPipelineExecutions", "maxResults" },
        { TestSandbox.CodePipeline, "StopPipelineExecution", "abandon" },
        { TestSandbox.Kms, "DescribeKey", "KeyId" },
        { TestSandbox.Kms, "ListAliases", "Limit" },
        { TestSandbox.Kms, "ListKeys", "Limit" },
        { TestSandbox.CodeBuild, "BatchGetProjects", "names" },
        { TestSandbox.CodeBuild, "CreateProject", "source" },
    };

    public static TheoryData<string, string> QueryForms
    {
        get
        {
            var forms = new TheoryData<string, string>();
            string[] values =
            [
                "%00", "%01%02", "%0B", "a%1Fb", "%EF%BF%BE", "%ED%A0%80", "%C0%80", "%FF", "%", "%Z", "%ZZ", "%u0041", "+", "&", "=",
                new('x', 100_000), "99999999999999999999", "-1", "1e999", "%7B%22a%22%3A1%2C%22a%22%3A2%7D", "%7B%22Statement%22%3A%22%5Cud800%22%7D",
            ];
            foreach (var value in values)
            {
                forms.Add("iam", $"Action=GetRole&Version=2010-05-08&RoleName={value}");
                forms.Add("iam", $"Action=ListRoles&Version=2010-05-08&MaxItems={value}&Marker={value}");
                forms.Add("iam", $"Action=CreateRole&Version=2010-05-08&RoleName=a&AssumeRolePolicyDocument={value}");
                forms.Add("iam", $"Action=TagRole&Version=2010-05-08&RoleName=a&Tags.member.1.Key={value}&Tags.member.1.Value={value}");
                forms.Add("iam", $"Action={value}&Version=2010-05-08");
                forms.Add("iam", $"Action=GetRole&Version={value}");
                forms.Add("iam", $"Action=GetRole&Version=2010-05-08&{value}={value}");
                forms.Add("sts", $"Action=AssumeRole&Version=2011-06-15&RoleArn={value}&RoleSessionName={value}&DurationSeconds={value}");
            }

            forms.Add("iam", string.Empty);
            forms.Add("iam", "Action=GetRole&Version=2010-05-08&RoleName.member.1=a");
            forms.Add("iam", "Action=TagRole&Version=2010-05-08&RoleName=a&Tags=text");
            forms.Add("iam", "Action=TagRole&Version=2010-05-08&RoleName=a&Tags.member.99999999999.Key=a");
            forms.Add("iam", "Action=TagRole&Version=2010-05-08&RoleName=a&Tags.member.1=a&Tags.member.1.Key=b");
            forms.Add("iam", "Action=GetRole&Version=2010-05-08&RoleName=a&" + string.Join('.', Enumerable.Repeat("a", 200_000)) + "=1");
            forms.Add("iam", "Action=GetRole&Version=2010-05-08&RoleName=a&" + new string('.', 200_000) + "=1");
            return forms;
        }
    }

    public static TheoryData<string, string, string> S3Requests
    {
        get
        {
            var requests = new TheoryData<string, string, string>();
            foreach (var path in new[] { "%00", "%01", "%FF", "%ED%A0%80", "%C0%80", "%ZZ", "%", "a%2Fb", "%2e%2e", new('b', 5000), "b?%00", "b?policy=%ZZ", "b?policy&policy", "b?%ED%A0%80=%01" })
            {
                requests.Add("GET", path, string.Empty);
                requests.Add("PUT", path, string.Empty);
                requests.Add("DELETE", path, string.Empty);
            }

            string[] bodies =
            [
                "\u0001", "<", "<a>", "<a>&#1;</a>", "<a>&#xD800;</a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<?xml version='1.0' encoding='utf-16'?><a/>",
                "<?xml version='1.0' encoding='nonsense'?><a/>", string.Concat(Enumerable.Repeat("<a>", 50_000)),
                string.Concat(Enumerable.Repeat("<a>", 50_000)) + string.Concat(Enumerable.Repeat("</a>", 50_000)),
                "<CreateBucketConfiguration xmlns='http://s3.amazonaws.com/doc/2006-03-01/'><LocationConstraint>&#9;\u007F</LocationConstraint></CreateBucketConfiguration>",
                "{\"Statement\":[],\"Statement\":[]}", "{\"Statement\":\"\\ud800\"}", "[]", "null", "{\"Statement\":{\"a\":1,\"a\":2}}",
            ];
            foreach (var body in bodies)
            {
                requests.Add("PUT", "new-bucket", body);
                requests.Add("PUT", "codepipeline-us-east-1-123456789012?policy", body);
                requests.Add("PUT", "codepipeline-us-east-1-123456789012?versioning", body);
                requests.Add("PUT", "codepipeline-us-east-1-123456789012?encryption", body);
                requests.Add("PUT", "codepipeline-us-east-1-123456789012?publicAccessBlock", body);
            }

            return requests;
        }
    }

    public static TheoryData<string> RawRequests =>
    [
        "\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: {host}\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "GET /codesuite/%FF%00 HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "GET /codesuite/settings/%01/%ED%A0%80/%ZZ/connections/%00 HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "GET /codesuite/codepipeline/pipelines/%01%00/view?region=%00 HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "GET /codesuite/codepipeline/pipelines/\u00FF/view HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "GET http:///// HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: \u0001\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: {host}\r\nX: \u0001\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: {host}\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: {host}\r\nX-Long: {long}\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9999999999999\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: {host}\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\nx\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nx\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxyz\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: nonsense\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: {host}\r\nExpect: nonsense\r\nContent-Length: 0\r\n\r\n",
        "POST /codesuite/settings/1/us-east-1/codestar-connections/connections/1 HTTP/1.1\r\nHost: {host}\r\nContent-Length: 8\r\n\r\ntoken=%Z",
        "POST / HTTP/1.1\r\nHost: {host}\r\nX-Amz-Target: .\r\nContent-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: {host}\r\nX-Amz-Target: CodePipeline_20150709.\u00FF\r\nContent-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: {host}\r\nAuthorization: AWS4-HMAC-SHA256 Credential=\u00FF/a/b/c/aws4_request, SignedHeaders=host, Signature=x\r\nX-Amz-Date: 20260101T000000Z\r\nContent-Length: 0\r\n\r\n",
        "POST /?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=%00&X-Amz-Credential=%01 HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\r\n",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(JsonOperations))]
    public async Task A_JSON_service_responds_to_every_value_and_every_body(string service, string operation, string member)
    {
        var deep = string.Concat(Enumerable.Repeat("[", 100_000));
        string[] values =
        [
            "\"\"", "\"\\u0000\\u0001\\u001f\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud800\\ud800\"", "\"\\uFFFE\"", "\"" + new string('x', 100_000) + "\"",
            "1e999", "-1e999", "99999999999999999999", "1.5", "-0", "-1", "null", "true", "[]", "{}", "[null]", "[1]", "[{}]", "[[]]", "{\"a\":null}",
            "[\"\\ud800\"]", "{\"\\ud800\":1}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "[{\"key\":\"a\",\"key\":\"b\"}]", deep,
            "{\"name\":1,\"stages\":{},\"roleArn\":[]}", "{\"name\":\"a\",\"roleArn\":\"b\",\"stages\":[null,{\"name\":null,\"actions\":null}]}",
        ];
        var bodies = values.Select(value => Encoding.UTF8.GetBytes($$"""{"{{member}}":{{value}}}""")).ToList();
        bodies.AddRange(new[] { "", " ", "[]", "null", "1", "\"x\"", "{", "}", "{}{}", "{\"a\"}", "{\"a\":1,}", "\0", "\uFEFF{}" }.Select(Encoding.UTF8.GetBytes));
        bodies.Add([.. Encoding.UTF8.GetBytes($$"""{"{{member}}":" """), 0xFF, 0xFE, .. Encoding.UTF8.GetBytes("\"}")]);
        bodies.Add([.. Encoding.UTF8.GetBytes($$"""{"{{member}}":" """), 0xED, 0xA0, 0x80, .. Encoding.UTF8.GetBytes("\"}")]);
        bodies.Add([.. Encoding.UTF8.GetBytes("{\""), 0xC0, 0x80, .. Encoding.UTF8.GetBytes("\":1}")]);

        foreach (var body in bodies)
        {
            var answer = await BoundedAsync(JsonRequest(service, operation, body));
            Assert.True(answer.Status is 200 or 400, $"{Shown(body)}: {answer.Status} {answer.Body}");
            Assert.NotEqual(JsonNode.Parse(answer.Body) is null, answer.Body.Length > 0);
        }

        await AssertServesAsync();
    }

    [Theory]
    [InlineData("""{"name":"a","name":"b"}""")]
    [InlineData("""{"name":"a","\u006eame":"b"}""")]
    [InlineData("""{"name":"a","more":[{"x":{"y":1,"y":1}}]}""")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":"\udc00\ud800"}""")]
    [InlineData("""{"name":"a","\ud83d":1}""")]
    public async Task A_JSON_body_with_a_duplicate_name_or_an_unpaired_surrogate_is_a_SerializationException(string body)
    {
        foreach (var service in new[] { TestSandbox.CodePipeline, TestSandbox.CodeStar, TestSandbox.CodeConnections, TestSandbox.Kms, TestSandbox.CodeBuild })
        {
            var operation = service switch
            {
                TestSandbox.CodePipeline => "GetPipeline",
                TestSandbox.Kms => "ListAliases",
                TestSandbox.CodeBuild => "ListProjects",
                _ => "ListConnections",
            };
            var answer = await BoundedAsync(JsonRequest(service, operation, Encoding.UTF8.GetBytes(body)));

            Assert.Equal((400, "SerializationException"), (answer.Status, answer.ErrorType));
            Assert.NotEmpty(answer.ErrorMessage!);
        }
    }

    [Fact]
    public async Task A_number_that_is_not_a_32_bit_integer_is_a_SerializationException()
    {
        foreach (var number in new[] { "1e999", "-1e999", "99999999999999999999", "2147483648" })
        {
            var answer = await BoundedAsync(JsonRequest(TestSandbox.CodePipeline, "ListPipelines", Encoding.UTF8.GetBytes($$"""{"maxResults":{{number}}}""")));

            Assert.Equal((400, "SerializationException"), (answer.Status, answer.ErrorType));
        }
    }

    [Theory]
    [MemberData(nameof(QueryForms))]
    public async Task A_query_service_responds_to_every_form(string service, string form)
    {
        var bytes = Encoding.UTF8.GetBytes(form);
        var request = new HttpRequestMessage(HttpMethod.Post, _sandbox.Info.EndpointUrl) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        _sandbox.Signer(service).Sign(request, bytes, _sandbox.Now);

        var answer = await BoundedAsync(request);

        Assert.InRange(answer.Status, 200, 499);
        Assert.NotNull(Xml(answer).Root);
        await AssertServesAsync();
    }

    [Theory]
    [MemberData(nameof(QueryForms))]
    public async Task A_query_service_responds_to_every_form_without_a_signature(string service, string form)
    {
        Assert.NotEmpty(service);
        var request = new HttpRequestMessage(HttpMethod.Post, _sandbox.Info.EndpointUrl) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(form)) };

        var answer = await BoundedAsync(request);

        Assert.InRange(answer.Status, 400, 499);
        Assert.NotNull(Xml(answer).Root);
    }

    [Fact]
    public async Task A_validation_error_with_a_control_character_is_valid_XML()
    {
        var answer = await _sandbox.QueryAsync("iam", "2010-05-08", "GetRole", ("RoleName", "a\u0001b\u000Bc\uFFFEd"));

        Assert.Equal(400, answer.Status);
        var message = Xml(answer).Descendants().Single(element => element.Name.LocalName == "Message").Value;
        Assert.Contains("Value 'a\uFFFDb\uFFFDc\uFFFDd' at 'roleName'", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(S3Requests))]
    public async Task S3_answers_every_path_and_every_body(string method, string path, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var address = new Uri(_sandbox.Info.EndpointUrl + path);
        var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = bytes.Length == 0 ? null : new ByteArrayContent(bytes) };
        _sandbox.Signer("s3").Sign(request, bytes, _sandbox.Now);

        var answer = await BoundedAsync(request);

        Assert.True(answer.Status is < 500 or 501, $"{answer.Status} {answer.Body}");
        if (answer.Body.Length > 0 && answer.ContentType?.Contains("xml", StringComparison.Ordinal) == true)
        {
            Assert.NotNull(Xml(answer).Root);
        }

        await AssertServesAsync();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"exp":"soon","sub":1,"aud":["a"],"iss":null}""")]
    [InlineData("""{"exp":1e999}""")]
    [InlineData("""{"exp":99999999999999999999}""")]
    [InlineData("""{"exp":1,"exp":2}""")]
    [InlineData("""{"sub":"\ud800"}""")]
    public async Task A_web_identity_token_with_any_content_gets_a_response(string claims)
    {
        var token = "a." + Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)) + ".c";

        var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Action"] = "AssumeRoleWithWebIdentity", ["Version"] = "2011-06-15", ["WebIdentityToken"] = token, ["RoleSessionName"] = "s",
            ["RoleArn"] = _sandbox.Info.ServiceRoleArn,
        });
        var answer = await BoundedAsync(new HttpRequestMessage(HttpMethod.Post, _sandbox.Info.EndpointUrl) { Content = form });

        Assert.InRange(answer.Status, 400, 499);
        Assert.NotNull(Xml(answer).Root);
    }

    [Theory]
    [MemberData(nameof(RawRequests))]
    public async Task Invalid_HTTP_gets_a_response_or_is_cut(string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _sandbox.Info.Port, Stop);
        var bytes = Encoding.Latin1.GetBytes(text
            .Replace("{host}", $"127.0.0.1:{_sandbox.Info.Port}", StringComparison.Ordinal)
            .Replace("{long}", new string('x', 200_000), StringComparison.Ordinal));
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(bytes, Stop);
            client.Client.Shutdown(SocketShutdown.Send);
            var answer = await new StreamReader(stream, Encoding.Latin1).ReadToEndAsync(Stop).WaitAsync(s_bound, Stop);

            // The listener itself responds to HTTP/9.9 and can write a second response after the first: use the first.
            Assert.False(answer.StartsWith("HTTP/1.1 2", StringComparison.Ordinal), answer);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // A cut connection is a valid result too.
        }

        await AssertServesAsync();
    }

    private static string Shown(byte[] body) => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 100)));

    private static XDocument Xml(Answer answer)
    {
        using var reader = XmlReader.Create(new StringReader(answer.Body), new XmlReaderSettings { CheckCharacters = true });
        return XDocument.Load(reader);
    }

    private HttpRequestMessage JsonRequest(string service, string operation, byte[] body)
    {
        var request = _sandbox.JsonRequest(service, operation, string.Empty, null);
        request.Content = new ByteArrayContent(body);
        _sandbox.Signer(service).Sign(request, body, _sandbox.Now);
        return request;
    }

    private async Task<Answer> BoundedAsync(HttpRequestMessage request)
    {
        using (request)
        {
            return await _sandbox.SendAsync(request).WaitAsync(s_bound, Stop);
        }
    }

    private async Task AssertServesAsync()
    {
        using var request = _sandbox.JsonRequest(TestSandbox.CodeStar, "ListConnections", "{}", _sandbox.Signer(TestSandbox.CodeStar));
        Assert.Equal(200, (await _sandbox.SendAsync(request).WaitAsync(s_bound, Stop)).Status);
    }
}
