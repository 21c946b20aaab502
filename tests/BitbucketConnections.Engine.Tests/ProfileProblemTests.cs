using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests settings of profiles and of the environment that can't be used: the error is the module's own, and names the setting.</summary>
[Collection("environment")]
public sealed class ProfileProblemTests : IDisposable
{
    private const string Keys = "aws_access_key_id = BASE\naws_secret_access_key = s3cr3t\n";
    private const string Role = "role_arn = arn:aws:iam::123456789012:role/x\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("bbc-test-").FullName;
    private readonly CredentialServices _services = CredentialServices.Shared;
    private readonly EnvironmentScope _environment;

    public ProfileProblemTests()
    {
        _environment = new EnvironmentScope(("AWS_ENDPOINT_URL", _services.Url));
        _services.Reset();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _environment.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("sso_start_url = https://x.example\n", "SSO requires sso_region, sso_account_id, sso_role_name.")]
    [InlineData("sso_account_id = 123456789012\nsso_role_name = r\n", "SSO requires sso_start_url, sso_region.")]
    [InlineData("sso_session = gone\nsso_account_id = 123456789012\nsso_role_name = r\n", "the section [sso-session gone] was not found.")]
    [InlineData("sso_session = corp-sso\nsso_account_id = 123456789012\n", "SSO requires sso_role_name.")]
    [InlineData(Role, "role_arn requires source_profile, credential_source or web_identity_token_file.")]
    [InlineData(Role + "source_profile = base\ncredential_source = Environment\n", "it has both source_profile and credential_source.")]
    [InlineData(Role + "credential_source = Junk\n", "credential_source is not Environment, Ec2InstanceMetadata or EcsContainer.")]
    [InlineData("source_profile = base\n", "source_profile requires role_arn.")]
    [InlineData(Role + "source_profile = gone\n", "its source_profile 'gone' was not found or has a setting that is not valid.")]
    [InlineData(Role + "source_profile = x\n", "its source_profile is circular (x > x). The last source_profile must have keys, SSO or a credential process.")]
    [InlineData(Role + "source_profile = back\n", "its source_profile is circular (x > back > x). The last source_profile must have keys, SSO or a credential process.")]
    [InlineData("aws_access_key_id = BASE\n", "aws_access_key_id requires aws_secret_access_key.")]
    [InlineData("aws_secret_access_key = s3cr3t\n", "aws_secret_access_key requires aws_access_key_id.")]
    [InlineData("credential_process =\n", "credential_process is empty.")]
    [InlineData(Keys + "max_attempts = many\n", "max_attempts is not a number of 1 or more.")]
    [InlineData(Keys + "max_attempts = 0\n", "max_attempts is not a number of 1 or more.")]
    [InlineData(Keys + "retry_mode = s3cr3t\n", "retry_mode is not standard or adaptive.")]
    [InlineData(Keys + "use_fips_endpoint = maybe\n", "use_fips_endpoint is not true or false.")]
    [InlineData(Keys + "request_min_compression_size_bytes = odd\n", "request_min_compression_size_bytes is not a number.")]
    [InlineData(Keys + "ec2_metadata_service_endpoint = odd\n", "ec2_metadata_service_endpoint is not a URL.")]
    public async Task A_profile_that_cannot_be_used_names_its_setting(string lines, string expected)
    {
        var thrown = await FailAsync($"[x]\n{lines}\n[base]\n{Keys}\n[back]\n{Role}source_profile = x\n");

        Assert.Equal(ServiceErrorKind.ProfileInvalid, thrown.Kind);
        Assert.EndsWith("' can't be used: " + expected, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", thrown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[other]\n" + Keys, "was not found. Check the name, and the files ")]
    [InlineData("[x]\nregion = us-east-1\n", "has no credentials. Add keys, a role, SSO or a credential process.")]
    public async Task A_missing_profile_and_one_without_credentials_are_different_errors(string text, string expected) =>
        Assert.Contains(expected, (await FailAsync(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("missing", "because the file does not exist. Check -ProfileLocation.")]
    [InlineData("", "because the file is a folder. Check -ProfileLocation.")]
    public async Task A_location_without_a_file_is_named(string name, string expected)
    {
        var settings = new SessionSettings { Region = "us-east-1", ProfileName = "x", ProfileLocation = Path.Combine(_folder, name) };

        Assert.EndsWith(expected, (await Assert.ThrowsAsync<ServiceException>(() => ListAsync(settings))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[x]\n" + Role + "source_profile = x\n" + Keys, "BASE")]
    [InlineData("[x]\n" + Role + "source_profile = base\naws_access_key_id = UNUSED\naws_secret_access_key = s\n[base]\n" + Keys, "BASE")]
    [InlineData("[x]\n" + Role + "source_profile = base\n[base]\n" + Role + "source_profile = gone\n" + Keys, "BASE")]
    public async Task A_role_gets_its_credentials_as_with_the_AWS_CLI(string text, string signer)
    {
        await ListAsync(Settings(text));

        Assert.Equal("ROLEx", _services.Signers.Single());
        Assert.Contains("Action=AssumeRole", Assert.Single(_services.StsBodies), StringComparison.Ordinal);
        Assert.Equal(signer, _services.StsSigner);
    }

    [Theory]
    [InlineData("exit 3", "failed with exit code 3.")]
    [InlineData("echo no token >&2; exit 1", "failed with exit code 1: no token.")]
    [InlineData("echo hello", "returned no valid credentials. The output must be JSON with Version 1, AccessKeyId and SecretAccessKey.")]
    [InlineData("echo {}", "returned no valid credentials. The output must be JSON with Version 1, AccessKeyId and SecretAccessKey.")]
    [Trait("NotOnMono", "The SDK starts the process with a class that Mono does not support.")]
    public async Task A_credential_process_that_fails_is_named_with_its_reason(string script, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The process is a program of another system.");
        var path = Path.Combine(_folder, "process.sh");
        await File.WriteAllTextAsync(path, script, Token);

        var thrown = await FailAsync($"[x]\ncredential_process = /bin/sh {path}\n");

        Assert.Equal($"The credential_process of the profile 'x' {expected} Run the command of the profile, and fix the cause.", thrown.Message.Replace($" of '{Path.Combine(_folder, "credentials")}'", string.Empty));
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL", "garbage")]
    [InlineData("AWS_ENDPOINT_URL", "http://")]
    [InlineData("AWS_ENDPOINT_URL", "localhost:4566")]
    [InlineData("AWS_ENDPOINT_URL", "ftp://example.com")]
    [InlineData("AWS_ENDPOINT_URL", "http://x:99999")]
    [InlineData("AWS_ENDPOINT_URL_CODEPIPELINE", "garbage")]
    [InlineData("AWS_ENDPOINT_URL_CODEPIPELINE", "file:///tmp")]
    [InlineData("AWS_ENDPOINT_URL_CODESTAR_CONNECTIONS", "garbage")]
    public async Task An_endpoint_that_is_not_a_URL_is_named_with_its_variable(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);

        var thrown = await FailAsync("[x]\n" + Keys);

        Assert.Equal("InvalidEndpointUrl", thrown.Condition);
        Assert.Equal($"'{value}' ({name}) is not a valid endpoint. Specify http:// or https:// and a host.", thrown.Message);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("localhost:4566")]
    public async Task An_endpoint_of_a_profile_that_is_not_a_URL_names_the_profile(string value)
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", null);

        var thrown = await FailAsync($"[x]\n{Keys}endpoint_url = {value}\n");

        Assert.Equal("InvalidEndpointUrl", thrown.Condition);
        Assert.Contains("of the profile 'x'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_of_STS_that_is_not_a_URL_is_named()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", "garbage");

        var thrown = await FailAsync($"[x]\n{Role}source_profile = base\n[base]\n{Keys}");

        Assert.Equal("'garbage' (AWS_ENDPOINT_URL_STS) is not a valid endpoint. Specify http:// or https:// and a host.", thrown.Message);
    }

    [Theory]
    [InlineData("AWS_USE_FIPS_ENDPOINT", "yes", "true or false")]
    [InlineData("AWS_USE_DUALSTACK_ENDPOINT", "1", "true or false")]
    [InlineData("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "odd", "true or false")]
    [InlineData("AWS_MAX_ATTEMPTS", "many", "a number of 1 or more")]
    [InlineData("AWS_MAX_ATTEMPTS", "0", "a number of 1 or more")]
    [InlineData("AWS_MAX_ATTEMPTS", "99999999999", "a number of 1 or more")]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT", "odd", "an http:// or https:// URL")]
    [InlineData("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "odd", "regional or legacy")]
    public async Task A_variable_that_is_not_valid_is_named_with_the_valid_values(string name, string value, string expected)
    {
        Environment.SetEnvironmentVariable(name, value);

        var thrown = await FailAsync("[x]\n" + Keys);

        Assert.Equal("InvalidEnvironmentSetting", thrown.Condition);
        Assert.Equal($"The environment variable {name} is '{value}'. Set it to {expected}, or remove it.", thrown.Message);
    }

    [Theory]
    [InlineData("AWS_DEFAULTS_MODE", "in-region")]
    [InlineData("AWS_DEFAULTS_MODE", "legacy")]
    [InlineData("AWS_EC2_METADATA_DISABLED", "TRUE")]
    [InlineData("AWS_MAX_ATTEMPTS", "2")]
    public async Task A_valid_variable_is_accepted(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);

        await ListAsync(Settings("[x]\n" + Keys));

        Assert.Equal("BASE", _services.Signers.Single());
    }

    [Theory]
    [InlineData("AKID\nX", "t", "access key")]
    [InlineData("AKID X", "t", "access key")]
    [InlineData("AKID\u00e9", "t", "access key")]
    [InlineData("AKID", "t\r", "session token")]
    public async Task Keys_that_cannot_be_sent_are_an_error_without_their_text(string access, string token, string expected)
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", access);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "s3cr3t");
        Environment.SetEnvironmentVariable("AWS_SESSION_TOKEN", token);

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => ListAsync(new SessionSettings { Region = "us-east-1" }));

        Assert.Equal("CredentialsMalformed", thrown.Condition);
        Assert.StartsWith($"The {expected} from the environment variables ", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AKID", thrown.ToString(), StringComparison.Ordinal);
    }

    private static Task ListAsync(SessionSettings settings) => new AwsEngine().Open(settings, new RecordingSink()).Pipelines.ListAsync(null, Token);

    private SessionSettings Settings(string credentials)
    {
        var path = Path.Combine(_folder, "credentials");
        File.WriteAllText(path, credentials);
        return new SessionSettings { Region = "us-east-1", ProfileName = "x", ProfileLocation = path };
    }

    private Task<ServiceException> FailAsync(string credentials) => Assert.ThrowsAsync<ServiceException>(() => ListAsync(Settings(credentials)));
}
