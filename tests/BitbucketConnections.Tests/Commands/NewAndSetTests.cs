using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using BitbucketConnections.Commands;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class NewAndSetTests : IDisposable
{
    // The parameters of New-BitbucketPipeline that Set-BitbucketPipeline does not have, and what does the same.
    private static readonly Dictionary<string, string> s_onlyNew = new()
    {
        ["ApprovalStage"] = "AddStage",
        ["BuildProject"] = "AddStage",
        ["Command"] = "AddStage",
        ["DeployBucket"] = "AddStage",
        ["OutputFile"] = "AddStage",
        ["RetryOnFailure"] = "ReplaceStage",
        ["RollbackOnFailure"] = "ReplaceStage",
        ["TestCommand"] = "AddStage",
        ["TestProject"] = "AddStage",
        ["NoTrigger"] = "ClearTrigger",
        ["Name"] = "PipelineName",
        ["RoleName"] = "RoleArn",
        ["ReuseExisting"] = "ExpectedVersion",
        ["DefinitionOnly"] = "WhatIf",
        ["RoleRetrySeconds"] = "RoleArn",
        ["StartWhenAvailable"] = "AllowPendingConnection",
        ["WaitForConnection"] = "AllowPendingConnection",
        ["Tag"] = "Add-BitbucketTag",
    };

    private readonly Shell _shell = new();

    [Fact]
    public void What_a_new_pipeline_can_have_can_be_changed()
    {
        var (create, change) = (Names(typeof(NewBitbucketPipelineCommand)), Names(typeof(SetBitbucketPipelineCommand)));

        Assert.Equal(s_onlyNew.Keys.Order(StringComparer.Ordinal), create.Except(change).Order(StringComparer.Ordinal));
        Assert.All(s_onlyNew.Values, other => Assert.True(other.Contains('-', StringComparison.Ordinal) ? Shell.Cmdlets.Any(cmdlet => cmdlet.Name == other) : change.Contains(other) || other == "WhatIf", other));
    }

    [Theory]
    [InlineData("-IncludeBranch main, release/* -ExcludeBranch release/old -IncludePath src/** -IncludeTag v*", "main, release/* without release/old; paths src/**|tags v*")]
    [InlineData("-IncludePath src/**", "develop; paths src/**")]
    [InlineData("-PullRequest open -IncludeBranch main", "")]
    [InlineData("-Trigger (New-BitbucketPipelineTrigger -IncludeBranch a) -IncludeTag v*", "a|tags v*")]
    public void The_filters_define_the_trigger(string parameters, string push)
    {
        _shell.Engine.Pipelines.Add(FakeEngine.Pipeline("demo", "arn:aws:codestar-connections:us-east-1:123456789012:connection/c"));

        Assert.Empty(_shell.Run("Set-BitbucketPipeline demo " + parameters).Errors);

        var trigger = _shell.Engine.Changes.Single().TriggerOf!("develop");
        Assert.Equal(push.Split('|').Length, Math.Max(1, trigger.Push?.Count ?? 0));
        Assert.Equal(parameters.Contains("-PullRequest", StringComparison.Ordinal) ? ["OPEN"] : null, trigger.PullRequest?.Single().Events);
        var included = trigger.Push?.SelectMany(filter => (filter.Branches ?? filter.Tags)!.Includes!).ToArray() ?? [];
        Assert.All(included, pattern => Assert.Contains(pattern, push, StringComparison.Ordinal));
    }

    [Fact]
    public void Filters_and_ClearTrigger_exclude_each_other()
    {
        Assert.Equal(["ClearConflict"], _shell.Run("Set-BitbucketPipeline demo -ClearTrigger -IncludeTag v*").Ids);
        Assert.Empty(_shell.Engine.Calls);
    }

    public void Dispose() => _shell.Dispose();

    private static HashSet<string> Names(Type cmdlet) =>
        [.. cmdlet.GetProperties().Where(property => property.GetCustomAttributes<ParameterAttribute>().Any()).Select(property => property.Name)];
}
