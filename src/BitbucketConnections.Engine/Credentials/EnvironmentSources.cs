using System;
using Amazon.Runtime;
using BitbucketConnections.Engine.Configuration;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Gets keys from environment variables.</summary>
internal sealed class EnvironmentKeys : ICredentialSource
{
    public string Describe(SessionSettings settings) => "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

    public AWSCredentials? Find(SessionSettings settings) =>
        AwsEnvironment.Get("AWS_ACCESS_KEY_ID") is { } access && AwsEnvironment.Get("AWS_SECRET_ACCESS_KEY") is { } secret
            ? KeyPair.Create(access, secret, AwsEnvironment.Get("AWS_SESSION_TOKEN"))
            : null;
}

/// <summary>Gets a web identity token and role from environment variables, as in a Kubernetes container.</summary>
internal sealed class WebIdentity(HttpClientFactory http) : ICredentialSource
{
    public string Describe(SessionSettings settings) => "AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN";

    public AWSCredentials? Find(SessionSettings settings)
    {
        if (AwsEnvironment.Get("AWS_WEB_IDENTITY_TOKEN_FILE") is null || AwsEnvironment.Get("AWS_ROLE_ARN") is null)
        {
            return null;
        }

        try
        {
            var found = AssumeRoleWithWebIdentityCredentials.FromEnvironmentVariables();
            return new RegionalWebIdentity(found.WebIdentityTokenFile, found.RoleArn, found.RoleSessionName, new TokenService(settings, http));
        }
        catch (ArgumentException failure)
        {
            throw new ServiceException(
                ServiceErrorKind.ProfileInvalid,
                $"{Describe(settings)} can't be used: {failure.Message} Specify the full path of the token file and the ARN of a role.",
                failure)
            {
                Condition = "InvalidWebIdentity",
            };
        }
    }
}

/// <summary>Gets credentials from the container endpoint in the environment variables.</summary>
internal sealed class Container : ICredentialSource
{
    public string Describe(SessionSettings settings) =>
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI";

    public AWSCredentials? Find(SessionSettings settings)
    {
        if (AwsEnvironment.Get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is null && AwsEnvironment.Get("AWS_CONTAINER_CREDENTIALS_FULL_URI") is null)
        {
            return null;
        }

        try
        {
            return new GenericContainerCredentials();
        }
        catch (Exception failure) when (failure is ArgumentException or UriFormatException)
        {
            throw new ServiceException(
                ServiceErrorKind.ProfileInvalid,
                $"{Describe(settings)} can't be used: {failure.Message} Over HTTP, only loopback addresses and the addresses of ECS and EKS are allowed.",
                failure)
            {
                Condition = "CredentialsUnavailable",
            };
        }
    }
}
