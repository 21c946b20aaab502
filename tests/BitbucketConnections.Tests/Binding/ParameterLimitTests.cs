using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace BitbucketConnections.Tests;

/// <summary>The limits of numeric parameters and texts, repeated here so that a changed bound is noticed.</summary>
public sealed class ParameterLimitTests
{
    private static readonly string[] s_limits =
    [
        "Approve-BitbucketPipelineAction Summary 0 512",
        "Deny-BitbucketPipelineAction Summary 0 512",
        "Export-BitbucketPipeline Version 1 2147483647",
        "Get-BitbucketPipeline Version 1 2147483647",
        "Get-BitbucketPipelineLog PollIntervalSeconds 1 300",
        "Get-BitbucketPipelineLog Tail 1 10000",
        "Get-BitbucketPipelineLog TimeoutSeconds 1 604800",
        "New-BitbucketPipeline PollIntervalSeconds 1 300",
        "New-BitbucketPipeline RoleRetrySeconds 0 600",
        "New-BitbucketPipeline TimeoutSeconds 1 86400",
        "New-BitbucketPipelineAction Alarm 1 10",
        "New-BitbucketPipelineAction CriticalThreshold 0 2147483647",
        "New-BitbucketPipelineAction DeploymentTimeout 1 2147483647",
        "New-BitbucketPipelineAction FailureTolerancePercentage 0 100",
        "New-BitbucketPipelineAction FuzzEventCount 1 10000",
        "New-BitbucketPipelineAction FuzzEventThrottle 1 1000",
        "New-BitbucketPipelineAction HighThreshold 0 2147483647",
        "New-BitbucketPipelineAction ImageContainer 1 4",
        "New-BitbucketPipelineAction JobTimeoutMinutes 1 2147483647",
        "New-BitbucketPipelineAction Latitude -90 90",
        "New-BitbucketPipelineAction Longitude -180 180",
        "New-BitbucketPipelineAction LowThreshold 0 2147483647",
        "New-BitbucketPipelineAction MaxBatch 1 2147483647",
        "New-BitbucketPipelineAction MaxConcurrentPercentage 1 100",
        "New-BitbucketPipelineAction MaxError 0 2147483647",
        "New-BitbucketPipelineAction MediumThreshold 0 2147483647",
        "New-BitbucketPipelineAction RunOrder 1 999",
        "New-BitbucketPipelineAction TimeoutInMinutes 5 86400",
        "New-BitbucketPipelineRule TimeoutInMinutes 5 86400",
        "New-BitbucketPipelineRule WaitTimeInMinutes 0 2147483647",
        "Restart-BitbucketPipelineStage PollIntervalSeconds 1 300",
        "Restart-BitbucketPipelineStage TimeoutSeconds 1 604800",
        "Set-BitbucketPipeline ExpectedVersion 1 2147483647",
        "Set-BitbucketPipeline PollIntervalSeconds 1 300",
        "Set-BitbucketPipeline TimeoutSeconds 1 604800",
        "Set-BitbucketSandboxClock ForwardSeconds 0 315360000",
        "Set-BitbucketSandboxFault Count 1 2147483647",
        "Set-BitbucketSandboxFault DelayMilliseconds 0 600000",
        "Set-BitbucketSandboxFault DurationSeconds 0 604800",
        "Set-BitbucketSandboxFault HttpStatusCode 400 599",
        "Set-BitbucketSandboxLimit ConcurrentExecutionQuota 1 2147483647",
        "Set-BitbucketSandboxLimit ConnectionQuota 0 2147483647",
        "Set-BitbucketSandboxLimit PipelineQuota 0 2147483647",
        "Set-BitbucketSandboxLimit RequestsPerSecond 0.01 1000000",
        "Set-BitbucketSandboxLimit RoleQuota 0 2147483647",
        "Skip-BitbucketPipelineCondition PollIntervalSeconds 1 300",
        "Skip-BitbucketPipelineCondition TimeoutSeconds 1 604800",
        "Start-BitbucketPipeline PollIntervalSeconds 1 300",
        "Start-BitbucketPipeline TimeoutSeconds 1 604800",
        "Start-BitbucketSandbox ActionSeconds 0 3600",
        "Start-BitbucketSandbox PolicyPropagationSeconds 0 600",
        "Start-BitbucketSandbox Port 1 65535",
        "Start-BitbucketSandbox RolePropagationSeconds 0 600",
        "Undo-BitbucketPipelineStage PollIntervalSeconds 1 300",
        "Undo-BitbucketPipelineStage TimeoutSeconds 1 604800",
        "Wait-BitbucketConnection PollIntervalSeconds 1 300",
        "Wait-BitbucketConnection TimeoutSeconds 1 86400",
        "Wait-BitbucketPipelineExecution PollIntervalSeconds 1 300",
        "Wait-BitbucketPipelineExecution TimeoutSeconds 1 604800",
        "Wait-BitbucketReviewerAssociation PollIntervalSeconds 1 300",
        "Wait-BitbucketReviewerAssociation TimeoutSeconds 1 86400",
    ];

    private const string Parallel = " ThrottleLimit 1 256";

    [Fact]
    public void The_limits_are_these() => Assert.Equal(s_limits, Found().Where(limit => !limit.EndsWith(Parallel, StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_ThrottleLimit_has_the_same_range_and_default() => Assert.All(
        Shell.Cmdlets.Where(cmdlet => cmdlet.Type.GetProperty("ThrottleLimit") is not null),
        cmdlet =>
        {
            Assert.Contains(cmdlet.Name + Parallel, Found());
            Assert.Equal(16, cmdlet.Type.GetProperty("ThrottleLimit")!.GetValue(Activator.CreateInstance(cmdlet.Type)));
        });

    private static IEnumerable<string> Found() =>
        from cmdlet in Shell.Cmdlets
        from property in cmdlet.Type.GetProperties()
        from attribute in property.GetCustomAttributes<ValidateArgumentsAttribute>()
        let bounds = attribute switch
        {
            ValidateRangeAttribute range => $"{range.MinRange} {range.MaxRange}",
            ValidateLengthAttribute length => $"{length.MinLength} {length.MaxLength}",
            ValidateCountAttribute count => $"{count.MinLength} {count.MaxLength}",
            _ => null,
        }
        where bounds is not null
        select $"{cmdlet.Name} {property.Name} {bounds}";
}
