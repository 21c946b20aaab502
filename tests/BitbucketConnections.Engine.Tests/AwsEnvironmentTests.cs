#if NET
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using BitbucketConnections.Engine.Configuration;

namespace BitbucketConnections.Engine.Tests;

[Collection("environment")]
public sealed class AwsEnvironmentTests
{
    // Texts of this form that are not variables, and beginnings of names.
    private static readonly string[] s_others =
    [
        "AWS_", "AWS_BACKUP_LOW_COST_WARM", "AWS_BACKUP_WARM", "AWS_BEARER_TOKEN_", "AWS_CLOUDHSM", "AWS_ENDPOINT_URL_", "AWS_INTERNAL_ENV", "AWS_KMS", "AWS_OWNED_CMK",
    ];

    private static readonly Assembly[] s_assemblies =
    [
        typeof(AwsEngine).Assembly, typeof(ClientConfig).Assembly, typeof(Amazon.S3.AmazonS3Config).Assembly,
        typeof(Amazon.KeyManagementService.AmazonKeyManagementServiceConfig).Assembly, typeof(Amazon.SecurityToken.AmazonSecurityTokenServiceConfig).Assembly,
        typeof(Amazon.SSO.AmazonSSOConfig).Assembly, typeof(Amazon.SSOOIDC.AmazonSSOOIDCConfig).Assembly, typeof(Amazon.CodePipeline.AmazonCodePipelineConfig).Assembly,
    ];

    [Fact]
    public void Every_variable_that_the_engine_or_the_SDK_reads_changes_the_stamp()
    {
        using var environment = new EnvironmentScope();
        var read = s_assemblies.SelectMany(Texts).Where(text => Regex.IsMatch(text, "^AWS_[A-Z0-9_]*$")).Except(s_others).ToList();
        var endpoints = s_assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(ClientConfig)) && !type.IsAbstract && type.GetConstructor([]) is not null)
            .Select(type => (string?)typeof(ClientConfig).GetProperty("ServiceId", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(Activator.CreateInstance(type)))
            .OfType<string>().Select(id => "AWS_ENDPOINT_URL_" + Regex.Replace(id, "[ -]", "_").ToUpperInvariant()).ToList();
        Assert.Contains("AWS_SHARED_CREDENTIALS_FILE", read);
        Assert.Contains("AWS_ENDPOINT_URL_CODESTAR_CONNECTIONS", endpoints);

        var missed = new List<string>();
        foreach (var name in read.Union(endpoints).Order(StringComparer.Ordinal))
        {
            var before = AwsEnvironment.Stamp();
            Environment.SetEnvironmentVariable(name, "changed");
            if (AwsEnvironment.Stamp() == before)
            {
                missed.Add(name);
            }

            Environment.SetEnvironmentVariable(name, null);
        }

        Assert.Empty(missed);
    }

    [Fact]
    public void A_stamp_without_a_change_is_the_same_text_and_costs_no_list_of_all_variables()
    {
        using var environment = new EnvironmentScope(("AWS_REGION", "us-east-1"));
        var first = AwsEnvironment.Stamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Assert.Same(first, AwsEnvironment.Stamp());
        }

        // Windows copies the value of each variable that is set.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 1000);

        Environment.SetEnvironmentVariable("AWS_REGION", "eu-west-1");
        Assert.NotEqual(first, AwsEnvironment.Stamp());
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");
        Assert.Equal(first, AwsEnvironment.Stamp());
    }

    private static List<string> Texts(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var texts = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            texts.Add(metadata.GetUserString(handle));
        }

        return texts;
    }
}
#endif
