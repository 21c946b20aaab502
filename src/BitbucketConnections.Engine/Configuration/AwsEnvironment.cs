using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Configuration;

/// <summary>The <c>AWS_</c> environment variables. If they change, for example because a sandbox started, new clients are created.</summary>
internal static class AwsEnvironment
{
    // Every call compares the variables, and .NET copies all variables of the process to list them. So only these are read.
    private static readonly string[] s_names =
    [
        "AWS_ACCESS_KEY_ID", "AWS_ACCOUNT_ID", "AWS_ACCOUNT_ID_ENDPOINT_MODE", "AWS_AUTH_SCHEME_PREFERENCE", "AWS_CONFIG_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CSM_CLIENT_ID", "AWS_CSM_ENABLED",
        "AWS_CSM_HOST", "AWS_CSM_PORT", "AWS_DEFAULTS_MODE", "AWS_DEFAULT_REGION", "AWS_DISABLE_CLOCK_SKEW_CORRECTION", "AWS_DISABLE_REQUEST_COMPRESSION",
        "AWS_EC2_METADATA_DISABLED", "AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "AWS_ENABLE_ENDPOINT_DISCOVERY", "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "AWS_ENDPOINT_URL_CODEBUILD", "AWS_ENDPOINT_URL_CODECONNECTIONS", "AWS_ENDPOINT_URL_CODEGURU_REVIEWER", "AWS_ENDPOINT_URL_CODEPIPELINE",
        "AWS_ENDPOINT_URL_CODESTAR_CONNECTIONS", "AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_KMS", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC",
        "AWS_ENDPOINT_URL_STS", "AWS_EXECUTION_ENV", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_MAX_CONCURRENCY",
        "AWS_LOGIN_CACHE_DIRECTORY", "AWS_MAX_ATTEMPTS", "AWS_PROFILE", "AWS_REGION", "AWS_REQUEST_CHECKSUM_CALCULATION", "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES",
        "AWS_RESPONSE_CHECKSUM_VALIDATION", "AWS_RESTRICT_FILE_PERMISSIONS", "AWS_RETRY_MODE", "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH",
        "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS", "AWS_S3_USE_ARN_REGION", "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "AWS_SDK_UA_APP_ID", "AWS_SECRET_ACCESS_KEY",
        "AWS_SECRET_KEY", "AWS_SESSION_TOKEN", "AWS_SHARED_CREDENTIALS_FILE", "AWS_SIGV4A_SIGNING_REGION_SET", "AWS_STS_REGIONAL_ENDPOINTS", "AWS_USE_DUALSTACK_ENDPOINT",
        "AWS_USE_FIPS_ENDPOINT", "AWS_WEB_IDENTITY_TOKEN_FILE",
    ];

    private static volatile Values s_last = new([]);

    public static string? Get(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Gets the variables that have a custom endpoint.</summary>
    public static IEnumerable<(string Name, string Url)> Endpoints =>
        from name in s_names
        where name.StartsWith("AWS_ENDPOINT_URL", StringComparison.Ordinal)
        let url = Get(name)
        where url is not null
        select (name, url);

    /// <summary>Gets all variables as one string, only for comparison and never for display.</summary>
    public static string Stamp()
    {
        var last = s_last;
        if (!last.AreCurrent)
        {
            s_last = last = new Values(s_names.Select(Environment.GetEnvironmentVariable).ToArray());
        }

        return last.Stamp;
    }

    private sealed class Values(string?[] values)
    {
        public string Stamp { get; } = string.Join("\n", s_names.Zip(values, (name, value) => value is null ? null : name + "=" + value).Where(text => text is not null));

        public bool AreCurrent
        {
            get
            {
                for (var i = 0; i < s_names.Length; i++)
                {
                    if (i >= values.Length || !string.Equals(values[i], Environment.GetEnvironmentVariable(s_names[i]), StringComparison.Ordinal))
                    {
                        return false;
                    }
                }

                return true;
            }
        }
    }
}
