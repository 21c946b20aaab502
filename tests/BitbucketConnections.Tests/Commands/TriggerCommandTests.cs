using System;
using System.Linq;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class TriggerCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    public TriggerCommandTests() => _shell.Engine.Pipelines.Add(FakeEngine.Pipeline("demo", "arn:aws:codestar-connections:us-east-1:123456789012:connection/web"));

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Test-BitbucketPipelineTrigger demo -Branch main", true)]
    [InlineData("Test-BitbucketPipelineTrigger demo -Branch refs/heads/main -Repository https://bitbucket.org/ws/repo", true)]
    [InlineData("Test-BitbucketPipelineTrigger demo -Branch develop", false)]
    [InlineData("Test-BitbucketPipelineTrigger demo -TagName v1", false)]
    [InlineData("Test-BitbucketPipelineTrigger demo -PullRequest open -SourceBranch feature -TargetBranch main", false)]
    [InlineData("Get-BitbucketPipeline demo | Test-BitbucketPipelineTrigger -Branch main", true)]
    public void A_decision_says_whether_an_event_starts_the_pipeline_and_why(string script, bool starts)
    {
        var result = _shell.Run(script);

        Assert.Empty(result.Errors);
        var decision = Assert.Single(result.Of<TriggerDecision>());
        Assert.Equal(("demo", "Source", starts), (decision.PipelineName, decision.SourceActionName, decision.Starts));
        Assert.Equal(starts, Assert.Single(_shell.Run(script + " -Quiet").Of<bool>()));
    }

    [Fact]
    public void A_piped_pipeline_needs_no_call()
    {
        var result = _shell.Run("$p | Test-BitbucketPipelineTrigger -Branch main", ("p", _shell.Engine.Pipelines[0]));

        Assert.Single(result.Output);
        Assert.Empty(_shell.Engine.Calls);
        Assert.Empty(_shell.Engine.Settings);
    }

    [Theory]
    [InlineData("Test-BitbucketPipelineTrigger -Branch main", "PipelineMissing")]
    [InlineData("Test-BitbucketPipelineTrigger demo -Branch main -Repository ws/other", "RepositoryNotInPipeline")]
    [InlineData("Test-BitbucketPipelineTrigger demo -Branch main -Repository https://github.com/ws/repo", "UnsupportedRepositoryHost")]
    public void A_missing_value_is_an_error(string script, string id) => Assert.Equal([id], _shell.Run(script).Ids);

    [Fact]
    public void A_secret_in_a_URL_is_never_shown()
    {
        Assert.DoesNotContain("t0p", _shell.Run("Test-BitbucketPipelineTrigger demo -Branch main -Repository https://me:t0p@github.com/ws/repo").All(), StringComparison.Ordinal);
        var push = _shell.Run("Invoke-BitbucketSandboxPush https://me:t0p@bitbucket.org/ws -Branch main");
        Assert.DoesNotContain("t0p", push.All() + string.Join(",", push.Errors.Select(e => e.TargetObject)), StringComparison.Ordinal);
        Assert.Equal(["InvalidRepositoryId"], push.Ids);
    }

    [Fact]
    public void A_push_requires_a_sandbox() => Assert.Equal(["SandboxError"], _shell.Run("Invoke-BitbucketSandboxPush ws/repo -Branch main").Ids);
}
