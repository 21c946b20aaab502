using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Tests;

/// <summary>Tests what completion reads from the command line: the pipeline in every form, and the settings of the call.</summary>
[Collection("shell")]
public sealed class CompletionLineTests : IDisposable
{
    private readonly Shell _shell = new();

    public CompletionLineTests() => _shell.Run("""
        $global:name = 'web'; $global:names = 'web', 'api'; $global:part = 'we'; $global:bag = @{ PipelineName = 'web' }
        $global:stage = [pscustomobject] @{ PSTypeName = 'BitbucketConnections.StageState'; PipelineName = 'web'; StageName = 'Build' }
        """);

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Get-BitbucketPipelineRuleExecution web -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution -StageName '' -PipelineName web -RuleName x -StageName ", false)]
    [InlineData("Get-BitbucketPipelineRuleExecution -Name web -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution -PipelineArn arn:aws:codepipeline:eu-west-1:123456789012:web -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution $name -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution $global:name -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution \"$name\" -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution \"${part}b\" -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution ($name) -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution $names -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution @('web', 'api') -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution $bag.PipelineName -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution $stage.PipelineName -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution -InputObject $stage -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution @bag -StageName ")]
    [InlineData("'web' | Get-BitbucketPipelineRuleExecution -StageName ")]
    [InlineData("$name | Get-BitbucketPipelineRuleExecution -StageName ")]
    [InlineData("$stage | Get-BitbucketPipelineRuleExecution -StageName ")]
    [InlineData("Get-BitbucketPipeline web | Get-BitbucketPipelineRuleExecution -StageName ")]
    [InlineData("Get-BitbucketPipeline -Name $name | Get-BitbucketPipelineRuleExecution -StageName ")]
    [InlineData("Get-BitbucketPipeline \"$name\" | Where-Object Version -gt 3 | Get-BitbucketPipelineRuleExecution -StageName ")]
    [InlineData("Get-BitbucketPipeline web | Start-BitbucketPipeline -Wait | Get-BitbucketPipelineRuleExecution -StageName ")]
    [InlineData("Get-BitbucketPipeline w* | Get-BitbucketPipelineRuleExecution -StageName ", false)]
    [InlineData("Get-ChildItem web | Get-BitbucketPipelineRuleExecution -StageName ", false)]
    [InlineData("Get-BitbucketPipelineRuleExecution (Get-Item web) -StageName ", false)]
    [InlineData("$above = 'other'; $above = 'web'; $above | Get-BitbucketPipelineRuleExecution -StageName ")]
    [InlineData("$above = 'web'\nGet-BitbucketPipelineRuleExecution $above -StageName ")]
    [InlineData("$above = Get-Item web; Get-BitbucketPipelineRuleExecution $above -StageName ", false)]
    [InlineData("Set-BitbucketSandboxFault -PipelineName \"$name\" -StageName ")]
    [InlineData("Get-BitbucketPipelineRuleExecution -StageName ", false)]
    public void The_pipeline_of_the_command_line_is_known(string line, bool isKnown = true)
    {
        var found = _shell.Complete(line).Select(match => match.CompletionText);

        Assert.Equal(isKnown ? ["Source", "Build"] : [], found);
        Assert.Equal(isKnown ? ["GetPipelineState web"] : [], _shell.Engine.Calls);
    }

    [Theory]
    [InlineData("-Region eu-west-1 -StageName ", "eu-west-1", null)]
    [InlineData("-Region eu-west-1,us-east-1 -StageName ", "eu-west-1", null)]
    [InlineData("-PipelineArn arn:aws:codepipeline:eu-west-1:123456789012:web -StageName ", null, "eu-west-1")]
    [InlineData("@where -StageName ", "eu-north-1", null)]
    public void The_Region_of_the_line_is_used(string rest, string? region, string? inputRegion)
    {
        _shell.Run("$global:where = @{ Region = 'eu-north-1' }; $global:StoredAWSRegion = 'eu-south-1'");

        _shell.Complete("Get-BitbucketPipelineRuleExecution " + (inputRegion is null ? "web " : string.Empty) + rest);

        var settings = _shell.Engine.Settings.Last();
        Assert.Equal((region, inputRegion, "eu-south-1"), (settings.Region, settings.InputRegion, settings.DefaultRegion));
    }

    [Fact]
    public void The_endpoint_and_keys_of_the_line_and_the_default_values_of_parameters_are_used()
    {
        _shell.Run("$global:PSDefaultParameterValues = @{ '*-Bitbucket*:ProfileName' = 'team'; 'Get-Other:Region' = 'eu-west-1' }");

        _shell.Complete("Get-BitbucketPipeline -EndpointUrl http://localhost:4566 -AccessKey AK -SecretKey s3cr3t -Name ");

        var settings = _shell.Engine.Settings.Last();
        Assert.Equal(("http://localhost:4566/", "AK", "s3cr3t", "team", (string?)null), (settings.EndpointUrl!.AbsoluteUri, settings.AccessKey, settings.SecretKey, settings.ProfileName, settings.Region));
    }

    [Fact]
    public void Default_values_that_are_disabled_are_not_used()
    {
        _shell.Run("$global:PSDefaultParameterValues = @{ '*-Bitbucket*:ProfileName' = 'team'; Disabled = $true }");

        _shell.Complete("Get-BitbucketPipeline -Name ");

        Assert.Null(_shell.Engine.Settings.Last().ProfileName);
    }

    [Theory]
    [InlineData("Remove-BitbucketTag arn:aws:codepipeline:us-east-1:123456789012:web -TagKey ", "arn:aws:codepipeline:us-east-1:123456789012:web")]
    [InlineData("Get-BitbucketPipeline web | Remove-BitbucketTag -TagKey ", "arn:aws:codepipeline:us-east-1:123456789012:web")]
    [InlineData("Get-BitbucketConnection bb | Remove-BitbucketTag -TagKey ", "arn:aws:codestar-connections:us-east-1:123456789012:connection/bb")]
    public void Keys_of_tags_are_those_of_the_resource_on_the_line(string line, string arn)
    {
        _shell.Engine.Pipelines.Add(FakeEngine.Pipeline("web", "x"));
        _shell.Engine.Connections.Add(FakeEngine.Connection("bb"));
        _shell.Engine.Tags[arn] = new Dictionary<string, string> { ["team"] = "red", ["cost center"] = "1" };

        Assert.Equal(["team", "'cost center'"], _shell.Complete(line).Select(match => match.CompletionText));
        Assert.Equal("team = red", _shell.Complete(line)[0].ToolTip);
    }
}
