using System;
using System.IO;
using System.Threading.Tasks;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;
using Amazon.SecurityToken;
using BitbucketConnections.Engine.Configuration;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>
/// Gets the SDK's role credentials in the session's Region. The SDK's own Region search calls the metadata service,
/// which takes 15 seconds if the service does not exist.
/// </summary>
internal static class RegionalRoles
{
    public static AWSCredentials Of(AWSCredentials made, TokenService service, string profileName) => made switch
    {
        AssumeRoleAWSCredentials role => new RegionalRole(Of(role.SourceCredentials, service, profileName), role, service, profileName),
        AssumeRoleWithWebIdentityCredentials role => new RegionalWebIdentity(role.WebIdentityTokenFile, role.RoleArn, role.RoleSessionName, service),
        _ => made,
    };

    public static bool NeedsMfa(AWSCredentials credentials) => credentials is RegionalRole role
        && (role.Options.MfaSerialNumber is { Length: > 0 } || NeedsMfa(role.SourceCredentials));

    /// <summary>Determines whether credentials come only from the network, without a person or a process that may prompt.</summary>
    public static bool IsUnattended(AWSCredentials credentials) => credentials switch
    {
        RegionalRole role => !NeedsMfa(role) && IsUnattended(role.SourceCredentials),
        _ => credentials is BasicAWSCredentials or SessionAWSCredentials or RegionalWebIdentity or SSOAWSCredentials
            or GenericContainerCredentials or InstanceProfileAWSCredentials,
    };
}

/// <summary>Creates STS clients for a session. They are never traced, because their bodies contain tokens.</summary>
internal sealed class TokenService(SessionSettings settings, HttpClientFactory http)
{
    public ICoreAmazonSTS Create(AWSCredentials source)
    {
        var region = settings.Region ?? ProfileStore.Find(settings)?.Region?.SystemName ?? "us-east-1";
        var config = new AmazonSecurityTokenServiceConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            AuthenticationRegion = region,
            HttpClientFactory = http,
        };
        ClientConfiguration.Apply(config, settings);
        _ = EndpointSetting.Read(config, settings);
        return new AmazonSecurityTokenServiceClient(source, config);
    }
}

/// <summary>Credentials of a role that is assumed with other credentials.</summary>
internal sealed class RegionalRole : AssumeRoleAWSCredentials
{
    private readonly TokenService _service;

    public RegionalRole(AWSCredentials source, AssumeRoleAWSCredentials role, TokenService service, string profileName)
        : base(source, role.RoleArn, role.RoleSessionName, role.Options)
    {
        _service = service;
        if (Options.MfaSerialNumber is { Length: > 0 })
        {
            Options.MfaTokenCodeCallback = () => MfaPrompt.Ask(profileName);

            // Background renewal would prompt for an MFA code when no call is in progress.
            PreemptExpiryTime = TimeSpan.Zero;
        }
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var state = await _service.Create(SourceCredentials)
            .CredentialsFromAssumeRoleAuthenticationAsync(RoleArn, RoleSessionName, Options).ConfigureAwait(false);
        return new CredentialsRefreshState(state, state.Expiration);
    }
}

/// <summary>Credentials of a role that is assumed with a token from a file.</summary>
internal sealed class RegionalWebIdentity(string tokenFile, string roleArn, string sessionName, TokenService service)
    : AssumeRoleWithWebIdentityCredentials(tokenFile, roleArn, sessionName)
{
    protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        // The SDK would look for the file four times, for five seconds.
        return File.Exists(WebIdentityTokenFile)
            ? base.GenerateNewCredentialsAsync()
            : throw new FileNotFoundException($"The token file '{WebIdentityTokenFile}' does not exist.");
    }

    protected override ICoreAmazonSTS CreateClient() => service.Create(new AnonymousAWSCredentials());
}
