using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using BitbucketConnections.Engine.Calling;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Keys given as parameters.</summary>
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

/// <summary>An object that holds credentials, given as a parameter.</summary>
internal sealed class CredentialParameter : ICredentialSource
{
    public string Describe(SessionSettings settings) => "-Credential";

    public AWSCredentials? Find(SessionSettings settings) => settings.Credential is { } held ? new HolderCredentials(held) : null;
}

/// <summary>The object that AWS Tools keep for the shell.</summary>
internal sealed class DefaultCredential : ICredentialSource
{
    public string Describe(SessionSettings settings) => "$StoredAWSCredentials";

    public AWSCredentials? Find(SessionSettings settings) => settings.DefaultCredential is { } held ? new HolderCredentials(held) : null;
}

/// <summary>Asks the object for each signature: when its keys expire is its own affair, and it keeps them as long as they last.</summary>
internal sealed class HolderCredentials(HeldCredentials held) : AWSCredentials
{
    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        var values = await held.GetAsync(CallScope.Current?.Stop ?? CancellationToken.None).ConfigureAwait(false);
        return new ImmutableCredentials(values.AccessKey, values.SecretKey, values.SessionToken);
    }
}

/// <summary>Makes the SDK's credentials of a pair of keys.</summary>
internal static class KeyPair
{
    public static AWSCredentials Create(string accessKey, string secretKey, string? sessionToken) =>
        sessionToken is { Length: > 0 }
            ? new SessionAWSCredentials(accessKey, secretKey, sessionToken)
            : new BasicAWSCredentials(accessKey, secretKey);
}
