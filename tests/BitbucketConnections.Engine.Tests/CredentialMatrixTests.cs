using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.AwsClients.Tests;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests every credential source, with and without a prompt: which keys sign the call, or how it fails.</summary>
[Collection("environment")]
public sealed class CredentialMatrixTests : IDisposable
{
    private const string Role = "arn:aws:iam::123456789012:role/";
    private readonly string _folder = Directory.CreateTempSubdirectory("bbc-test-").FullName;
    private readonly CredentialServices _services = CredentialServices.Shared;
    private readonly EnvironmentScope _environment;

    public CredentialMatrixTests()
    {
        _environment = new EnvironmentScope(
            ("AWS_ENDPOINT_URL", _services.Url),
            ("AWS_EC2_METADATA_DISABLED", null),
            ("AWS_EC2_METADATA_SERVICE_ENDPOINT", _services.Url.TrimEnd('/')),
            ("HOME", _folder));
        _services.Reset();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Home.StartsWith(Path.GetTempPath(), StringComparison.Ordinal) && Directory.Exists(Path.Combine(Home, ".aws")))
        {
            Directory.Delete(Path.Combine(Home, ".aws"), recursive: true);
        }

        _environment.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Source, state, and the expected result without a prompt. With a prompt, only MFA differs.</summary>
    public static IEnumerable<TheoryDataRow<string, string, bool, string>> Matrix()
    {
        (string Place, string State, string Expected)[] rows =
        [
            ("keys", "valid", "KEYS"), ("keys", "expired", "ExpiredTokenException"), ("keys", "absent", "IncompleteCredentials"),
            ("credential", "valid", "HELD"), ("credential", "expired", "CredentialsUnavailable"), ("credential", "absent", "CredentialsNotFound"),
            ("profile", "valid", "PROFILE"), ("profile", "expired", "ExpiredTokenException"), ("profile", "absent", "ProfileInvalid"),
            ("process", "valid", "PROCESS"), ("process", "expired", "CredentialsExpired"), ("process", "absent", "ProfileInvalid"),
            ("sso", "valid", "SSO"), ("sso", "expired", "CredentialsExpired"), ("sso", "absent", "CredentialsExpired"),
            ("sso session", "valid", "SSO"), ("sso session", "expired", "CredentialsExpired"), ("sso session", "absent", "CredentialsExpired"),
            ("role", "valid", "ROLEx"), ("role", "expired", "CredentialsExpired"), ("role", "absent", "ProfileInvalid"),
            ("chain", "valid", "ROLEouter"), ("sso role", "valid", "ROLEx"), ("sso role", "expired", "CredentialsExpired"),
            ("instance role", "valid", "ROLEx"), ("instance role", "absent", "ProfileInvalid"),
            ("container role", "valid", "ROLEx"), ("environment role", "valid", "ROLEx"),
            ("mfa", "valid", "MfaRequired"), ("mfa", "expired", "MfaRequired"), ("mfa", "absent", "ProfileInvalid"),
            ("profile token", "valid", "WEBROLEx"), ("profile token", "expired", "CredentialsExpired"), ("profile token", "absent", "ProfileInvalid"),
            ("stored", "valid", "STORED"), ("stored", "expired", "CredentialsUnavailable"), ("stored", "absent", "CredentialsNotFound"),
            ("environment", "valid", "ENVIRONMENT"), ("environment", "expired", "ExpiredTokenException"), ("environment", "absent", "CredentialsNotFound"),
            ("AWS_PROFILE", "valid", "PROFILE"), ("AWS_PROFILE", "expired", "ExpiredTokenException"), ("AWS_PROFILE", "absent", "ProfileInvalid"),
            ("token", "valid", "WEBROLEx"), ("token", "expired", "CredentialsExpired"), ("token", "absent", "CredentialsUnavailable"),
            ("default", "valid", "DEFAULT"), ("default", "expired", "ExpiredTokenException"), ("default", "absent", "CredentialsNotFound"),
            ("container", "valid", "CONTAINER"), ("container", "expired", "CredentialsExpired"), ("container", "absent", "CredentialsUnavailable"),
            ("instance", "valid", "INSTANCE"), ("instance", "absent", "CredentialsNotFound"),
        ];
        foreach (var (place, state, expected) in rows)
        {
            yield return new(place, state, false, expected);
            yield return new(place, state, true, (place, state) switch
            {
                ("mfa", "valid") => "ROLEx",
                ("mfa", "expired") => "CredentialsExpired",
                _ => expected,
            });
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Credentials_of_each_source_sign_the_call_or_fail_with_its_id(string place, string state, bool isInteractive, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && place == "process", "The process is a program of another system.");
        SkipWithoutHome(place);
        var settings = Arrange(place, state) with { AskMfaCode = isInteractive ? _ => "123456" : null };
        var sink = new RecordingSink(wantsDebug: true);
        ServiceException? failure = null;
        try
        {
            await new AwsEngine(new SystemClock(), CallLimits.Default with { Metadata = TimeSpan.FromSeconds(5) }).Open(settings, sink).Pipelines.ListAsync(null, Token);
        }
        catch (ServiceException thrown)
        {
            failure = thrown;
        }

        Assert.Equal(expected, failure is null ? _services.Signers.Single() : failure.Condition ?? failure.ErrorCode);
        if (failure is { Kind: ServiceErrorKind.ProfileInvalid } && place.StartsWith("sso", StringComparison.Ordinal))
        {
            Assert.EndsWith("Run: aws sso login --profile " + (place == "sso session" ? "corp" : "\"my sso\""), failure.Message, StringComparison.Ordinal);
        }

        var shown = string.Join("\n", sink.Events.Select(e => e.Message).Append(failure?.ToString()));
        Assert.DoesNotContain("123456\n", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("mfa/device", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_MFA_prompt_appears_once_per_profile_and_again_after_the_session_expired()
    {
        var asked = new List<string>();
        var settings = Arrange("mfa", "valid") with { AskMfaCode = profile => { asked.Add(profile); return "123456"; } };
        await ListAsync(settings);
        await ListAsync(settings with { Region = "eu-west-1" });
        await new AwsEngine().Open(settings with { AskMfaCode = null }, new RecordingSink()).Pipelines.ListAsync(null, Token);
        Assert.Equal(["mfa"], asked);
        Assert.Single(_services.StsBodies);

        _services.Lifetime = TimeSpan.FromHours(4);
        Amazon.AWSConfigs.ManualClockCorrection = TimeSpan.FromHours(2);
        try
        {
            Assert.Equal("MfaRequired", (await Assert.ThrowsAsync<ServiceException>(() => ListAsync(settings with { AskMfaCode = null }))).Condition);
            await ListAsync(settings);
            Assert.Equal(["mfa", "mfa"], asked);
        }
        finally
        {
            Amazon.AWSConfigs.ManualClockCorrection = null;
        }
    }

    [Theory]
    [InlineData("000000", "ProfileInvalid")]
    [InlineData("letmein", "InvalidMfaCode")]
    [InlineData("12345", "InvalidMfaCode")]
    [InlineData("", "MfaRequired")]
    [InlineData(null, "MfaRequired")]
    public async Task A_missing_or_wrong_MFA_code_is_an_error_without_code_and_device_and_is_prompted_for_again(string? code, string? expected)
    {
        var settings = Arrange("mfa", "valid");
        var sink = new RecordingSink(wantsDebug: true);
        var engine = new AwsEngine();

        var thrown = await Assert.ThrowsAsync<ServiceException>(() =>
            engine.Open(settings with { AskMfaCode = _ => code }, sink).Pipelines.ListAsync(null, Token));

        Assert.Equal((ServiceErrorKind.ProfileInvalid, expected), (thrown.Kind, thrown.Condition));
        var shown = string.Join("\n", sink.Events.Select(e => e.Message).Append(thrown.ToString()));
        Assert.DoesNotContain("mfa/device", shown, StringComparison.Ordinal);
        Assert.True(string.IsNullOrEmpty(code) || !shown.Contains(code, StringComparison.Ordinal));
        await engine.Open(settings with { AskMfaCode = _ => " 123456 " }, sink).Pipelines.ListAsync(null, Token);
        Assert.Equal("ROLEx", Assert.Single(_services.Signers));
    }

    [Fact]
    public async Task A_wrong_MFA_code_fails_all_calls_of_a_command_and_is_prompted_for_once()
    {
        var (asked, running) = (0, 0);
        var settings = Arrange("mfa", "valid") with
        {
            AskMfaCode = _ =>
            {
                Interlocked.Increment(ref asked);

                // All calls wait for the person.
                Eventually.TrueAsync(() => Volatile.Read(ref running) == 8, "all calls").GetAwaiter().GetResult();
                return "000000";
            },
        };
        var session = new AwsEngine().Open(settings, new RecordingSink());

        var calls = Enumerable.Range(0, 8).Select(_ =>
        {
            var call = Assert.ThrowsAsync<ServiceException>(() => session.Pipelines.ListAsync(null, Token));
            Interlocked.Increment(ref running);
            return call;
        }).ToList();

        Assert.All(await Task.WhenAll(calls), failure => Assert.Equal("ProfileInvalid", failure.Condition));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_role_is_assumed_with_its_external_id_and_session_name()
    {
        var path = Write("credentials", $"[base]\naws_access_key_id = BASE\naws_secret_access_key = s\n[role]\nrole_arn = {Role}x\nsource_profile = base\nexternal_id = ext-1\nrole_session_name = me\n");
        await ListAsync(new SessionSettings { Region = "us-east-1", ProfileName = "role", ProfileLocation = path });

        var body = Assert.Single(_services.StsBodies);
        Assert.Contains("ExternalId=ext-1", body, StringComparison.Ordinal);
        Assert.Contains("RoleSessionName=me", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_SSO_token_is_refreshed_without_a_browser()
    {
        SkipWithoutHome("sso");
        var settings = Arrange("sso", "valid");
        WriteToken("old", SystemTime.UtcNow.AddMinutes(-5), refresh: "live-refresh");

        await ListAsync(settings);

        Assert.Equal("SSO", Assert.Single(_services.Signers));
        Assert.Contains("POST /token", _services.Requests);
        Assert.Contains("valid-refreshed", File.ReadAllText(TokenPath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_SSO_token_that_the_portal_rejects_requires_a_new_sign_in()
    {
        SkipWithoutHome("sso");
        var settings = Arrange("sso", "valid");
        WriteToken("revoked", SystemTime.UtcNow.AddHours(1));

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => ListAsync(settings));

        Assert.Equal((ServiceErrorKind.ProfileInvalid, "CredentialsExpired"), (thrown.Kind, thrown.Condition));
        Assert.Contains("aws sso login --profile \"my sso\"", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_waits_for_its_credentials_can_be_stopped()
    {
        using var silent = new LoopbackPort();
        var listening = silent.Listen();
        var settings = Arrange("role", "valid");
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", silent.Url.AbsoluteUri.TrimEnd('/'));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var call = new AwsEngine().Open(settings, new RecordingSink()).Pipelines.ListAsync(null, stop.Token);
        var accepted = listening.AcceptAsync(stop.Token).AsTask();
        if (await Task.WhenAny(accepted, call) == call)
        {
            await call;
        }

        using var asked = await accepted;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData("role", "AWS_ENDPOINT_URL_STS", "the profile 'role'")]
    [InlineData("token", "AWS_ENDPOINT_URL_STS", "AWS_WEB_IDENTITY_TOKEN_FILE")]
    [InlineData("sso", "AWS_ENDPOINT_URL_SSO", "the profile 'my sso'")]
    [InlineData("sso role", "AWS_ENDPOINT_URL_SSO", "the profile 'sso role'")]
    [InlineData("container", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")]
    public async Task A_source_that_does_not_respond_times_out(string place, string variable, string named)
    {
        SkipWithoutHome(place);
        using var silent = new RawServer(answer: null);
        var settings = Arrange(place, "valid");
        Environment.SetEnvironmentVariable(variable, silent.Url.AbsoluteUri);
        var isOurs = variable == "AWS_ENDPOINT_URL_STS";
        var limits = CallLimits.Default with { Answer = TimeSpan.FromSeconds(0.3), Credentials = TimeSpan.FromSeconds(isOurs ? 60 : 1) };

        var thrown = await Assert.ThrowsAsync<ServiceException>(() =>
            new AwsEngine(new SystemClock(), limits).Open(settings, new RecordingSink()).Pipelines.ListAsync(null, Token));

        Assert.Equal((ServiceErrorKind.OperationTimeout, true), (thrown.Kind, thrown.IsRetryable));
        Assert.StartsWith("Cannot get credentials from " + named, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(isOurs ? $"no complete response from {silent.Url.Authority} within 0.3 s" : "no response within 1 s", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role", "AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1/")]
    [InlineData("role", "AWS_ENDPOINT_URL_STS", "http://no-such-host.invalid/")]
    [InlineData("token", "AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1/")]
    public async Task A_source_that_cannot_be_reached_is_not_a_profile_error(string place, string variable, string url)
    {
        var settings = Arrange(place, "valid");
        Environment.SetEnvironmentVariable(variable, url);
        Environment.SetEnvironmentVariable("AWS_MAX_ATTEMPTS", "1");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => ListAsync(settings));

        Assert.Equal((ServiceErrorKind.EndpointUnreachable, true), (thrown.Kind, thrown.IsRetryable));
        Assert.StartsWith("Cannot get credentials from ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(new Uri(url).Authority, thrown.Message, StringComparison.Ordinal);

        var sink = new RecordingSink();
        await Assert.ThrowsAsync<ServiceException>(() => new AwsEngine().Open(settings, sink).Connections.ListAsync(new ConnectionQuery(), null, Token));
        Assert.Empty(sink.Messages(DiagnosticLevel.Warning));
    }

    [Fact]
    public async Task An_invalid_credentials_file_is_an_error_without_its_lines()
    {
        var path = Write("credentials", "[team]\naws_access_key_id = AKID\naws_secret_access_key s3cr3t\n");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => ListAsync(new SessionSettings { Region = "us-east-1", ProfileName = "team", ProfileLocation = path }));

        Assert.Equal(ServiceErrorKind.ProfileInvalid, thrown.Kind);
        Assert.EndsWith("can't be read: line 3 is not a section, property or comment.", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_of_the_AWS_CLI_is_an_error_with_a_workaround()
    {
        var path = Write("credentials", "[me]\nlogin_session = arn:aws:iam::123456789012:user/me\n[work]\nrole_arn = " + Role + "x\nsource_profile = me\n");

        foreach (var name in new[] { "me", "work" })
        {
            var thrown = await Assert.ThrowsAsync<ServiceException>(() => ListAsync(new SessionSettings { Region = "us-east-1", ProfileName = name, ProfileLocation = path }));
            Assert.Contains("'credential_process = aws configure export-credentials --profile me --format process'", thrown.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_token_of_a_container_is_sent(bool isFile)
    {
        var settings = Arrange("container", "valid");
        _services.ContainerToken = "s3cr3t";
        Environment.SetEnvironmentVariable(
            isFile ? "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE" : "AWS_CONTAINER_AUTHORIZATION_TOKEN", isFile ? Write("token", "s3cr3t") : "s3cr3t");

        await ListAsync(settings);

        Assert.Equal("CONTAINER", Assert.Single(_services.Signers));
        Environment.SetEnvironmentVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", null);
        Environment.SetEnvironmentVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN", null);
    }

    [Fact]
    public async Task A_remote_container_endpoint_over_HTTP_is_rejected()
    {
        Arrange("container", "valid");
        Environment.SetEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://192.0.2.1/");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => ListAsync(new SessionSettings { Region = "us-east-1" }));

        Assert.Equal("CredentialsUnavailable", thrown.Condition);
    }

    [Fact]
    public async Task Credentials_of_an_object_are_read_for_each_call_and_never_mixed_up()
    {
        var first = new Holder("FIRST");
        var second = new Holder("SECOND");
        var engine = new AwsEngine();
        var settings = new SessionSettings { Region = "us-east-1" };
        foreach (var holder in new[] { first, second, first })
        {
            await engine.Open(settings with { Credential = holder.Held() }, new RecordingSink()).Pipelines.ListAsync(null, Token);
        }

        first.Key = "FIRST-RENEWED";
        await engine.Open(settings with { Credential = first.Held() }, new RecordingSink()).Pipelines.ListAsync(null, Token);

        Assert.Equal(["FIRST", "SECOND", "FIRST", "FIRST-RENEWED"], _services.Signers);
    }

    [Fact]
    public async Task A_specified_profile_sets_its_endpoint()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", null);
        var text = "[near]\naws_access_key_id = NEAR\naws_secret_access_key = s\n" + $"endpoint_url = {_services.Url}\n";

        await ListAsync(new SessionSettings { Region = "us-east-1", ProfileName = "near", ProfileLocation = Write("credentials", text) });

        Assert.Equal("NEAR", Assert.Single(_services.Signers));
    }

    [Fact]
    public async Task A_metadata_service_that_never_responds_takes_no_longer_than_its_limit()
    {
        using var silent = new LoopbackPort();
        var listening = silent.Listen();
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_SERVICE_ENDPOINT", silent.Url.AbsoluteUri.TrimEnd('/'));
        TimeTaken? disabled = null;
        TimeTaken? enabled = null;
        var limit = TimeSpan.FromMilliseconds(300);

        // Measured twice and compared with itself, so a slow computer does not matter.
        foreach (var isDisabled in new[] { true, true, false })
        {
            Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", isDisabled ? "true" : null);
            ServiceException thrown = null!;
            var taken = await TimeBound.MeasureAsync(async () => thrown = await Assert.ThrowsAsync<ServiceException>(() =>
                new AwsEngine(new SystemClock(), CallLimits.Default with { Metadata = limit }).Open(new SessionSettings { Region = "us-east-1" }, new RecordingSink()).Pipelines.ListAsync(null, Token)));
            Assert.Equal(ServiceErrorKind.CredentialsNotFound, thrown.Kind);
            Assert.Equal(isDisabled, thrown.Message.Contains("(disabled by AWS_EC2_METADATA_DISABLED)", StringComparison.Ordinal));
            Assert.Equal(!isDisabled, listening.Poll(0, SelectMode.SelectRead));
            (disabled, enabled) = isDisabled ? (taken, enabled) : (disabled, taken);
        }

        Assert.True(enabled!.Elapsed > limit / 2, $"It took {enabled.Elapsed}.");
        enabled.AssertWithin(disabled!.Elapsed + TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_metadata_service_is_not_called_if_another_source_has_credentials_or_it_is_disabled()
    {
        _services.HasRole = true;
        await ListAsync(Arrange("environment", "valid"));
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", null);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "TRUE");
        await Assert.ThrowsAsync<ServiceException>(() => ListAsync(new SessionSettings { Region = "us-east-1" }));

        Assert.DoesNotContain(_services.Requests, r => r.Contains("/latest/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_verbose_stream_shows_the_credential_source_at_each_step()
    {
        Arrange("profile", "valid");
        Arrange("default", "valid");
        _services.HasRole = true;
        var token = Write("token", "valid");
        var file = Environment.GetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE")!;
        File.AppendAllText(file, "[named]\naws_access_key_id = PROFILE\naws_secret_access_key = s\n");
        var settings = new SessionSettings
        {
            Region = "us-east-1", AccessKey = "KEYS", SecretKey = "s", Credential = new Holder("HELD").Held(), ProfileName = "named", DefaultCredential = new Holder("STORED").Held(),
        };
        Set(("AWS_ACCESS_KEY_ID", "ENVIRONMENT"), ("AWS_SECRET_ACCESS_KEY", "s"), ("AWS_PROFILE", "named"), ("AWS_WEB_IDENTITY_TOKEN_FILE", token), ("AWS_ROLE_ARN", Role + "x"), ("AWS_CONTAINER_CREDENTIALS_FULL_URI", _services.Url + "container"));
        (string Place, string Key, Func<SessionSettings, SessionSettings> Remove)[] steps =
        [
            ("-AccessKey and -SecretKey", "KEYS", s => s with { AccessKey = null, SecretKey = null }),
            ("-Credential", "HELD", s => s with { Credential = null }),
            ("the profile 'named'", "PROFILE", s => s with { ProfileName = null }),
            ("$StoredAWSCredentials", "STORED", s => s with { DefaultCredential = null }),
            ("the environment variables AWS_ACCESS_KEY_ID", "ENVIRONMENT", s => Set(s, ("AWS_ACCESS_KEY_ID", null))),
            ("AWS_PROFILE, which specifies the profile 'named'", "PROFILE", s => Set(s, ("AWS_PROFILE", null))),
            ("AWS_WEB_IDENTITY_TOKEN_FILE", "WEBROLEx", s => Set(s, ("AWS_WEB_IDENTITY_TOKEN_FILE", null))),
            ("the profile 'default'", "DEFAULT", s => Set(s, ("AWS_SHARED_CREDENTIALS_FILE", Write("none", "")))),
            ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "CONTAINER", s => Set(s, ("AWS_CONTAINER_CREDENTIALS_FULL_URI", null))),
            ("the metadata service", "INSTANCE", s => s),
        ];
        foreach (var (place, key, remove) in steps)
        {
            var sink = new RecordingSink();
            await new AwsEngine(new SystemClock(), CallLimits.Default with { Metadata = TimeSpan.FromSeconds(5) }).Open(settings, sink).Pipelines.ListAsync(null, Token);
            Assert.Equal(key, _services.Signers.Last());
            Assert.Contains(sink.Messages(DiagnosticLevel.Verbose), m => m.Contains("credentials from " + place, StringComparison.Ordinal));
            settings = remove(settings);
        }
    }

    private static SessionSettings Set(SessionSettings settings, params (string Name, string? Value)[] variables)
    {
        Set(variables);
        return settings;
    }

    private static void Set(params (string Name, string? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    // Tests write no token to the home folder of a user. Windows ignores HOME, and Mono reads it once per process, so it must be set before Mono starts.
    private static void SkipWithoutHome(string place) => Assert.SkipUnless(
        !place.StartsWith("sso", StringComparison.Ordinal) || Home.StartsWith(Path.GetTempPath(), StringComparison.Ordinal), "The home folder is not in the temporary folder.");

    // All AWS tools use the SHA-1 of the session name or the start URL as the file name.
    private static string SessionTokenPath => Path.Combine(Home, ".aws", "sso", "cache", "6f41fd3fbc69a076873a4656707fd9925e5c1f07.json");

    private static string TokenPath => Path.Combine(Home, ".aws", "sso", "cache", "e8be5486177c5b5392bd9aa76563515b29358e6e.json");

    private static Task ListAsync(SessionSettings settings) => new AwsEngine().Open(settings, new RecordingSink()).Pipelines.ListAsync(null, Token);

    private SessionSettings Arrange(string place, string state)
    {
        var none = new SessionSettings { Region = "us-east-1" };
        var key = state == "expired" ? "EXPIRED" : place.ToUpperInvariant();
        var isAbsent = state == "absent";
        switch (place)
        {
            case "keys":
                return isAbsent ? none with { AccessKey = "KEYS" } : none with { AccessKey = key, SecretKey = "s3cr3t", SessionToken = "s3cr3t" };
            case "credential":
                return none with { Credential = isAbsent ? null : new Holder(state == "expired" ? null : "HELD").Held() };
            case "stored":
                return none with { DefaultCredential = isAbsent ? null : new Holder(state == "expired" ? null : "STORED").Held() };
            case "environment":
                Set(("AWS_ACCESS_KEY_ID", isAbsent ? null : key), ("AWS_SECRET_ACCESS_KEY", "s3cr3t"), ("AWS_SESSION_TOKEN", "s3cr3t"));
                return none;
            case "AWS_PROFILE" or "default":
                var profile = place == "default" ? "default" : "chosen";
                Set(("AWS_PROFILE", place == "default" ? null : profile), ("AWS_SHARED_CREDENTIALS_FILE", Write("shared", isAbsent ? "" : KeysOf(profile, state == "expired" ? "EXPIRED" : place == "default" ? "DEFAULT" : "PROFILE"))));
                return none;
            case "token":
                Set(("AWS_WEB_IDENTITY_TOKEN_FILE", isAbsent ? Path.Combine(_folder, "none") : Write("token", state)), ("AWS_ROLE_ARN", Role + "x"));
                return none;
            case "container":
                _services.Lifetime = TimeSpan.FromHours(state == "expired" ? -1 : 1);
                _services.ContainerToken = isAbsent ? "another" : null;
                Set(("AWS_CONTAINER_CREDENTIALS_FULL_URI", _services.Url + "container"));
                return none;
            case "sso session":
                if (!isAbsent)
                {
                    WriteToken("valid", SystemTime.UtcNow.AddHours(state == "expired" ? -1 : 1));
                    File.Move(TokenPath, SessionTokenPath);
                }

                return none with { ProfileName = "corp" };
            case "instance":
                _services.HasRole = !isAbsent;
                return none;
            default:
                return none with { ProfileName = place.StartsWith("sso", StringComparison.Ordinal) && place != "sso role" ? "my sso" : place, ProfileLocation = Write("credentials", Profile(place, state)) };
        }
    }

    private string Profile(string place, string state)
    {
        var role = $"[{place}]\nrole_arn = {Role}x\n";
        var source = KeysOf("base", state == "expired" ? "EXPIRED" : "BASE");
        switch (place)
        {
            case "profile":
                return state == "absent" ? "" : KeysOf(place, state == "expired" ? "EXPIRED" : "PROFILE");
            case "process":
                var at = SystemTime.UtcNow.AddHours(state == "expired" ? -1 : 1);
                var json = Write("process.json", $$"""{"Version":1,"AccessKeyId":"PROCESS","SecretAccessKey":"s3cr3t","SessionToken":"t","Expiration":"{{at:yyyy-MM-ddTHH:mm:ssZ}}"}""");
                return $"[process]\ncredential_process = {(state == "absent" ? "/no/such/program" : "cat " + json)}\n";
            case "role":
                return role + "source_profile = base\n" + (state == "absent" ? "" : source);
            case "mfa":
                return role + "source_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/device\n" + (state == "absent" ? "" : source);
            case "chain":
                return $"[chain]\nrole_arn = {Role}outer\nsource_profile = inner\n[inner]\nrole_arn = {Role}inner\nsource_profile = base\n{source}";
            case "instance role":
                _services.HasRole = state == "valid";
                return role + "credential_source = Ec2InstanceMetadata\n";
            case "container role":
                Arrange("container", state);
                return role + "credential_source = EcsContainer\n";
            case "environment role":
                Arrange("environment", state);
                return role + "credential_source = Environment\n";
            case "profile token":
                return role + $"web_identity_token_file = {(state == "absent" ? Path.Combine(_folder, "none") : Write("token", state))}\n";
            case "sso" or "sso role":
                if (state != "absent")
                {
                    WriteToken("valid", SystemTime.UtcNow.AddHours(state == "expired" ? -1 : 1));
                }

                var sso = "[my sso]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 123456789012\nsso_role_name = dev\n";
                return place == "sso" ? sso : sso + role + "source_profile = my sso\n";
            default:
                throw new ArgumentOutOfRangeException(nameof(place));
        }
    }

    private static string KeysOf(string profile, string key) => $"[{profile}]\naws_access_key_id = {key}\naws_secret_access_key = s3cr3t\n";

    private static void WriteToken(string token, DateTime expires, string? refresh = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(TokenPath)!);
        var more = refresh is null ? "" : $$""","refreshToken":"{{refresh}}","clientId":"c","clientSecret":"s","registrationExpiresAt":"{{SystemTime.UtcNow.AddDays(1):yyyy-MM-ddTHH:mm:ssZ}}" """;
        File.WriteAllText(TokenPath, $$"""{"startUrl":"https://example.awsapps.com/start","region":"us-east-1","accessToken":"{{token}}","expiresAt":"{{expires:yyyy-MM-ddTHH:mm:ssZ}}"{{more}}}""");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private sealed class Holder(string? key)
    {
        public string? Key { get; set; } = key;

        public HeldCredentials Held() => new(this, _ => Key is null
            ? throw new InvalidOperationException("The credentials have run out.")
            : Task.FromResult(new CredentialValues(Key, "s3cr3t", "s3cr3t")));
    }
}
