using System;
using System.Linq;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Goes through the places where credentials can be, in the order of the documentation.</summary>
internal sealed class CredentialResolver
{
    private static readonly TimeSpan s_metadataLimit = TimeSpan.FromSeconds(1);
    private readonly ICredentialSource[] _sources;

    /// <summary>Initializes a new instance of the <see cref="CredentialResolver"/> class.</summary>
    /// <param name="metadataLimit">How long the metadata service of an instance has to answer; null for one second.</param>
    public CredentialResolver(TimeSpan? metadataLimit = null)
    {
        var metadata = new InstanceMetadata(metadataLimit ?? s_metadataLimit);
        _sources =
        [
            new KeyParameters(),
            new CredentialParameter(),
            new NamedProfile(metadata),
            new DefaultCredential(),
            new EnvironmentKeys(),
            new EnvironmentProfile(metadata),
            new WebIdentity(),
            new DefaultProfile(metadata),
            new Container(),
            new InstanceRole(metadata),
        ];
    }

    /// <summary>Finds the credentials. Nothing is called but the metadata service, which comes last and has little time.</summary>
    /// <exception cref="ServiceException">None anywhere, or the place that was named can't be used.</exception>
    public FoundCredentials Resolve(SessionSettings settings)
    {
        foreach (var source in _sources)
        {
            if (source.Find(settings) is { } credentials)
            {
                var place = source.Describe(settings);
                return new FoundCredentials(new ExplainedCredentials(credentials, new CredentialFailures(place, source is IProfileSource, settings)), place);
            }
        }

        throw new ServiceException(
            ServiceErrorKind.CredentialsNotFound,
            $"No credentials are found. Looked at: {string.Join(", ", _sources.Select(s => s.Describe(settings)).Distinct())}. "
            + "Give -ProfileName, -Credential, or -AccessKey and -SecretKey, or set the environment variables.");
    }
}

/// <summary>Credentials, and the place they are from, which may be shown.</summary>
internal sealed record FoundCredentials(AWSCredentials Credentials, string Source);

/// <summary>A place where credentials can be.</summary>
internal interface ICredentialSource
{
    /// <summary>Names the place for a person, without a secret.</summary>
    string Describe(SessionSettings settings);

    /// <summary>Gets the credentials of the place, or null when it has none.</summary>
    AWSCredentials? Find(SessionSettings settings);
}

/// <summary>A place that is a profile.</summary>
internal interface IProfileSource : ICredentialSource;
