using System;
using System.Globalization;

namespace BitbucketConnections.Engine.Configuration;

/// <summary>
/// Checks the variables that the SDK parses. For some it throws an exception of .NET, and for others it ignores an invalid value: the user would then call
/// another endpoint than intended.
/// </summary>
internal static class EnvironmentCheck
{
    private const string Boolean = "true or false";
    private static readonly (string Name, string Expected)[] s_rules =
    [
        ("AWS_USE_FIPS_ENDPOINT", Boolean),
        ("AWS_USE_DUALSTACK_ENDPOINT", Boolean),
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", Boolean),
        ("AWS_EC2_METADATA_DISABLED", Boolean),
        ("AWS_MAX_ATTEMPTS", "a number of 1 or more"),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "an http:// or https:// URL"),
        ("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "regional or legacy"),
    ];

    /// <summary>Checks the variables.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: a variable is not valid.</exception>
    public static void Run()
    {
        foreach (var (name, expected) in s_rules)
        {
            if (AwsEnvironment.Get(name) is { } value && !IsValid(value, expected))
            {
                throw ServiceException.FromFindings([new Finding("InvalidEnvironmentSetting", $"The environment variable {name} is '{value}'. Set it to {expected}, or remove it.")]);
            }
        }
    }

    private static bool IsValid(string value, string expected) => expected switch
    {
        Boolean => value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("false", StringComparison.OrdinalIgnoreCase),
        "regional or legacy" => value.Equals("regional", StringComparison.OrdinalIgnoreCase) || value.Equals("legacy", StringComparison.OrdinalIgnoreCase),
        "a number of 1 or more" => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number > 0,
        _ => Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https",
    };
}
