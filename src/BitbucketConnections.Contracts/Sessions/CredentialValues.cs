namespace BitbucketConnections;

/// <summary>The current keys of an identity. They have no text form, so they are never shown.</summary>
public sealed class CredentialValues
{
    /// <summary>Initializes a new instance of the <see cref="CredentialValues"/> class.</summary>
    /// <param name="accessKey">The access key id.</param>
    /// <param name="secretKey">The secret access key.</param>
    /// <param name="sessionToken">The session token of temporary credentials; null for long-term credentials.</param>
    public CredentialValues(string accessKey, string secretKey, string? sessionToken = null)
    {
        AccessKey = accessKey;
        SecretKey = secretKey;
        SessionToken = sessionToken;
    }

    /// <summary>Gets the access key id.</summary>
    public string AccessKey { get; }

    /// <summary>Gets the secret access key.</summary>
    public string SecretKey { get; }

    /// <summary>Gets the session token of temporary credentials; null for long-term credentials.</summary>
    public string? SessionToken { get; }
}
