using System;
using System.Linq;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class ScopeTests : IDisposable
{
    private readonly Shell _shell = new();

    public ScopeTests()
    {
        Engine.Connections.Add(FakeEngine.Connection("web"));
        Engine.Connections.Add(FakeEngine.Connection("eu", region: "eu-west-1"));
        Engine.Pipelines.Add(FakeEngine.Pipeline("a", Engine.Connections[0].ConnectionArn));
    }

    private FakeEngine Engine => _shell.Engine;

    private string[] Opened => [.. Engine.Settings.Select(settings => $"{settings.ProfileName}/{settings.Region}")];

    [Theory]
    [InlineData("Get-BitbucketPipeline a")]
    [InlineData("Get-BitbucketPipeline")]
    [InlineData("Get-BitbucketConnection")]
    [InlineData("Get-BitbucketConnection -IncludeTag")]
    [InlineData("Get-BitbucketReviewerAssociation")]
    [InlineData("Get-BitbucketPipelineState a")]
    [InlineData("Get-BitbucketPipelineExecution a")]
    [InlineData("Export-BitbucketPipeline a")]
    [InlineData("Test-BitbucketPipelineTrigger a -Branch main")]
    [InlineData("Start-BitbucketPipeline a")]
    [InlineData("Set-BitbucketPipeline a -Branch x")]
    [InlineData("Remove-BitbucketPipeline a -Confirm:$false")]
    public void A_name_is_processed_in_each_Region_with_each_profile(string command)
    {
        var result = _shell.Run(command + " -Region us-east-1, eu-west-1, us-east-1 -ProfileName dev, prod");

        Assert.Null(result.Thrown);
        Assert.Equal(["dev/eu-west-1", "dev/us-east-1", "prod/eu-west-1", "prod/us-east-1"], Opened.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_results_have_the_order_of_the_profiles_and_Regions()
    {
        var result = _shell.Run("Start-BitbucketPipeline a -Region us-east-1, eu-west-1, ap-south-1");

        Assert.Equal(["us-east-1", "eu-west-1", "ap-south-1"], result.Of<PipelineExecution>().Select(execution => execution.Region));
    }

    [Fact]
    public void An_unusable_profile_is_an_error_and_the_others_are_processed()
    {
        Engine.Failures["Open dev"] = new ServiceException(ServiceErrorKind.ProfileInvalid, "no such profile");

        var result = _shell.Run("Get-BitbucketPipeline -ProfileName dev, prod -Region us-east-1");

        Assert.Equal("no such profile. Profile 'dev', Region us-east-1.", Assert.Single(result.Errors).Exception.Message);
        Assert.Equal("a", Assert.Single(result.Of<Pipeline>()).Name);
    }

    [Fact]
    public void An_unusable_single_profile_ends_the_command()
    {
        Engine.Failures["Open dev"] = new ServiceException(ServiceErrorKind.ProfileInvalid, "no such profile");

        Assert.Equal("no such profile", _shell.Run("$ErrorActionPreference = 'Stop'; Get-BitbucketPipeline -ProfileName dev").Thrown?.Message);
    }

    [Fact]
    public void An_object_is_processed_in_its_own_Region()
    {
        var result = _shell.Run("$p | Start-BitbucketPipeline -Region eu-west-1, us-east-1", ("p", Engine.Pipelines[0]));

        Assert.Equal("us-east-1", Assert.Single(result.Of<PipelineExecution>()).Region);
    }

    [Theory]
    [InlineData("$p | Start-BitbucketPipeline")]
    [InlineData("Start-BitbucketPipeline $p.PipelineArn")]
    [InlineData("$p | Get-BitbucketPipeline")]
    [InlineData("Get-BitbucketPipeline -PipelineArn $p.PipelineArn")]
    [InlineData("$p | Remove-BitbucketPipeline -Confirm:$false")]
    [InlineData("Remove-BitbucketPipeline -PipelineArn $p.PipelineArn -Confirm:$false")]
    [InlineData("$p | Get-BitbucketTag")]
    [InlineData("Test-BitbucketPipelineTrigger $p.PipelineArn -Branch main")]
    public void An_object_of_another_Region_is_an_error(string command)
    {
        var result = _shell.Run(command + " -Region eu-west-1, ap-south-1", ("p", Engine.Pipelines[0]));

        Assert.Equal("RegionNotSpecified", Assert.Single(result.Ids));
        Assert.Contains("is in us-east-1, which is not one of the specified Regions: eu-west-1, ap-south-1.", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Engine.Calls);
    }

    [Theory]
    [InlineData("$p | Get-BitbucketPipeline")]
    [InlineData("Get-BitbucketPipeline -PipelineArn $p.PipelineArn")]
    public void An_error_of_an_object_names_the_Region_of_the_object_and_all_calls_share_the_limit(string command)
    {
        Engine.Failures["GetPipeline"] = new ServiceException(ServiceErrorKind.Service, "no answer.");

        var result = _shell.Run(command + " -Region eu-west-1, us-east-1", ("p", Engine.Pipelines[0]));

        Assert.Equal("no answer. Region us-east-1.", Assert.Single(result.Errors).Exception.Message);
        Assert.Equal(Fleets.DefaultLimit, Assert.Single(Engine.Limits));
    }

    [Fact]
    public void An_error_names_the_Region_that_was_called()
    {
        Engine.Failures["GetPipeline"] = new ServiceException(ServiceErrorKind.Service, "no answer.") { Region = "us-gov-west-1" };

        var result = _shell.Run("Get-BitbucketPipeline a -Region eu-west-1, us-east-1");

        Assert.All(result.Errors, error => Assert.Equal("no answer. Region us-gov-west-1.", error.Exception.Message));
    }

    [Fact]
    public void The_error_of_a_followed_execution_names_its_Region_and_profile()
    {
        for (var poll = 0; poll < 4; poll++)
        {
            Engine.ExecutionPolls.Enqueue(keys => new ExecutionPoll
            {
                IsCompleted = true, Failed = [.. keys.Select(key => new ExecutionFailure { Key = key, Error = new ServiceException(ServiceErrorKind.ExecutionFailed, "failed.") })],
            });
        }

        var result = _shell.Run("Start-BitbucketPipeline a -Wait -Region us-east-1, eu-west-1 -ProfileName dev, prod");

        Assert.Equal(
            ["failed. Profile 'dev', Region eu-west-1.", "failed. Profile 'dev', Region us-east-1.", "failed. Profile 'prod', Region eu-west-1.", "failed. Profile 'prod', Region us-east-1."],
            result.Errors.Select(error => error.Exception.Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_object_belongs_to_one_account()
    {
        var result = _shell.Run("$p | Start-BitbucketPipeline -ProfileName dev, prod", ("p", Engine.Pipelines[0]));

        Assert.Equal("SeveralProfilesForObject", Assert.Single(result.Ids));
        Assert.Empty(Engine.Calls);
    }

    [Fact]
    public void A_pipeline_of_another_account_with_the_same_name_is_not_removed()
    {
        var other = Engine.Pipelines[0] with { PipelineArn = "arn:aws:codepipeline:us-east-1:210987654321:a" };

        var result = _shell.Run("$p | Remove-BitbucketPipeline -Confirm:$false; Remove-BitbucketPipeline -PipelineArn $p.PipelineArn -Confirm:$false", ("p", other));

        Assert.Equal(["PipelineOfAnotherAccount", "PipelineOfAnotherAccount"], result.Ids);
        Assert.Contains("belongs to the account 210987654321. The credentials belong to the account 123456789012", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["GetPipeline a", "GetPipeline a"], Engine.Calls);
    }

    [Fact]
    public void A_change_or_start_of_a_pipeline_object_names_the_pipeline_that_is_meant()
    {
        _shell.Run("$p | Set-BitbucketPipeline -Branch x; $p | Start-BitbucketPipeline; Set-BitbucketPipeline a -Branch x", ("p", Engine.Pipelines[0]));

        Assert.Equal([Engine.Pipelines[0].PipelineArn, null], Engine.Changes.Select(change => change.PipelineArn));
        Assert.Equal(Engine.Pipelines[0].PipelineArn, Engine.RunRequests.OfType<PipelineStartRequest>().Single().PipelineArn);
    }

    [Theory]
    [InlineData("-AccessKey AKIDEXAMPLE -SecretKey x", "-AccessKey")]
    [InlineData("-Credential ([pscredential]::new('AKIDEXAMPLE', [Net.NetworkCredential]::new('', 'x').SecurePassword))", "-Credential")]
    public void Several_profiles_and_other_credentials_exclude_each_other(string credentials, string parameter)
    {
        var result = _shell.Run("Get-BitbucketPipeline -ProfileName dev, prod " + credentials);

        Assert.Equal("SeveralProfilesWithCredentials", Assert.Single(result.Ids));
        Assert.Contains(parameter, result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Engine.Settings);
    }

    [Fact]
    public void The_usage_is_searched_once_for_each_profile_in_all_Regions_together()
    {
        _shell.Run("Get-BitbucketConnectionUsage web -ProfileName dev, prod -Region us-east-1, eu-west-1");

        Assert.Equal(["dev/us-east-1", "prod/us-east-1"], Opened.Distinct().Order(StringComparer.Ordinal));
        Assert.All(Engine.Searches, query => Assert.Equal(["us-east-1", "eu-west-1"], query.Regions));
        Assert.Equal(2, Engine.Searches.Count);
    }

    [Fact]
    public void The_pipelines_of_a_connection_are_searched_in_the_Regions()
    {
        _shell.Run("Get-BitbucketPipeline -ConnectionArn $c -Region us-east-1, eu-west-1", ("c", Engine.Connections[0].ConnectionArn));

        Assert.Equal(["us-east-1", "eu-west-1"], Assert.Single(Engine.Searches).Regions);
    }

    [Fact]
    public void Connections_of_several_Regions_are_those_with_an_ARN_of_them()
    {
        var result = _shell.Run("Get-BitbucketConnection -Region us-east-1, eu-west-1");

        Assert.Equal(["web", "eu"], result.Of<Connection>().Select(connection => connection.ConnectionName));
    }

    [Fact]
    public void The_name_of_a_connection_is_looked_up_once_for_each_profile()
    {
        _shell.Run("Set-BitbucketPipeline a -ConnectionName web -ProfileName dev, prod -Region us-east-1, eu-west-1");

        Assert.Equal(2, Engine.Calls.Count(call => call == "ListAllConnections"));
    }

    [Theory]
    [InlineData("New-BitbucketConnection x")]
    [InlineData("New-BitbucketPipeline x -Connection $c -Repository ws/r -Branch main")]
    [InlineData("Wait-BitbucketConnection web")]
    public void A_cmdlet_for_one_Region_does_not_accept_several(string command)
    {
        var result = _shell.Run(command + " -Region us-east-1, eu-west-1", ("c", Engine.Connections[0]));

        Assert.Equal(["ParameterArgumentTransformationError"], result.Ids);
        Assert.Empty(Engine.Calls);
    }

    public void Dispose() => _shell.Dispose();
}
