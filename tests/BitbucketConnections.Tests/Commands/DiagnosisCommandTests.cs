using System;
using System.IO;
using System.Linq;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class DiagnosisCommandTests : IDisposable
{
    private const string Arn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/web";
    private readonly Shell _shell = new();

    public DiagnosisCommandTests() => _shell.Engine.Pipelines.Add(FakeEngine.Pipeline("demo", Arn));

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Test-BitbucketPipeline demo")]
    [InlineData("Get-BitbucketPipeline demo | Test-BitbucketPipeline")]
    [InlineData("'demo' | Test-BitbucketPipeline")]
    public void A_pipeline_is_read_and_checked(string script)
    {
        var result = _shell.Run(script);

        Assert.Empty(result.Errors);
        Assert.Equal("demo", Assert.Single(result.Of<CheckResult>()).PipelineName);
        Assert.Contains(_shell.Engine.Calls, call => call.StartsWith("TestPipeline ", StringComparison.Ordinal) && call.Contains(":demo", StringComparison.Ordinal));
    }

    [Fact]
    public void A_definition_is_checked_as_it_is()
    {
        var result = _shell.Run("$p | Test-BitbucketPipeline", ("p", FakeEngine.Pipeline("next", Arn) with { PipelineArn = null }));

        Assert.Empty(result.Errors);
        Assert.Single(result.Of<CheckResult>());
        Assert.Contains("TestPipeline definition next", _shell.Engine.Calls);
        Assert.DoesNotContain(_shell.Engine.Calls, call => call.StartsWith("GetPipeline", StringComparison.Ordinal));
    }

    [Fact]
    public void A_definition_file_is_checked()
    {
        _shell.Engine.Connections.Add(FakeEngine.Connection("web", "AVAILABLE"));
        var path = Path.Combine(Path.GetTempPath(), $"check-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, """{"pipeline":{"name":"next"}}""");
        try
        {
            var result = _shell.Run("Test-BitbucketPipeline -DefinitionPath $path", ("path", path));

            Assert.Empty(result.Errors);
            Assert.Single(result.Of<CheckResult>());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(CheckStatus.Passed, true)]
    [InlineData(CheckStatus.Warning, true)]
    [InlineData(CheckStatus.Failed, false)]
    [InlineData(CheckStatus.Unknown, false)]
    public void Quiet_is_true_only_if_all_checks_were_made_and_none_failed(CheckStatus status, bool isSound)
    {
        _shell.Engine.CheckStatus = status;

        Assert.Equal(isSound, Assert.Single(_shell.Run("Test-BitbucketPipeline demo -Quiet").Of<bool>()));
        Assert.Equal(isSound, Assert.Single(_shell.Run($"Test-BitbucketConnection -ConnectionArn {Arn} -Quiet").Of<bool>()));
    }

    [Theory]
    [InlineData("Test-BitbucketPipeline demo, nope -Quiet", "PipelineNotFound")]
    [InlineData("Test-BitbucketPipeline 'demo[' -Quiet", "InvalidPipelineName")]
    [InlineData("Test-BitbucketConnection nope -Quiet", "ObjectNotFound")]
    public void Quiet_is_false_if_an_input_could_not_be_checked(string script, string id)
    {
        var result = _shell.Run(script);

        Assert.Equal([id], result.Ids);
        Assert.False(Assert.Single(result.Of<bool>()));
    }

    [Fact]
    public void Connections_are_checked_together_and_once()
    {
        _shell.Engine.Connections.Add(FakeEngine.Connection("web", "AVAILABLE"));
        _shell.Engine.Connections.Add(FakeEngine.Connection("api", "AVAILABLE"));

        var result = _shell.Run("Get-BitbucketConnection | Test-BitbucketConnection; 'web', 'web' | Test-BitbucketConnection -SearchRegion eu-west-1");

        Assert.Empty(result.Errors);
        Assert.Equal(3, result.Of<CheckResult>().Count());
        var calls = _shell.Engine.Calls.Where(call => call.StartsWith("TestConnections", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, calls.Count);
        Assert.Contains(",", calls[0], StringComparison.Ordinal);
        Assert.EndsWith(" in eu-west-1", calls[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-BitbucketPipelineTrigger demo -Branch main -Explain")]
    [InlineData("Get-BitbucketPipeline demo | Test-BitbucketPipelineTrigger -Branch main -Explain")]
    [InlineData("Test-BitbucketPipelineTrigger demo -Branch main -Repository ws/other -Explain")]
    public void An_explanation_gives_checks_instead_of_decisions(string script)
    {
        var result = _shell.Run(script);

        Assert.Empty(result.Errors);
        Assert.Single(result.Of<CheckResult>());
        Assert.Contains("ExplainTrigger demo main", _shell.Engine.Calls);
    }

    [Theory]
    [InlineData(CheckStatus.Passed, true)]
    [InlineData(CheckStatus.Failed, false)]
    public void A_quiet_explanation_is_true_if_nothing_prevents_the_start(CheckStatus status, bool isSound)
    {
        _shell.Engine.CheckStatus = status;

        Assert.Equal(isSound, Assert.Single(_shell.Run("Test-BitbucketPipelineTrigger demo -Branch main -Explain -Quiet").Of<bool>()));
    }

    [Fact]
    public void A_repair_with_nothing_to_do_gives_the_results_of_the_test()
    {
        var result = _shell.Run("Repair-BitbucketPipeline demo");

        Assert.Empty(result.Errors);
        Assert.Single(result.Of<CheckResult>());
        Assert.Equal(["GetPipeline demo", "PlanRepair demo"], _shell.Engine.Calls);
    }

    [Fact]
    public void A_repair_changes_the_pipeline_runs_its_source_and_tests_again()
    {
        _shell.Engine.Repair = new PipelineRepair { Changes = new PipelineChanges { Branch = "develop" }, Reasons = ["Because."], FailedStage = "Source" };

        var result = _shell.Run("Repair-BitbucketPipeline demo -Confirm:$false");

        Assert.Empty(result.Errors);
        Assert.Single(result.Of<CheckResult>());
        Assert.Contains("RunSource demo Source True", _shell.Engine.Calls);
        Assert.StartsWith("TestPipeline ", _shell.Engine.Calls.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_and_a_refused_question_change_nothing()
    {
        _shell.Engine.Repair = new PipelineRepair { Changes = new PipelineChanges { Branch = "develop" }, Reasons = ["Because."], FailedStage = "Source" };

        var result = _shell.Run("Repair-BitbucketPipeline demo -WhatIf");

        Assert.Single(result.Of<CheckResult>());
        Assert.DoesNotContain(_shell.Engine.Calls, call => call.StartsWith("RunSource", StringComparison.Ordinal) || call.StartsWith("Apply", StringComparison.Ordinal) || call.StartsWith("TestPipeline", StringComparison.Ordinal));
    }

    [Fact]
    public void A_connection_for_a_repair_is_found_by_its_name()
    {
        _shell.Engine.Connections.Add(FakeEngine.Connection("next", "AVAILABLE"));

        Assert.Empty(_shell.Run("Repair-BitbucketPipeline demo -ConnectionName next").Errors);

        Assert.Contains("PlanRepair demo " + _shell.Engine.Connections[0].ConnectionArn, _shell.Engine.Calls);
        Assert.Equal(["ConnectionGivenTwice"], _shell.Run($"Repair-BitbucketPipeline demo -ConnectionName next -ConnectionArn {Arn}").Ids);
    }
}
