using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal.Util;

namespace BitbucketConnections.Engine.Configuration;

/// <summary>
/// Explains why a profile can't be used. The SDK ignores a profile with an invalid setting, and its exceptions name parameters of its own methods. Values of
/// settings are not shown, because they can be secrets.
/// </summary>
internal static class ProfileProblem
{
    private const string Boolean = "true or false";
    private const string PositiveNumber = "a number of 1 or more";
    private static readonly (string Name, string Expected)[] s_settings =
    [
        ("max_attempts", PositiveNumber),
        ("retry_mode", "standard or adaptive"),
        ("use_fips_endpoint", Boolean),
        ("use_dualstack_endpoint", Boolean),
        ("ignore_configured_endpoint_urls", Boolean),
        ("endpoint_discovery_enabled", Boolean),
        ("ec2_metadata_service_endpoint", "a URL"),
        ("ec2_metadata_service_endpoint_mode", "IPv4 or IPv6"),
        ("s3_use_arn_region", Boolean),
        ("s3_disable_express_session_auth", Boolean),
        ("s3_disable_multiregion_access_points", Boolean),
        ("s3_us_east_1_regional_endpoint", "regional or legacy"),
        ("disable_clock_skew_correction", Boolean),
        ("disable_request_compression", Boolean),
        ("request_min_compression_size_bytes", "a number"),
        ("request_checksum_calculation", "WHEN_SUPPORTED or WHEN_REQUIRED"),
        ("response_checksum_validation", "WHEN_SUPPORTED or WHEN_REQUIRED"),
        ("account_id_endpoint_mode", "preferred, required or disabled"),
        ("credential_source", "Environment, Ec2InstanceMetadata or EcsContainer"),
    ];

    /// <summary>Finds the problem of a profile.</summary>
    /// <param name="name">The name of the profile.</param>
    /// <param name="settings">The settings of the session, with the location of the files.</param>
    /// <returns>The problem as a clause; null if the settings show none.</returns>
    public static string? Find(string name, SessionSettings settings)
    {
        if (Read(name, settings) is not { } profile)
        {
            return null;
        }

        return InvalidSetting(profile) ?? HalfKeys(profile) ?? HalfRole(profile) ?? HalfSso(profile, settings) ?? HalfProcess(profile);
    }

    /// <summary>Determines whether the shared files have a profile.</summary>
    /// <param name="name">The name of the profile.</param>
    /// <param name="settings">The settings of the session.</param>
    public static bool Exists(string name, SessionSettings settings) => Read(name, settings) is not null;

    private static string? InvalidSetting(Dictionary<string, string> profile)
    {
        foreach (var (name, expected) in s_settings)
        {
            if (profile.TryGetValue(name, out var value) && !IsValid(value, expected))
            {
                return $"{name} is not {expected}";
            }
        }

        return null;
    }

    private static bool IsValid(string value, string expected) => expected switch
    {
        "a URL" => Uri.TryCreate(value, UriKind.Absolute, out _),
        "a number" => long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        PositiveNumber => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number > 0,
        _ => expected.Split([", ", " or "], StringSplitOptions.None).Contains(value, StringComparer.OrdinalIgnoreCase),
    };

    private static string? HalfKeys(Dictionary<string, string> profile) => (Has(profile, "aws_access_key_id"), Has(profile, "aws_secret_access_key")) switch
    {
        (true, false) => "aws_access_key_id requires aws_secret_access_key",
        (false, true) => "aws_secret_access_key requires aws_access_key_id",
        _ => null,
    };

    private static string? HalfRole(Dictionary<string, string> profile) =>
        (Has(profile, "role_arn"), Has(profile, "source_profile"), Has(profile, "credential_source"), Has(profile, "web_identity_token_file")) switch
        {
            (true, false, false, false) => "role_arn requires source_profile, credential_source or web_identity_token_file",
            (true, true, true, _) => "it has both source_profile and credential_source",
            (false, true, _, _) => "source_profile requires role_arn",
            (false, _, true, _) => "credential_source requires role_arn",
            (false, _, _, true) => "web_identity_token_file requires role_arn",
            _ => null,
        };

    private static string? HalfSso(Dictionary<string, string> profile, SessionSettings settings)
    {
        var values = new Dictionary<string, string>(profile, StringComparer.OrdinalIgnoreCase);
        if (profile.TryGetValue("sso_session", out var session))
        {
            if (Read(session, settings, isSession: true) is not { } shared)
            {
                return $"the section [sso-session {session}] was not found";
            }

            foreach (var pair in shared)
            {
                values[pair.Key] = pair.Value;
            }
        }

        string[] required = ["sso_start_url", "sso_region", "sso_account_id", "sso_role_name"];
        var missing = required.Where(name => !Has(values, name)).ToList();
        var isSso = session is not null || missing.Count < required.Length;
        return isSso && missing.Count > 0 ? $"SSO requires {string.Join(", ", missing)}" : null;
    }

    private static string? HalfProcess(Dictionary<string, string> profile) =>
        profile.TryGetValue("credential_process", out var command) && string.IsNullOrWhiteSpace(command) ? "credential_process is empty" : null;

    private static bool Has(Dictionary<string, string> profile, string name) => profile.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value);

    // The credentials file takes precedence over the configuration file.
    private static Dictionary<string, string>? Read(string name, SessionSettings settings, bool isSession = false)
    {
        Dictionary<string, string>? found = null;
        foreach (var (path, isConfiguration) in new[] { (SharedCredentialsFile.DefaultConfigFilePath, true), (ProfileStore.CredentialsPath(settings), false) })
        {
            if (Section(path, isConfiguration, name, isSession) is { } section)
            {
                found ??= new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                foreach (var pair in section)
                {
                    found[pair.Key] = pair.Value;
                }
            }
        }

        return found;
    }

    private static Dictionary<string, string>? Section(string path, bool isConfiguration, string name, bool isSession)
    {
        try
        {
            return File.Exists(path) && new ProfileIniFile(path, isConfiguration).TryGetSection(name, isSession, false, out var section, out _) ? section : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            // The error of the file itself is reported by the code that uses the profile.
            return null;
        }
    }
}
