using System;
using System.IO;
using Amazon.Runtime;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Calling.Rates;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Credentials;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests the endpoint and retry settings of a profile, and their precedence.</summary>
[Collection("environment")]
public sealed class ClientConfigurationTests : IDisposable
{
    private const string Keys = "aws_access_key_id = AKID\naws_secret_access_key = s\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("bbc-test-").FullName;
    private readonly EnvironmentScope _environment = new();

    public void Dispose()
    {
        _environment.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("", null, null, "codepipeline.us-east-1.amazonaws.com")]
    [InlineData("use_fips_endpoint = true\n", null, null, "codepipeline-fips.us-east-1.amazonaws.com")]
    [InlineData("use_dualstack_endpoint = true\n", null, null, "codepipeline.us-east-1.api.aws")]
    [InlineData("use_fips_endpoint = true\n", "AWS_USE_FIPS_ENDPOINT", "false", "codepipeline.us-east-1.amazonaws.com")]
    [InlineData("", "AWS_USE_FIPS_ENDPOINT", "true", "codepipeline-fips.us-east-1.amazonaws.com")]
    [InlineData("endpoint_url = https://pipelines.example:8443/\n", null, null, "pipelines.example")]
    public void A_specified_profile_sets_the_endpoint(string lines, string? variable, string? value, string host)
    {
        Environment.SetEnvironmentVariable(variable ?? "AWS_NOTHING", value);

        Assert.Equal(host, Host(Settings("team", "[default]\nuse_fips_endpoint = true\n" + Keys + "[team]\n" + Keys + lines)));
    }

    [Theory]
    [InlineData(null, 6)]
    [InlineData("2", 2)]
    public void A_specified_profile_sets_the_number_of_attempts(string? variable, int expected)
    {
        Environment.SetEnvironmentVariable("AWS_MAX_ATTEMPTS", variable);
        Amazon.Runtime.Internal.FallbackInternalConfigurationFactory.Reset();

        Assert.Equal(expected - 1, Config(Settings("team", "[team]\n" + Keys + "max_attempts = 6\n")).MaxErrorRetry);
    }

    [Fact]
    public void Its_services_section_is_read_from_the_config_file()
    {
        Assert.Equal("near.example", Host(new SessionSettings { Region = "us-east-1", ProfileName = "nearby" }));
    }

    [Fact]
    public void A_FIPS_endpoint_and_a_custom_endpoint_cannot_be_combined()
    {
        var settings = Settings("team", "[team]\n" + Keys + "use_fips_endpoint = true\n") with { EndpointUrl = new Uri("http://127.0.0.1:1/") };

        var thrown = Assert.Throws<ServiceException>(() => new AwsEngine().Open(settings, new RecordingSink()));

        Assert.Equal((ServiceErrorKind.InvalidInput, "EndpointConflict"), (thrown.Kind, thrown.Condition));
    }

    [Fact]
    public void Profiles_are_listed()
    {
        var location = Settings("one", "[one]\n" + Keys + "[two words]\n" + Keys).ProfileLocation;

        Assert.Superset(new System.Collections.Generic.HashSet<string> { "one", "two words" }, new System.Collections.Generic.HashSet<string>(new AwsEngine().ListProfiles(location)));
    }

    private SessionSettings Settings(string name, string text)
    {
        var path = Path.Combine(_folder, "credentials");
        File.WriteAllText(path, text);
        return new SessionSettings { Region = "us-east-1", ProfileName = name, ProfileLocation = path };
    }

    private static IClientConfig Config(SessionSettings settings) =>
        new ClientSet(() => new FoundCredentials(new BasicAWSCredentials("AKID", "s"), "a test"), settings, CallLimits.Default, new CallRates(new SystemClock())).CodePipeline("us-east-1").Config;

    private static string Host(SessionSettings settings)
    {
        var config = (Amazon.CodePipeline.AmazonCodePipelineConfig)Config(settings);
        return new Uri(config.DetermineServiceOperationEndpoint(new Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters(new Amazon.CodePipeline.Model.ListPipelinesRequest())).URL).Host;
    }
}
