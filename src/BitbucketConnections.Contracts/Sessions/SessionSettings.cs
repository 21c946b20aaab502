using System;

namespace BitbucketConnections;

/// <summary>
/// What the caller said about Region, credentials and endpoint; null where nothing was said. Two equal settings
/// share their clients.
/// </summary>
public sealed record SessionSettings
{
    /// <summary>Gets the Region that was said, such as <c>us-east-1</c>. It comes before every other.</summary>
    public string? Region { get; init; }

    /// <summary>Gets the Region of the ARN or object that the command acts on.</summary>
    public string? InputRegion { get; init; }

    /// <summary>Gets the session default Region (<c>$StoredAWSRegion</c>).</summary>
    public string? DefaultRegion { get; init; }

    /// <summary>Gets the Region to take where no other place has one: that of a connection which is only used.</summary>
    public string? FallbackRegion { get; init; }

    /// <summary>Gets the name of a profile.</summary>
    public string? ProfileName { get; init; }

    /// <summary>Gets the path of the shared credentials file the profile is in.</summary>
    public string? ProfileLocation { get; init; }

    /// <summary>Gets the access key id.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Gets the secret access key.</summary>
    public string? SecretKey { get; init; }

    /// <summary>Gets the session token of temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Gets the credentials that an object given as a parameter holds; they come after <see cref="AccessKey"/>.</summary>
    public HeldCredentials? Credential { get; init; }

    /// <summary>
    /// Gets the session default credentials (<c>$StoredAWSCredentials</c>), which come after <see cref="ProfileName"/>.
    /// </summary>
    public HeldCredentials? DefaultCredential { get; init; }

    /// <summary>
    /// Gets what asks a person for the code of an MFA device, with the name of the profile that needs it; it may be
    /// called on any thread and gives back null for no answer. Null where nobody can be asked. It belongs to the
    /// caller, and sessions of different callers share their clients all the same.
    /// </summary>
    public Func<string, string?>? AskMfaCode { get; init; }

    /// <summary>Gets the endpoint to call instead of AWS's own, for all services.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>Names the settings without a secret.</summary>
    /// <returns>The Region, profile and endpoint.</returns>
    public override string ToString() =>
        $"Region={Region}, InputRegion={InputRegion}, DefaultRegion={DefaultRegion}, FallbackRegion={FallbackRegion}, ProfileName={ProfileName}, EndpointUrl={EndpointUrl}";
}
