using System;
using System.IO;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using BitbucketConnections.Engine.Configuration;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Gets credentials from the profile parameter. A profile that does not exist is an error; no other source is used.</summary>
internal sealed class NamedProfile(Profiles profiles) : IProfileSource
{
    public string Describe(SessionSettings settings) =>
        settings.ProfileName is null ? "-ProfileName" : ProfileStore.Describe(settings);

    public AWSCredentials? Find(SessionSettings settings)
    {
        if (settings.ProfileName is null)
        {
            return null;
        }

        return profiles.CredentialsOf(settings, ProfileStore.Find(settings)) ?? throw ProfileStore.NotUsable(settings);
    }
}

/// <summary>Gets credentials from the <c>AWS_PROFILE</c> profile. The profile may have only a Region.</summary>
internal sealed class EnvironmentProfile(Profiles profiles) : IProfileSource
{
    public string Describe(SessionSettings settings) => AwsEnvironment.Get("AWS_PROFILE") is { } name
        ? $"AWS_PROFILE, which specifies {ProfileStore.Describe(name, settings)}"
        : "AWS_PROFILE";

    public AWSCredentials? Find(SessionSettings settings)
    {
        if (settings.ProfileName is not null || AwsEnvironment.Get("AWS_PROFILE") is null)
        {
            return null;
        }

        var profile = ProfileStore.Find(settings) ?? throw ProfileStore.NotUsable(settings);
        return profiles.CredentialsOf(settings, profile)
            ?? (Profiles.IsEmpty(profile) ? null : throw ProfileStore.NotUsable(settings));
    }
}

/// <summary>Gets credentials from the profile <c>default</c>.</summary>
internal sealed class DefaultProfile(Profiles profiles) : IProfileSource
{
    private const string Name = "default";

    public string Describe(SessionSettings settings) => ProfileStore.Describe(Name, settings);

    public AWSCredentials? Find(SessionSettings settings) =>
        ProfileStore.NameOf(settings) == Name ? profiles.CredentialsOf(settings, ProfileStore.Find(settings)) : null;
}

/// <summary>Creates the SDK's credentials from a profile.</summary>
internal sealed class Profiles(InstanceMetadata metadata, HttpClientFactory http)
{
    /// <summary>Determines whether a profile has only settings other than credentials.</summary>
    public static bool IsEmpty(CredentialProfile profile) =>
        profile.Options is { AccessKey: null, SecretKey: null, RoleArn: null, SourceProfile: null, CredentialSource: null, CredentialProcess: null }
            and { SsoSession: null, SsoStartUrl: null, SsoAccountId: null, WebIdentityTokenFile: null, LoginSession: null };

    /// <summary>Gets the credentials of a profile; null if the profile does not exist or has none.</summary>
    /// <exception cref="ServiceException">Kind ProfileInvalid: the credentials of the profile can't be used.</exception>
    public AWSCredentials? CredentialsOf(SessionSettings settings, CredentialProfile? profile)
    {
        if (profile is null)
        {
            return null;
        }

        var used = ProfileChain.WithoutUnusedKeys(profile);
        if (!used.CanCreateAWSCredentials)
        {
            return null;
        }

        var store = ProfileStore.Open(settings);
        if (ProfileChain.FindProblem(used, store) is { } broken)
        {
            throw new ServiceException(ServiceErrorKind.ProfileInvalid, $"{ProfileStore.Sentence(settings)} can't be used: {broken}.");
        }

        var chain = ProfileStore.ChainOf(settings);
        if (chain.Find(p => p.Options.LoginSession is not null) is { } signIn)
        {
            throw new ServiceException(
                ServiceErrorKind.ProfileInvalid,
                $"The profile '{signIn.Name}' uses 'aws login' (login_session), which is not supported. Use a profile with the line "
                + $"'credential_process = aws configure export-credentials --profile {CredentialFailures.Quoted(signIn.Name)} --format process', which gets the credentials from the AWS CLI.");
        }

        // Checked here, because the SDK would wait 15 seconds.
        if (chain.Exists(p => p.Options.CredentialSource == "Ec2InstanceMetadata") && metadata.FindRole() is null)
        {
            throw new ServiceException(
                ServiceErrorKind.ProfileInvalid,
                $"{ProfileStore.Sentence(settings)} gets its credentials from the role of an EC2 instance, and the metadata service returned none. Use another profile on this computer.");
        }

        try
        {
            var made = RegionalRoles.Of(used.GetAWSCredentials(new ProfileChain(store)), new TokenService(settings, http), profile.Name);
            return RegionalRoles.NeedsMfa(made) ? MfaSessions.Share(settings, made) : made;
        }
        catch (Exception failure) when (failure is AmazonClientException or InvalidDataException or InvalidOperationException or ArgumentException)
        {
            // The SDK has no exception type for a profile that can't be used.
            throw ProfileStore.NotUsable(settings, failure);
        }
    }
}
