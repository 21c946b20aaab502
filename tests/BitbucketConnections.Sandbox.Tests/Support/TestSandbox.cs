using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>A running sandbox with a client that has its own signer.</summary>
internal sealed class TestSandbox : IDisposable
{
    public const string CodeStar = "codestar-connections";
    public const string CodeConnections = "codeconnections";
    public const string CodePipeline = "codepipeline";
    public const string Kms = "kms";
    public const string CodeBuild = "codebuild";
    public const string Logs = "logs";
    public const string Reviewer = RestRequest.Reviewer;

    private readonly string? _folder;
    private readonly string _statePath;
    private TimeSpan _clockOffset;

    public TestSandbox(SandboxOptions? options = null, SandboxClock? clock = null)
    {
        options ??= new SandboxOptions();
        if (options.StatePath is null)
        {
            _folder = Directory.CreateTempSubdirectory("bitbucketconnections-state-").FullName;
            typeof(SandboxOptions).GetProperty(nameof(SandboxOptions.StatePath))!.SetValue(options, Path.Combine(_folder, "state.json"));
        }

        _statePath = options.StatePath!;
        Sandbox = SandboxHost.Start(options, clock ?? new SandboxClock(() => Now));
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Sandbox.Info.EndpointUrl };
    }

    public ISandbox Sandbox { get; }

    public SandboxInfo Info => Sandbox.Info;

    public HttpClient Http { get; }

    /// <summary>Gets the time at which the clock does not move by itself; null for a clock that runs.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Gets the time of the sandbox's clock, which tests can move forward.</summary>
    public DateTimeOffset Now => (StoppedAt ?? SandboxClock.SystemTime.Now) + _clockOffset;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void PutClockForward(TimeSpan by) => _clockOffset += by;

    /// <summary>Gets or sets the keys of calls that do not specify an account; null for the account's own key.</summary>
    public CallerKeys? Caller { get; set; }

    public SigV4Signer Signer(string service, string? region = null, string? account = null) => account is null && Caller is { } keys
        ? new SigV4Signer(keys.Id, keys.Secret, region ?? Info.Region, service) { SessionToken = keys.Token }
        : new(account is null ? Info.AccessKey : "SANDBOX" + account, Info.SecretKey, region ?? Info.Region, service);

    /// <summary>Calls an operation of a JSON or REST JSON service.</summary>
    public async Task<Answer> CallAsync(string service, string operation, JsonNode? input = null, string? region = null, string? account = null)
    {
        using var request = service == Reviewer
            ? RestRequest.Create(Info.EndpointUrl, operation, input?.AsObject() ?? [], Signer(service, region, account), Now)
            : JsonRequest(service, operation, input?.ToJsonString() ?? "{}", Signer(service, region, account));
        return await SendAsync(request);
    }

    /// <summary>Creates a signed request to a JSON service.</summary>
    public HttpRequestMessage JsonRequest(string service, string operation, string body, SigV4Signer? signer)
    {
        var (prefix, version) = service switch
        {
            CodeStar => ("com.amazonaws.codestar.connections.CodeStar_connections_20191201", "1.0"),
            CodeConnections => ("com.amazonaws.codeconnections.CodeConnections_20231201", "1.0"),
            Kms => ("TrentService", "1.1"),
            CodeBuild => ("CodeBuild_20161006", "1.1"),
            Logs => ("Logs_20140328", "1.1"),
            _ => ("CodePipeline_20150709", "1.1"),
        };
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new HttpRequestMessage(HttpMethod.Post, Info.EndpointUrl) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-" + version);
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"{prefix}.{operation}");
        signer?.Sign(request, bytes, Now);
        return request;
    }

    /// <summary>Calls an operation of a query service.</summary>
    public async Task<Answer> QueryAsync(string service, string version, string action, params (string Name, string Value)[] parameters)
    {
        var form = string.Join("&", parameters
            .Prepend(("Version", version)).Prepend(("Action", action))
            .Select(p => $"{Uri.EscapeDataString(p.Item1)}={Uri.EscapeDataString(p.Item2)}"));
        var bytes = Encoding.UTF8.GetBytes(form);
        using var request = new HttpRequestMessage(HttpMethod.Post, Info.EndpointUrl) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        Signer(service).Sign(request, bytes, Now);
        return await SendAsync(request);
    }

    /// <summary>Calls S3.</summary>
    public async Task<Answer> S3Async(HttpMethod method, string path, string body = "", string? region = null, string? account = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(method, new Uri(Info.EndpointUrl, path)) { Content = bytes.Length == 0 ? null : new ByteArrayContent(bytes) };
        Signer("s3", region, account).Sign(request, bytes, Now);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request, Stop);
        return new Answer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(Stop),
            response.Content.Headers.ContentType?.ToString(),
            response.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Creates a connection and returns its ARN.</summary>
    public async Task<string> ConnectionAsync(string name = "demo", string service = CodeStar, string? region = null, string? account = null)
    {
        var input = new JsonObject { ["ConnectionName"] = name, ["ProviderType"] = "Bitbucket" };
        return (await CallAsync(service, "CreateConnection", input, region, account)).Json["ConnectionArn"]!.GetValue<string>();
    }

    /// <summary>Ends the sandbox. The state that the test made must survive an export and an import, and be in the file with its journal and in the file alone.</summary>
    public void Dispose()
    {
        Http.Dispose();
        var state = Sandbox.ExportState();
        var journaled = StateCopy.OfFile(_statePath);
        Sandbox.Dispose();
        var folded = StateCopy.OfFile(_statePath);
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }

        Assert.Equal(state, StateCopy.Of(state));
        Assert.Equal(state, journaled);
        Assert.Equal(state, folded);
    }
}

/// <summary>The keys of a user or a role session.</summary>
internal sealed record CallerKeys(string Id, string Secret, string? Token = null);

/// <summary>A response of the sandbox.</summary>
internal sealed record Answer(int Status, string Body, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? ErrorType => Headers.TryGetValue("x-amzn-ErrorType", out var code) ? code : Json["__type"]?.GetValue<string>();

    public string? ErrorMessage => (Json["message"] ?? Json["Message"])?.GetValue<string>();
}
