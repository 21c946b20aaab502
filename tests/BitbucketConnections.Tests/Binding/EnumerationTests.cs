using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Tests;

/// <summary>Tests parameters with a fixed list of values, for all cmdlets: other values are refused, and any case is accepted in every culture.</summary>
[Collection("shell")]
public sealed class EnumerationTests : IDisposable
{
    private static readonly Regex s_names = new("(Status|State|Type|Mode|Result|Category|Format|Event)$");

    // AWS adds values to these, or users choose them.
    private static readonly string[] s_open = ["New-BitbucketPipelineAction -ComputeType", "New-BitbucketPipelineAction -ProductType", "New-BitbucketPipelineRule -AlarmState"];

    private readonly Shell _shell = new();

    public static IEnumerable<TheoryDataRow<string, string>> Parameters() =>
        from cmdlet in Shell.Cmdlets
        from property in cmdlet.Type.GetProperties()
        where property.IsDefined(typeof(ValidateSetAttribute), inherit: true)
        select new TheoryDataRow<string, string>(cmdlet.Name, property.Name);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Every_parameter_that_is_an_enumeration_refuses_other_values() => Assert.Empty(
        from cmdlet in Shell.Cmdlets
        from property in cmdlet.Type.GetProperties()
        where property.IsDefined(typeof(ParameterAttribute), inherit: true) && s_names.IsMatch(property.Name)
        where property.PropertyType == typeof(string) || property.PropertyType == typeof(string[])
        where !property.IsDefined(typeof(ValidateSetAttribute), inherit: true)
        let name = $"{cmdlet.Name} -{property.Name}"
        where !s_open.Contains(name)
        select name);

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Any_case_is_accepted_in_any_culture_and_other_values_are_refused(string cmdlet, string parameter)
    {
        var set = Shell.Cmdlets.Single(c => c.Name == cmdlet).Type.GetProperty(parameter)!.GetCustomAttribute<ValidateSetAttribute>()!;

        foreach (var value in set.ValidValues)
        {
            Assert.DoesNotContain("ValidateSet", Bind(cmdlet, parameter, value.ToLowerInvariant()), StringComparison.Ordinal);
            Assert.DoesNotContain("ValidateSet", Bind(cmdlet, parameter, value.ToUpperInvariant()), StringComparison.Ordinal);
        }

        Assert.Contains("ValidateSet", Bind(cmdlet, parameter, "no-such-value"), StringComparison.Ordinal);
        Assert.Empty(_shell.Engine.Calls);
    }

    [Theory]
    [InlineData("(New-BitbucketPipelineAction d -Category deploy -Owner aws -Provider codedeploy -Configuration @{ ApplicationName = 'a'; DeploymentGroupName = 'g' }).ActionTypeId.Category", "Deploy")]
    [InlineData("(New-BitbucketPipelineRule r -Provider deploymentwindow -Configuration @{ Cron = '0 0 9 ? * MON-FRI *' }).RuleTypeId.Provider", "DeploymentWindow")]
    [InlineData("(New-BitbucketPipelineRule r -AlarmName a -AlarmState alarm, ok).Configuration['AlarmStates']", "ALARM,OK")]
    [InlineData("(New-BitbucketPipelineStage s -Action @{ name = 'a'; actionTypeId = @{ category = 'approval'; owner = 'aws'; provider = 'manual' } }).Actions[0].ActionTypeId.ToString()", "Approval/Manual")]
    [InlineData("(New-BitbucketPipelineStage s -Action @{ name = 'a'; actionTypeId = @{ category = 'build'; provider = 'codebuild' }; configuration = @{ ProjectName = 'p'; BatchEnabled = 'TRUE' } }).Actions[0].Configuration['BatchEnabled']", "true")]
    [InlineData("(New-BitbucketPipelineTrigger main -PullRequest open, closed).PullRequest.Events -join ','", "OPEN,CLOSED")]
    public void A_builder_writes_AWSs_spelling(string script, string expected)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            var result = _shell.Run(script);

            Assert.True(result.Errors.Count == 0 && result.Thrown is null, result.All());
            Assert.Equal(expected, result.Output.Single().ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("Get-BitbucketConnection -Name 'fi*'", "FIRST")]
    [InlineData("Get-BitbucketConnection -Status pendıng, available", null)]
    [InlineData("Get-BitbucketConnection -Status avaılable", null)]
    [InlineData("Get-BitbucketPipeline -Name 'fi*'", "FIRST")]
    [InlineData("Get-BitbucketConnectionUsage 'fi*' -SearchRegion us-east-1", "FIRST")]
    [InlineData("Get-BitbucketReviewerAssociation -Name 'fi*'", "FIRST")]
    public void Patterns_ignore_case_in_every_culture(string script, string? expected)
    {
        _shell.Engine.Connections.Add(FakeEngine.Connection("FIRST"));
        _shell.Engine.Pipelines.Add(FakeEngine.Pipeline("FIRST", FakeEngine.Connection("FIRST").ConnectionArn, "ws/FIRST"));
        _shell.Engine.Associations.Add(new ReviewerAssociation
        {
            AssociationArn = "arn:aws:codeguru-reviewer:us-east-1:123456789012:association:x", Name = "FIRST", Owner = "ws", Region = "us-east-1", State = "Associated", ProviderType = "Bitbucket",
        });

        var result = _shell.Run("[cultureinfo]::CurrentCulture = 'tr-TR'; " + script);

        if (expected is null)
        {
            Assert.Contains("ValidateSet", result.All(), StringComparison.Ordinal);
            return;
        }

        Assert.True(result.Errors.Count == 0 && result.Thrown is null, result.All());
        Assert.Single(result.Output);
    }

    // Other parameters are missing, so the command does not run.
    private string Bind(string cmdlet, string parameter, string value)
    {
        var result = _shell.Run(
            "[cultureinfo]::CurrentCulture = 'tr-TR'; & $cmdlet @given",
            ("cmdlet", cmdlet),
            ("given", new System.Collections.Hashtable { [parameter] = value, ["NoSuchParameter"] = 1 }));
        return result.All();
    }
}
