using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Security;
using System.Text.RegularExpressions;
using BitbucketConnections.Commands;
using BitbucketConnections.Commands.Base;

namespace BitbucketConnections.Tests;

/// <summary>Tests the conventions of all cmdlets.</summary>
public sealed class CmdletContractTests
{
    private static readonly HashSet<string> s_changingVerbs = ["New", "Set", "Add", "Remove", "Start", "Stop", "Complete", "Grant", "Approve", "Deny", "Enable", "Disable", "Restart", "Undo", "Skip", "Invoke", "Export", "Import", "Reset", "Repair"];

    // They only create an object, so no confirmation is needed.
    private static readonly HashSet<Type> s_builders = [typeof(NewBitbucketPipelineStageCommand), typeof(NewBitbucketPipelineActionCommand), typeof(NewBitbucketPipelineTriggerCommand), typeof(NewBitbucketPipelineRuleCommand)];
    private static readonly HashSet<string> s_verbs = typeof(VerbsCommon).GetFields().Concat(typeof(VerbsLifecycle).GetFields()).Concat(typeof(VerbsSecurity).GetFields()).Concat(typeof(VerbsDiagnostic).GetFields()).Concat(typeof(VerbsData).GetFields()).Select(f => (string)f.GetValue(null)!).ToHashSet();

    public static IEnumerable<TheoryDataRow<Type>> Cmdlets() => Shell.Cmdlets.Select(c => new TheoryDataRow<Type>(c.Type));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_follows_the_conventions(Type type)
    {
        var cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
        Assert.Equal($"BitbucketConnections.Commands.{cmdlet.VerbName}{cmdlet.NounName}Command", type.FullName);
        Assert.True(type.IsSealed && type.IsPublic);
        Assert.Contains(cmdlet.VerbName, s_verbs);
        Assert.StartsWith("Bitbucket", cmdlet.NounName, StringComparison.Ordinal);
        Assert.True(!cmdlet.NounName.EndsWith('s') || cmdlet.NounName.EndsWith("ss", StringComparison.Ordinal));
        var outputs = type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(a => a.Type).Select(output => output.Name).ToList();
        Assert.NotEmpty(outputs);
        Assert.All(outputs, output => Assert.Matches(@"^(BitbucketConnections\..+|System\.Void|System\.String|System\.Boolean|System\.IO\.FileInfo)$", output));
        Assert.EndsWith($"/{cmdlet.VerbName}-{cmdlet.NounName}.md", cmdlet.HelpUri, StringComparison.Ordinal);
        Assert.True(typeof(CancellableCommand).IsAssignableFrom(type));
    }

    [Theory]
    [InlineData("README.md", "No other cmdlet asks for confirmation.")]
    [InlineData("docs/en-US/about_BitbucketConnections.md", "No other cmdlet asks for confirmation.")]
    public void The_guides_name_exactly_the_cmdlets_that_ask_for_confirmation(string page, string end)
    {
        var text = Regex.Replace(File.ReadAllText(Path.Combine(Sources.Root, page)), @"(?<![\r\n])\r?\n(?!\r?\n|- )\s*", " ");
        var last = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(last > 0, page);
        var paragraph = text[Math.Max(text.LastIndexOf("\n- ", last, StringComparison.Ordinal), text.LastIndexOf("\n\n", last, StringComparison.Ordinal))..last];

        Assert.Equal(
            Shell.Cmdlets.Where(c => c.Type.GetCustomAttribute<CmdletAttribute>()!.ConfirmImpact == ConfirmImpact.High).Select(c => c.Name).Order(),
            Regex.Matches(paragraph, @"\b[A-Z][a-z]+-Bitbucket\w+").Select(match => match.Value).Order());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_change_supports_ShouldProcess_and_a_destructive_removal_has_high_impact(Type type)
    {
        var cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
        Assert.Equal(s_changingVerbs.Contains(cmdlet.VerbName) && !s_builders.Contains(type), cmdlet.SupportsShouldProcess);
        if (!cmdlet.SupportsShouldProcess)
        {
            return;
        }

        var expected = cmdlet.VerbName != "Remove" ? ConfirmImpact.Medium : cmdlet.NounName == "BitbucketTag" ? ConfirmImpact.Low : ConfirmImpact.High;
        Assert.Equal(expected, cmdlet.ConfirmImpact);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Parameters_follow_the_conventions(Type type)
    {
        foreach (var property in type.GetProperties().Where(p => p.GetCustomAttributes<ParameterAttribute>().Any()))
        {
            Assert.Matches(new Regex("^[A-Z][A-Za-z0-9]+$"), property.Name);
            Assert.All(property.GetCustomAttributes<ParameterAttribute>().Where(p => p.Mandatory), p => Assert.False(string.IsNullOrEmpty(p.HelpMessage), property.Name));
            // AWS recognizes a repeated start by its token, which is not a secret.
            if (Regex.IsMatch(property.Name, "Secret|Token|Password") && property.Name != "ClientRequestToken")
            {
                Assert.Equal(typeof(SecureString), property.PropertyType);
            }

            Assert.NotEqual(typeof(bool), property.PropertyType);

            // The Region of a piped connection is not the Region of the pipelines that use it.
            Assert.False(property.Name.EndsWith("Region", StringComparison.Ordinal) && property.GetCustomAttributes<ParameterAttribute>().Any(p => p.ValueFromPipeline || p.ValueFromPipelineByPropertyName), property.Name);
        }

        var sets = type.GetProperties().SelectMany(p => p.GetCustomAttributes<ParameterAttribute>()).Where(p => p.ValueFromPipeline).GroupBy(p => p.ParameterSetName);
        Assert.All(sets, set => Assert.Single(set));
    }
}
