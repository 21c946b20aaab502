using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Executions;
using BitbucketConnections.Engine.Time;
using BitbucketConnections.Failures;

namespace BitbucketConnections.Engine.Diagnosis;

/// <summary>Runs the source of a pipeline again after a repair.</summary>
internal sealed class SourceRun
{
    // IAM applies a change of a policy within seconds, seldom within minutes (facts of the field; the module's limit for new roles).
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(3);
    private static readonly string[] s_permissions = ["ConnectionPermission", "UploadDenied", "KeyDenied", "ArtifactReadDenied", "BucketListDenied", "ActionDenied"];
    private readonly PipelineExecutionService _executions;
    private readonly IClock _clock;

    public SourceRun(PipelineExecutionService executions, IClock clock)
    {
        _executions = executions;
        _clock = clock;
    }

    /// <summary>Runs it, and waits for its result.</summary>
    public async Task<PipelineExecution> RunAsync(string pipelineName, string stageName, bool isChanged, CancellationToken cancellationToken)
    {
        var end = _clock.Uptime + s_limit;
        var execution = isChanged
            ? await _executions.StartAsync(new PipelineStartRequest { PipelineName = pipelineName }, cancellationToken).ConfigureAwait(false)
            : await _executions.RetryStageAsync(new StageRetryRequest { PipelineName = pipelineName, StageName = stageName }, cancellationToken).ConfigureAwait(false);
        while (await FailureAsync(pipelineName, stageName, execution.PipelineExecutionId, end, cancellationToken).ConfigureAwait(false) is { } message
            && ActionFailures.Find(message) is { } known && s_permissions.Contains(known.Id) && isChanged && _clock.Uptime < end)
        {
            await _clock.DelayAsync(s_interval, cancellationToken).ConfigureAwait(false);
            execution = await _executions.RetryStageAsync(new StageRetryRequest { PipelineName = pipelineName, StageName = stageName }, cancellationToken).ConfigureAwait(false);
        }

        return execution;
    }

    // The message of the source that failed; null if it did not fail within the time.
    private async Task<string?> FailureAsync(string pipelineName, string stageName, string executionId, TimeSpan end, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stages = await _executions.GetStateAsync(pipelineName, cancellationToken).ConfigureAwait(false);
            var stage = stages.FirstOrDefault(one => one.StageName == stageName && one.PipelineExecutionId == executionId);
            if (stage is { Status: not "InProgress" })
            {
                return stage.Actions.FirstOrDefault(action => action.Status == "Failed") is { } failed ? failed.ErrorMessage ?? failed.Summary : null;
            }

            if (_clock.Uptime >= end)
            {
                return null;
            }

            await _clock.DelayAsync(s_interval, cancellationToken).ConfigureAwait(false);
        }
    }
}
