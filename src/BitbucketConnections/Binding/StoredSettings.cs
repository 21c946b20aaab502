using System.Management.Automation;

namespace BitbucketConnections.Binding;

/// <summary>What AWS Tools keep in variables of the shell, as the caller sees them.</summary>
internal sealed class StoredSettings(SessionState session)
{
    /// <summary>Gets the Region of <c>$StoredAWSRegion</c>, a text or an object; null for none.</summary>
    public string? Region => RegionName.Of(session.PSVariable.GetValue("StoredAWSRegion"));

    /// <summary>Gets the credentials of <c>$StoredAWSCredentials</c>; null for none.</summary>
    /// <exception cref="ServiceException">Kind ProfileInvalid: they can't be read. To pass over them would be to act as somebody else.</exception>
    public HeldCredentials? Credential
    {
        get
        {
            var stored = session.PSVariable.GetValue("StoredAWSCredentials");
            return stored is null ? null : CredentialObject.Hold(stored) ?? throw new ServiceException(
                ServiceErrorKind.ProfileInvalid,
                $"$StoredAWSCredentials is a {stored.GetType().FullName}, which contains no credentials. Set it with Set-AWSCredential, or remove it with Clear-AWSCredential.")
            {
                Condition = "InvalidStoredCredentials",
            };
        }
    }
}
