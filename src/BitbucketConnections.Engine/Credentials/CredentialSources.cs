using System;
using System.IO;
using Amazon.Runtime;
using BitbucketConnections.Engine.Sessions;

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
                ServiceErrorKind.InvalidInput, $"{missing} is missing; keys are given as -AccessKey and -SecretKey together.")
            {
                ErrorCode = "IncompleteCredentials",
            };
        }

        return KeyPair.Create(settings.AccessKey!, settings.SecretKey!, settings.SessionToken);
    }
}

/// <summary>The profile given as a parameter. A profile that does not exist is an error: no other place is looked at.</summary>
internal sealed class NamedProfile : ICredentialSource
{
    public string Describe(SessionSettings settings) =>
        settings.ProfileName is null ? "-ProfileName" : ProfileStore.Describe(settings);

    public AWSCredentials? Find(SessionSettings settings)
    {
        if (settings.ProfileName is null)
        {
            return null;
        }

        return Profiles.CredentialsOf(settings) ?? throw ProfileStore.NotUsable(settings);
    }
}

/// <summary>Keys in the environment.</summary>
internal sealed class EnvironmentKeys : ICredentialSource
{
    public string Describe(SessionSettings settings) => "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

    public AWSCredentials? Find(SessionSettings settings) =>
        AwsEnvironment.Get("AWS_ACCESS_KEY_ID") is { } access && AwsEnvironment.Get("AWS_SECRET_ACCESS_KEY") is { } secret
            ? KeyPair.Create(access, secret, AwsEnvironment.Get("AWS_SESSION_TOKEN"))
            : null;
}

/// <summary>A web identity token and role in the environment, as in a container of a cluster.</summary>
internal sealed class WebIdentity : ICredentialSource
{
    public string Describe(SessionSettings settings) => "AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN";

    // A profile that AWS_PROFILE names comes before the token, as in the SDK.
    public AWSCredentials? Find(SessionSettings settings)
    {
        if (AwsEnvironment.Get("AWS_PROFILE") is not null || AwsEnvironment.Get("AWS_WEB_IDENTITY_TOKEN_FILE") is null
            || AwsEnvironment.Get("AWS_ROLE_ARN") is null)
        {
            return null;
        }

        try
        {
            return AssumeRoleWithWebIdentityCredentials.FromEnvironmentVariables();
        }
        catch (Exception failure) when (Profiles.IsUnusable(failure))
        {
            throw new ServiceException(
                ServiceErrorKind.ProfileInvalid,
                $"{Describe(settings)} can't be used: {failure.Message} Give the full path of the token's file and the ARN of a role.",
                failure)
            {
                ErrorCode = "InvalidWebIdentity",
            };
        }
    }
}

/// <summary>The profile that <c>AWS_PROFILE</c> names, or <c>default</c>.</summary>
internal sealed class DefaultProfile : ICredentialSource
{
    public string Describe(SessionSettings settings) => ProfileStore.Describe(settings);

    public AWSCredentials? Find(SessionSettings settings) => Profiles.CredentialsOf(settings);
}

/// <summary>Makes the SDK's credentials of a pair of keys.</summary>
internal static class KeyPair
{
    public static AWSCredentials Create(string accessKey, string secretKey, string? sessionToken) =>
        sessionToken is { Length: > 0 }
            ? new SessionAWSCredentials(accessKey, secretKey, sessionToken)
            : new BasicAWSCredentials(accessKey, secretKey);
}

/// <summary>Makes the SDK's credentials of a profile.</summary>
internal static class Profiles
{
    /// <summary>Tells the SDK's ways to say that a profile or token can't be used; it has no type of its own for it.</summary>
    public static bool IsUnusable(Exception failure) =>
        failure is AmazonClientException or InvalidDataException or InvalidOperationException or ArgumentException;

    public static AWSCredentials? CredentialsOf(SessionSettings settings)
    {
        var profile = ProfileStore.Find(settings);
        if (profile is null || !profile.CanCreateAWSCredentials)
        {
            return null;
        }

        try
        {
            return profile.GetAWSCredentials(ProfileStore.Open(settings));
        }
        catch (Exception failure) when (Profiles.IsUnusable(failure))
        {
            throw new ServiceException(
                ServiceErrorKind.ProfileInvalid, $"{ProfileStore.Describe(settings)} can't be used: {failure.Message}", failure);
        }
    }
}
