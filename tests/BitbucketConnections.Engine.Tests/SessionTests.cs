using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Calling.Rates;
using BitbucketConnections.Engine.Credentials;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Tests;

[Collection("environment")]
public sealed class SessionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bbc-test-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void No_Region_fails_and_lists_the_sources()
    {
        using var environment = new EnvironmentScope();

        var thrown = Assert.Throws<ServiceException>(() => Open(new SessionSettings()));

        Assert.Equal(ServiceErrorKind.RegionNotFound, thrown.Kind);
        foreach (var place in new[] { "-Region", "$StoredAWSRegion", "AWS_REGION", "AWS_DEFAULT_REGION", "profile 'default'", "the ARN or object" })
        {
            Assert.Contains(place, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("us-east")]
    [InlineData("us east 1")]
    [InlineData("http://x")]
    public void An_invalid_Region_is_rejected(string region)
    {
        using var environment = new EnvironmentScope();
        Assert.Equal("InvalidRegion", Assert.Throws<ServiceException>(() => Open(new SessionSettings { Region = region })).Condition);
    }

    [Fact]
    public void Credentials_are_found_in_the_documented_order()
    {
        var credentials = Write("credentials", "[default]\naws_access_key_id = DEFAULT\naws_secret_access_key = s\n[team]\naws_access_key_id = TEAM\naws_secret_access_key = s\n[named]\naws_access_key_id = NAMED\naws_secret_access_key = s\n");
        using var environment = new EnvironmentScope(
            ("AWS_ACCESS_KEY_ID", "ENVIRONMENT"), ("AWS_SECRET_ACCESS_KEY", "s"), ("AWS_PROFILE", "team"), ("AWS_SHARED_CREDENTIALS_FILE", credentials));

        Assert.Equal("KEYS", Key(new SessionSettings { AccessKey = "KEYS", SecretKey = "s", ProfileName = "named" }));
        Assert.Equal("NAMED", Key(new SessionSettings { ProfileName = "named" }));
        Assert.Equal("ENVIRONMENT", Key(new SessionSettings()));
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", null);
        Assert.Equal("TEAM", Key(new SessionSettings()));
        Environment.SetEnvironmentVariable("AWS_PROFILE", null);
        Assert.Equal("DEFAULT", Key(new SessionSettings()));
    }

    [Fact]
    public void A_separate_profile_file_is_read()
    {
        var path = Write("my-credentials", "[team]\naws_access_key_id = MINE\naws_secret_access_key = s\naws_session_token = t\n");
        using var environment = new EnvironmentScope();

        Assert.Equal("MINE", Key(new SessionSettings { ProfileName = "team", ProfileLocation = path }));
        Assert.Equal("t", new CredentialResolver(CallLimits.Default, new CallRates(new SystemClock())).Resolve(new SessionSettings { ProfileName = "team", ProfileLocation = path }).Credentials.GetCredentials().Token);
    }

    [Fact]
    public void A_specified_profile_that_does_not_exist_is_an_error_and_no_other_source_is_used()
    {
        using var environment = new EnvironmentScope(("AWS_ACCESS_KEY_ID", "ENVIRONMENT"), ("AWS_SECRET_ACCESS_KEY", "s"));

        var thrown = Assert.Throws<ServiceException>(() => Key(new SessionSettings { ProfileName = "nope" }));

        Assert.Equal(ServiceErrorKind.ProfileInvalid, thrown.Kind);
        Assert.Contains("'nope'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_specified_profile_that_does_not_exist_is_reported_before_its_missing_Region()
    {
        using var environment = new EnvironmentScope();

        Assert.Equal(ServiceErrorKind.ProfileInvalid, Assert.Throws<ServiceException>(() => Open(new SessionSettings { ProfileName = "nope" })).Kind);
    }

    [Theory]
    [InlineData("half", "[half]\naws_access_key_id = X\n")]
    [InlineData("role", "[role]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = none\n")]
    [InlineData("broken", "[broken\nx\n")]
    public void An_unusable_profile_is_an_error_of_the_module(string name, string text)
    {
        using var environment = new EnvironmentScope();
        var settings = new SessionSettings { ProfileName = name, ProfileLocation = Write("bad-credentials", text) };

        Assert.Equal(ServiceErrorKind.ProfileInvalid, Assert.Throws<ServiceException>(() => Key(settings)).Kind);
    }

    [Fact]
    public void A_web_identity_is_used_before_the_default_profile_and_after_AWS_PROFILE()
    {
        var credentials = Write("credentials", "[default]\naws_access_key_id = DEFAULT\naws_secret_access_key = s\n[team]\naws_access_key_id = TEAM\naws_secret_access_key = s\n");
        using var environment = new EnvironmentScope(
            ("AWS_WEB_IDENTITY_TOKEN_FILE", Write("token", "t")), ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/x"), ("AWS_SHARED_CREDENTIALS_FILE", credentials));

        Assert.Equal("AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN", new CredentialResolver(CallLimits.Default, new CallRates(new SystemClock())).Resolve(new SessionSettings()).Source);
        Environment.SetEnvironmentVariable("AWS_PROFILE", "team");
        Assert.Equal("TEAM", Key(new SessionSettings()));
    }

    [Fact]
    public void An_unusable_web_identity_is_an_error_of_the_module()
    {
        using var environment = new EnvironmentScope(("AWS_WEB_IDENTITY_TOKEN_FILE", "token"), ("AWS_ROLE_ARN", "x"));

        var thrown = Assert.Throws<ServiceException>(() => Key(new SessionSettings()));

        Assert.Equal((ServiceErrorKind.ProfileInvalid, "InvalidWebIdentity"), (thrown.Kind, thrown.Condition));
        Assert.Contains("AWS_WEB_IDENTITY_TOKEN_FILE", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AKID", null, "-SecretKey")]
    [InlineData(null, "s3cr3t", "-AccessKey")]
    public void A_single_key_of_a_pair_is_rejected_and_not_shown(string? access, string? secret, string missing)
    {
        using var environment = new EnvironmentScope();

        var thrown = Assert.Throws<ServiceException>(() => Key(new SessionSettings { AccessKey = access, SecretKey = secret }));

        Assert.StartsWith(missing, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_credentials_fail_and_list_the_sources()
    {
        using var environment = new EnvironmentScope();
        var session = Open(new SessionSettings { Region = "us-east-1" });

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => session.Connections.ListAsync(new ConnectionQuery(), null, Token));

        Assert.Equal(ServiceErrorKind.CredentialsNotFound, thrown.Kind);
        foreach (var place in new[] { "-AccessKey", "-ProfileName", "AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "profile 'default'" })
        {
            Assert.Contains(place, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Changed_keys_in_a_file_are_used_by_the_next_command()
    {
        using var fixture = new SandboxFixture();
        var path = Write("keys", "[team]\naws_access_key_id = WRONG\naws_secret_access_key = s\n");
        var settings = new SessionSettings { Region = "us-east-1", ProfileName = "team", ProfileLocation = path, EndpointUrl = fixture.Sandbox.Info.EndpointUrl };
        await Assert.ThrowsAsync<ServiceException>(() => fixture.Engine.Open(settings, fixture.Sink).Pipelines.ListAsync(null, Token));

        File.WriteAllText(path, $"[team]\naws_access_key_id = {fixture.Sandbox.Info.AccessKey}\naws_secret_access_key = {fixture.Sandbox.Info.SecretKey}\n");
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(5));

        Assert.Empty((await fixture.Engine.Open(settings, fixture.Sink).Pipelines.ListAsync(null, Token)).Items);
    }

    [Fact]
    public void A_definition_is_built_without_credentials()
    {
        using var environment = new EnvironmentScope();
        var definition = Open(new SessionSettings { Region = "us-east-1" }).Pipelines.Build(PipelineBuilderTests.Request()).Definition;
        Assert.Equal("demo", definition.Name);
    }

    private static IEngineSession Open(SessionSettings settings) => new AwsEngine().Open(settings, new RecordingSink());

    private static string Key(SessionSettings settings) => new CredentialResolver(CallLimits.Default, new CallRates(new SystemClock())).Resolve(settings).Credentials.GetCredentials().AccessKey;

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
