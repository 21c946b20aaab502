using System.Linq;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Goes through the places where credentials can be, in the order of the documentation.</summary>
internal static class CredentialResolver
{
    private static readonly ICredentialSource[] s_sources =
    [
        new KeyParameters(),
        new NamedProfile(),
        new EnvironmentKeys(),
        new WebIdentity(),
        new DefaultProfile(),
    ];

    /// <summary>Finds the credentials; calls nothing.</summary>
    /// <exception cref="ServiceException">None anywhere, or the place that was named can't be used.</exception>
    public static FoundCredentials Resolve(SessionSettings settings)
    {
        foreach (var source in s_sources)
        {
            if (source.Find(settings) is { } credentials)
            {
                return new FoundCredentials(credentials, source.Describe(settings));
            }
        }

        throw new ServiceException(
            ServiceErrorKind.CredentialsNotFound,
            $"No credentials are found. Looked at: {string.Join(", ", s_sources.Select(s => s.Describe(settings)))}. "
            + "Give -ProfileName, or -AccessKey and -SecretKey, or set the environment variables.");
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
