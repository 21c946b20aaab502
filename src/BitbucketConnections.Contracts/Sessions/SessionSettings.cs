using System;

namespace BitbucketConnections;

/// <summary>
/// The Region, credentials and endpoint that the caller specified; null for omitted settings. Equal settings
/// share their clients.
/// </summary>
public sealed record SessionSettings
{
    /// <summary>Gets the specified Region, such as <c>us-east-1</c>. It takes precedence over all other sources.</summary>
    public string? Region { get; init; }

    /// <summary>Gets the Region of the ARN or object that the command acts on.</summary>
    public string? InputRegion { get; init; }

    /// <summary>Gets the session default Region (<c>$StoredAWSRegion</c>).</summary>
    public string? DefaultRegion { get; init; }

    /// <summary>Gets the Region to use if no other source has one: the Region of a connection that the command uses.</summary>
    public string? FallbackRegion { get; init; }

    /// <summary>Gets the name of a profile.</summary>
    public string? ProfileName { get; init; }

    /// <summary>Gets the path of the shared credentials file with the profile.</summary>
    public string? ProfileLocation { get; init; }

    /// <summary>Gets the access key id.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Gets the secret access key.</summary>
    public string? SecretKey { get; init; }

    /// <summary>Gets the session token of temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Gets the credentials of an object that was passed as a parameter; <see cref="AccessKey"/> takes precedence.</summary>
    public HeldCredentials? Credential { get; init; }

    /// <summary>
    /// Gets the session default credentials (<c>$StoredAWSCredentials</c>); <see cref="ProfileName"/> takes precedence.
    /// </summary>
    public HeldCredentials? DefaultCredential { get; init; }

    /// <summary>
    /// Gets the prompt for an MFA code. It receives the name of the profile that requires the code, can be
    /// called on any thread, and returns null if no code was entered. Null if the session can't prompt. It belongs to the
    /// caller, but sessions of different callers still share their clients.
    /// </summary>
    public Func<string, string?>? AskMfaCode { get; init; }

    /// <summary>Gets the custom endpoint for all services; null for the AWS endpoints.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>Describes the settings without secrets.</summary>
    /// <returns>The Region, profile and endpoint.</returns>
    public override string ToString() =>
        $"Region={Region}, InputRegion={InputRegion}, DefaultRegion={DefaultRegion}, FallbackRegion={FallbackRegion}, ProfileName={ProfileName}, EndpointUrl={EndpointUrl}";
}
