using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Retries a stage. If one of its actions has just failed, waits until AWS shows that the stage failed.</summary>
internal sealed class StageRetry
{
    private const string NotRetryable = "StageNotRetryableException";

    // A stage stays InProgress for 24 to 37 seconds after its approval was rejected (observed).
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(3);
    private readonly PipelineExecutionService _executions;
    private readonly PipelineApi _api;
    private readonly IClock _clock;

    public StageRetry(PipelineExecutionService executions, PipelineApi api, IClock clock)
    {
        _executions = executions;
        _api = api;
        _clock = clock;
    }

    /// <summary>Retries the stage.</summary>
    /// <returns>The id of the execution, which a retry keeps.</returns>
    public async Task<string> RunAsync(StageRetryRequest request, CancellationToken cancellationToken)
    {
        if (request.StageName is null || request.PipelineExecutionId is null)
        {
            return await SendAsync(await FindAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException early) when (early.IsRefusedWith(NotRetryable))
        {
            if (!await WasSettlingAsync(request, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }

        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<StageRetryRequest> FindAsync(StageRetryRequest request, CancellationToken cancellationToken)
    {
        var stages = await SettledAsync(request, cancellationToken).ConfigureAwait(false);
        if (stages.Count > 0)
        {
            return RetryTarget.Find(request, stages);
        }

        // The executions of a PARALLEL pipeline are independent, so only the newest is retried by default.
        var history = new StageHistory(_executions, _api);
        var execution = request.PipelineExecutionId is { } id
            ? await _executions.GetAsync(request.PipelineName, id, cancellationToken).ConfigureAwait(false)
            : await NewestAsync(request.PipelineName, cancellationToken).ConfigureAwait(false);
        return execution is null
            ? RetryTarget.Find(request, await history.ReadUnusedAsync(request.PipelineName, cancellationToken).ConfigureAwait(false))
            : RetryTarget.Find(For(request, execution.PipelineExecutionId), await history.ReadAsync(execution, cancellationToken).ConfigureAwait(false));
    }

    private async Task<BitbucketConnections.PipelineExecution?> NewestAsync(string pipelineName, CancellationToken cancellationToken)
    {
        var page = await _executions.ListAsync(pipelineName, null, cancellationToken).ConfigureAwait(false);
        return page.Items.Count > 0 ? page.Items[0] : null;
    }

    private async Task<IReadOnlyList<BitbucketConnections.StageState>> SettledAsync(StageRetryRequest request, CancellationToken cancellationToken)
    {
        var started = _clock.Uptime;
        var isTold = false;
        while (true)
        {
            var stages = await _executions.ReadStateAsync(request.PipelineName, cancellationToken).ConfigureAwait(false);
            if (RetryTarget.Settling(request, stages) is not { } stage || _clock.Uptime - started >= s_settling)
            {
                return stages;
            }

            if (!isTold)
            {
                isTold = true;
                Tell($"An action of the stage '{stage.StageName}' of '{request.PipelineName}' failed. Waiting until AWS shows that the stage failed.");
            }

            await _clock.DelayAsync(s_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // The refusal is the error of the command if the state can't be read.
    private async Task<bool> WasSettlingAsync(StageRetryRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var stages = await _executions.ReadStateAsync(request.PipelineName, cancellationToken).ConfigureAwait(false);
            return RetryTarget.Settling(request, stages) is not null
                && RetryTarget.Settling(request, await SettledAsync(request, cancellationToken).ConfigureAwait(false)) is null;
        }
        catch (ServiceException unknown)
        {
            Tell($"Cannot determine whether the stage '{request.StageName}' has just failed: {unknown.Message}");
            return false;
        }
    }

    private async Task<string> SendAsync(StageRetryRequest request, CancellationToken cancellationToken)
    {
        var retry = new RetryStageExecutionRequest
        {
            PipelineName = request.PipelineName,
            StageName = request.StageName,
            PipelineExecutionId = request.PipelineExecutionId,
            RetryMode = request.RetryMode,
        };
        try
        {
            var response = await _api.RetryStageAsync(retry, cancellationToken).ConfigureAwait(false);
            return response.PipelineExecutionId ?? retry.PipelineExecutionId!;
        }
        catch (ServiceException again) when (LostAnswers.Explain(again, NotRetryable))
        {
            Tell($"The first attempt completed the retry of execution {retry.PipelineExecutionId}, but its response was lost.");
            return retry.PipelineExecutionId!;
        }
    }

    private void Tell(string message) => _api.Diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, message));

    private static StageRetryRequest For(StageRetryRequest request, string execution) => new()
    {
        PipelineName = request.PipelineName, StageName = request.StageName, PipelineExecutionId = execution, RetryMode = request.RetryMode,
    };
}
