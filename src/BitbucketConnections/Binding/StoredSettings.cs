using System.Management.Automation;

namespace BitbucketConnections.Binding;

/// <summary>The settings that AWS Tools keep in variables of the session.</summary>
internal sealed class StoredSettings(SessionState session)
{
    /// <summary>Gets the Region of <c>$StoredAWSRegion</c>, text or an object; null if there is none.</summary>
    public string? Region => RegionName.Of(session.PSVariable.GetValue("StoredAWSRegion"));

    /// <summary>Gets the credentials of <c>$StoredAWSCredentials</c>; null if there are none.</summary>
    /// <exception cref="ServiceException">Kind ProfileInvalid: they cannot be read. To ignore them would use another identity.</exception>
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
