using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using System.Web;
using BitbucketConnections.AwsClients.Tests;

namespace BitbucketConnections.Engine.Tests;

/// <summary>
/// Simulates the services that provide credentials, and a service that uses them: STS, the SSO portal, its token service, a
/// container's endpoint and an instance's metadata service. There is one per process, because the SDK reads the address of the
/// metadata service once.
/// </summary>
internal sealed class CredentialServices
{
    private CredentialServices()
    {
        (var listener, Url) = LoopbackPort.StartHttp();
        _ = Task.Run(() => ServeAsync(listener));
    }

    public static CredentialServices Shared { get; } = new();

    public string Url { get; }

    /// <summary>Gets the access keys that signed calls of CodePipeline, in order.</summary>
    public ConcurrentQueue<string> Signers { get; } = new();

    /// <summary>Gets the requests: method, path, and the action of STS.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Gets the bodies of the requests to STS.</summary>
    public ConcurrentQueue<string> StsBodies { get; } = new();

    /// <summary>Gets the access key that signed the last call of STS.</summary>
    public string? StsSigner { get; private set; }

    /// <summary>Gets or sets whether the instance has a role.</summary>
    public bool HasRole { get; set; }

    /// <summary>Gets or sets how long the credentials are valid.</summary>
    public TimeSpan Lifetime { get; set; }

    /// <summary>Gets or sets the Authorization header that the container's endpoint requires.</summary>
    public string? ContainerToken { get; set; }

    public void Reset()
    {
        Signers.Clear();
        Requests.Clear();
        StsBodies.Clear();
        StsSigner = null;
        HasRole = false;
        Lifetime = TimeSpan.FromHours(1);
        ContainerToken = null;
    }

    private static (int, string) Xml(string action, string content) =>
        (200, $"<{action}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{action}Result>{content}</{action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{action}Response>");

    private static (int, string) XmlError(int status, string code, string message) =>
        (status, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>r</RequestId></ErrorResponse>");

    private static string Signer(HttpListenerRequest request) =>
        request.Headers["Authorization"] is { } header && header.Contains("Credential=", StringComparison.Ordinal) ? header.Split("Credential=")[1].Split('/')[0] : "";

    private async Task ServeAsync(HttpListener listener)
    {
        while (true)
        {
            var context = await listener.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream);
            var (status, body) = Answer(context.Request, await reader.ReadToEndAsync());
            var bytes = Encoding.UTF8.GetBytes(body);
            context.Response.StatusCode = status;
            context.Response.ContentType = body.StartsWith('<') ? "text/xml" : "application/x-amz-json-1.1";
            if (status != 200 && body.StartsWith("{\"__type\":\"", StringComparison.Ordinal))
            {
                context.Response.Headers["x-amzn-ErrorType"] = body.Split('"')[3];
            }

            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
    }

    private (int Status, string Body) Answer(HttpListenerRequest request, string body)
    {
        var path = request.Url!.AbsolutePath;
        var form = path == "/" && body.Contains("Action=", StringComparison.Ordinal) ? HttpUtility.ParseQueryString(body) : null;
        Requests.Enqueue($"{request.HttpMethod} {path} {form?["Action"] ?? request.Headers["X-Amz-Target"]}".Trim());
        return (request.HttpMethod, path) switch
        {
            ("PUT", "/latest/api/token") => (200, "imds-token"),
            ("GET", "/latest/meta-data/iam/info") => (200, """{"Code":"Success","LastUpdated":"2026-01-01T00:00:00Z","InstanceProfileArn":"arn:aws:iam::123456789012:instance-profile/x","InstanceProfileId":"x"}"""),
            ("GET", "/latest/meta-data/iam/security-credentials/" or "/latest/meta-data/iam/security-credentials") => HasRole ? (200, "my-role") : (404, ""),
            ("GET", "/latest/meta-data/iam/security-credentials/my-role") => (200, Keys("INSTANCE")),
            ("GET", "/container") => request.Headers["Authorization"] == ContainerToken ? (200, Keys("CONTAINER")) : (401, ""),
            ("GET", "/federation/credentials") => request.Headers["x-amz-sso_bearer_token"] is { } token && token.StartsWith("valid", StringComparison.Ordinal)
                ? (200, $$"""{"roleCredentials":{"accessKeyId":"SSO","secretAccessKey":"s","sessionToken":"t","expiration":{{new DateTimeOffset(SystemTime.UtcNow).Add(Lifetime).ToUnixTimeMilliseconds()}} } }""")
                : (401, """{"__type":"UnauthorizedException","message":"Session token not found or invalid"}"""),
            ("POST", "/token") => body.Contains("live-refresh", StringComparison.Ordinal)
                ? (200, """{"accessToken":"valid-refreshed","expiresIn":3600,"refreshToken":"live-refresh","tokenType":"Bearer"}""")
                : (400, """{"__type":"InvalidGrantException","error":"invalid_grant","error_description":"Invalid refresh token"}"""),
            ("POST", "/") when form is not null => Sts(request, body, form["Action"]!, form),
            ("GET", _) => (404, ""),
            _ => Pipelines(Signer(request)),
        };
    }

    private string Keys(string key) =>
        $$"""{"Code":"Success","Type":"AWS-HMAC","LastUpdated":"2026-01-01T00:00:00Z","AccessKeyId":"{{key}}","SecretAccessKey":"s","Token":"t","Expiration":"{{SystemTime.UtcNow.Add(Lifetime):yyyy-MM-ddTHH:mm:ssZ}}"}""";

    private (int, string) Pipelines(string signer)
    {
        Signers.Enqueue(signer);
        return signer.StartsWith("EXPIRED", StringComparison.Ordinal)
            ? (400, """{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}""")
            : (200, """{"pipelines":[]}""");
    }

    private (int, string) Sts(HttpListenerRequest request, string body, string action, System.Collections.Specialized.NameValueCollection form)
    {
        StsBodies.Enqueue(body);
        StsSigner = Signer(request);
        if (Signer(request).StartsWith("EXPIRED", StringComparison.Ordinal) || form["WebIdentityToken"] == "expired")
        {
            return XmlError(400, action == "AssumeRole" ? "ExpiredToken" : "ExpiredTokenException", "The token is expired.");
        }

        if (form["SerialNumber"] is { } serial && form["TokenCode"] != "123456")
        {
            return XmlError(403, "AccessDenied", $"MultiFactorAuthentication failed with invalid MFA one time pass code for {serial}.");
        }

        var key = (action == "AssumeRole" ? "ROLE" : "WEBROLE") + form["RoleArn"]!.Split('/').Last();
        return Xml(action, $"<Credentials><AccessKeyId>{key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>{SystemTime.UtcNow.Add(Lifetime):yyyy-MM-ddTHH:mm:ssZ}</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>AROA:x</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/x/x</Arn></AssumedRoleUser>");
    }
}
