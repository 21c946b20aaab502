using System;
using System.Linq;
using System.Threading;
using Amazon.Runtime;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Calling.Rates;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Searches the credential sources in the documented order.</summary>
internal sealed class CredentialResolver
{
    private readonly ICredentialSource[] _sources;
    private readonly TimeSpan _limit;

    /// <summary>Initializes a new instance of the <see cref="CredentialResolver"/> class.</summary>
    /// <param name="limits">The timeouts.</param>
    /// <param name="rates">The rates of calls.</param>
    public CredentialResolver(CallLimits limits, CallRates rates)
    {
        _limit = limits.Credentials;
        var http = new CallHttpClientFactory(limits, rates, isTraced: false);
        var metadata = new InstanceMetadata(limits.Metadata);
        var profiles = new Profiles(metadata, http);
        _sources =
        [
            new KeyParameters(),
            new CredentialParameter(),
            new NamedProfile(profiles),
            new DefaultCredential(),
            new EnvironmentKeys(),
            new EnvironmentProfile(profiles),
            new WebIdentity(http),
            new DefaultProfile(profiles),
            new Container(),
            new InstanceRole(metadata),
        ];
    }

    /// <summary>Finds the credentials. Calls only the metadata service, which is last and has a short timeout.</summary>
    /// <exception cref="ServiceException">No source has credentials, or the specified source can't be used.</exception>
    public FoundCredentials Resolve(SessionSettings settings)
    {
        foreach (var source in _sources)
        {
            if (source.Find(settings) is { } credentials)
            {
                var place = source.Describe(settings);
                var failures = new CredentialFailures(place, source is IProfileSource, settings);
                var limit = RegionalRoles.IsUnattended(credentials) ? _limit : Timeout.InfiniteTimeSpan;
                return new FoundCredentials(new ExplainedCredentials(credentials, failures, limit), place);
            }
        }

        throw new ServiceException(
            ServiceErrorKind.CredentialsNotFound,
            $"No credentials were found. Checked: {string.Join(", ", _sources.Select(s => s.Describe(settings)).Distinct())}. "
            + "Specify -ProfileName, -Credential, or -AccessKey and -SecretKey, or set the environment variables.");
    }
}

/// <summary>Credentials, and a description of their source for display.</summary>
internal sealed record FoundCredentials(AWSCredentials Credentials, string Source);

/// <summary>A source of credentials.</summary>
internal interface ICredentialSource
{
    /// <summary>Describes the source for display, without secrets.</summary>
    string Describe(SessionSettings settings);

    /// <summary>Gets the credentials of the source; null if it has none.</summary>
    AWSCredentials? Find(SessionSettings settings);
}

/// <summary>A source that is a profile.</summary>
internal interface IProfileSource : ICredentialSource;
