using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using BitbucketConnections.Engine.Calling;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Gets keys from parameters.</summary>
internal sealed class KeyParameters : ICredentialSource
{
    public string Describe(SessionSettings settings) => "-AccessKey and -SecretKey";

    public AWSCredentials? Find(SessionSettings settings)
    {
        if (settings.AccessKey is null && settings.SecretKey is null && settings.SessionToken is null)
        {
            return null;
        }

        if (settings.AccessKey is not { Length: > 0 } || settings.SecretKey is not { Length: > 0 })
        {
            var missing = settings.AccessKey is { Length: > 0 } ? "-SecretKey" : "-AccessKey";
            throw new ServiceException(
                ServiceErrorKind.InvalidInput, $"{missing} is missing. Specify -AccessKey and -SecretKey together.")
            {
                Condition = "IncompleteCredentials",
            };
        }

        return KeyPair.Create(settings.AccessKey!, settings.SecretKey!, settings.SessionToken);
    }
}

/// <summary>Gets credentials from an object that was passed as a parameter.</summary>
internal sealed class CredentialParameter : ICredentialSource
{
    public string Describe(SessionSettings settings) => "-Credential";

    public AWSCredentials? Find(SessionSettings settings) => settings.Credential is { } held ? new HolderCredentials(held) : null;
}

/// <summary>Gets credentials from the object that AWS Tools store in the session.</summary>
internal sealed class DefaultCredential : ICredentialSource
{
    public string Describe(SessionSettings settings) => "$StoredAWSCredentials";

    public AWSCredentials? Find(SessionSettings settings) => settings.DefaultCredential is { } held ? new HolderCredentials(held) : null;
}

/// <summary>Gets the keys from the object for each signature. The object caches and refreshes them.</summary>
internal sealed class HolderCredentials(HeldCredentials held) : AWSCredentials
{
    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        var values = await held.GetAsync(CallScope.Current?.Stop ?? CancellationToken.None).ConfigureAwait(false);
        return new ImmutableCredentials(values.AccessKey, values.SecretKey, values.SessionToken);
    }
}

/// <summary>Creates the SDK's credentials from a pair of keys.</summary>
internal static class KeyPair
{
    public static AWSCredentials Create(string accessKey, string secretKey, string? sessionToken) =>
        sessionToken is { Length: > 0 }
            ? new SessionAWSCredentials(accessKey, secretKey, sessionToken)
            : new BasicAWSCredentials(accessKey, secretKey);
}
