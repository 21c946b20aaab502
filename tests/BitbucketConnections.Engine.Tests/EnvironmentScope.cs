using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Sets environment variables of the process, removes all other <c>AWS_</c> variables, and restores them afterwards.</summary>
internal sealed class EnvironmentScope : IDisposable
{
    private readonly Dictionary<string, string?> _before = new(StringComparer.Ordinal);

    /// <summary>The config file of all tests, with the profiles <c>team</c>, <c>corp</c> and <c>nearby</c>: the SDK reads its path and content once per process.</summary>
    private static readonly string s_configFile = Path.Combine(Directory.CreateTempSubdirectory("bbc-config-").FullName, "config");

    public EnvironmentScope(params (string Name, string? Value)[] variables)
    {
        // A parallel test would lose its variables.
        Assert.Equal("environment", TestContext.Current.TestCollection?.TestCollectionDisplayName);
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => (string)e.Key).Where(n => n.StartsWith("AWS_", StringComparison.Ordinal)))
        {
            Set(name, null);
        }

        // Tests do not use files of the current user.
        Set("AWS_SHARED_CREDENTIALS_FILE", s_configFile + ".credentials");
        Set("AWS_CONFIG_FILE", s_configFile);
        // Tests do not call a real metadata service or wait for a missing one.
        Set("AWS_EC2_METADATA_DISABLED", "true");
        foreach (var (name, value) in variables)
        {
            Set(name, value);
        }
    }

    [ModuleInitializer]
    internal static void WriteConfig()
    {
        File.WriteAllText(s_configFile, """
            [profile team]
            region = sa-east-1

            [profile corp]
            sso_session = corp-sso
            sso_account_id = 123456789012
            sso_role_name = dev

            [sso-session corp-sso]
            sso_start_url = https://example.awsapps.com/start
            sso_region = us-east-1
            sso_registration_scopes = sso:account:access

            [profile nearby]
            services = near-services

            [services near-services]
            codepipeline =
              endpoint_url = https://near.example/

            """);
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", s_configFile);
    }

    public void Dispose()
    {
        // Removes variables that a test set itself.
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => (string)e.Key).Where(n => n.StartsWith("AWS_", StringComparison.Ordinal)))
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        foreach (var variable in _before)
        {
            Environment.SetEnvironmentVariable(variable.Key, variable.Value);
        }
    }

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
