using System.Collections.Generic;
using Amazon.Runtime.CredentialManagement;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>
/// The profiles from which a role gets its credentials, by the rules of the AWS CLI. A profile with a role and keys can be its own source. If another profile
/// uses it as its source, its keys are used, and not its role. The SDK refuses both.
/// </summary>
internal sealed class ProfileChain(ICredentialProfileSource store) : ICredentialProfileSource
{
    /// <summary>Gets a profile as the source of a role.</summary>
    public bool TryGetProfile(string profileName, out CredentialProfile profile)
    {
        var isFound = store.TryGetProfile(profileName, out profile);
        if (isFound && HasKeys(profile))
        {
            var keys = profile.Options;
            profile = Copy(profile, new CredentialProfileOptions { AccessKey = keys.AccessKey, SecretKey = keys.SecretKey, Token = keys.Token });
        }

        return isFound;
    }

    /// <summary>Removes the keys of a profile that has a role with a source, because the role is used.</summary>
    /// <param name="profile">The active profile.</param>
    /// <returns>The profile.</returns>
    public static CredentialProfile WithoutUnusedKeys(CredentialProfile profile) => profile.Options is { RoleArn.Length: > 0 } role
        && (role.SourceProfile is { Length: > 0 } || role.CredentialSource is { Length: > 0 }) && (role.AccessKey ?? role.SecretKey) is not null
        ? Copy(profile, new CredentialProfileOptions
        {
            RoleArn = role.RoleArn,
            RoleSessionName = role.RoleSessionName,
            SourceProfile = role.SourceProfile,
            CredentialSource = role.CredentialSource,
            ExternalID = role.ExternalID,
            MfaSerial = role.MfaSerial,
        })
        : profile;

    /// <summary>Finds a source that is missing, or sources that are circular.</summary>
    /// <param name="profile">The active profile.</param>
    /// <param name="store">The profiles.</param>
    /// <returns>The problem as a clause; null if there is none.</returns>
    public static string? FindProblem(CredentialProfile profile, ICredentialProfileSource store)
    {
        var names = new List<string> { profile.Name };
        while (profile.Options is { RoleArn.Length: > 0, SourceProfile: { Length: > 0 } next })
        {
            if (!store.TryGetProfile(next, out profile))
            {
                return $"its source_profile '{next}' was not found or has a setting that is not valid";
            }

            if (HasKeys(profile))
            {
                return null;
            }

            if (names.Contains(next))
            {
                names.Add(next);
                return $"its source_profile is circular ({string.Join(" > ", names)}). The last source_profile must have keys, SSO or a credential process";
            }

            names.Add(next);
        }

        return null;
    }

    private static bool HasKeys(CredentialProfile profile) => profile.Options is { AccessKey.Length: > 0, SecretKey.Length: > 0 };

    private static CredentialProfile Copy(CredentialProfile profile, CredentialProfileOptions options) => new(profile.Name, options) { Region = profile.Region };
}
