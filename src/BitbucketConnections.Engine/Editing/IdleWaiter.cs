using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Time;
using BitbucketConnections.Engine.Waiting;

namespace BitbucketConnections.Engine.Editing;

/// <summary>Waits until no execution of a pipeline is in progress.</summary>
internal sealed class IdleWaiter : IPipelineIdleWaiter
{
    private readonly ExecutionsInProgress _executions;
    private readonly IDiagnosticSink _diagnostics;
    private readonly BusyPipeline _pipeline;
    private readonly WaitList<BusyPipeline, BusyState> _waiting;

    public IdleWaiter(ExecutionsInProgress executions, Pipeline pipeline, WaitOptions options, IDiagnosticSink diagnostics, IClock clock)
    {
        _executions = executions;
        _diagnostics = diagnostics;
        _pipeline = new BusyPipeline(pipeline);
        _waiting = new WaitList<BusyPipeline, BusyState>([_pipeline], options, clock);
    }

    public async Task<PipelineIdlePoll> PollAsync(CancellationToken cancellationToken)
    {
        await _waiting.PollAsync(pipeline => pipeline.Pipeline.Name, LookAsync, cancellationToken).ConfigureAwait(false);
        return new PipelineIdlePoll
        {
            Executions = _pipeline.LastSeen?.Executions ?? [],
            Failure = _pipeline.Failure,
            IsCompleted = _waiting.IsCompleted,
            Delay = _waiting.Schedule.Delay,
            Remaining = _waiting.Schedule.Remaining,
        };
    }

    private async Task LookAsync(string name, List<BusyPipeline> pipelines, CancellationToken cancellationToken)
    {
        var found = await _executions.FindAsync(_pipeline.Pipeline, cancellationToken).ConfigureAwait(false);
        if (_pipeline.See(found.Select(execution => execution.ToString()).ToList()))
        {
            _diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Verbose, found.Count == 0 ? $"No execution of '{name}' is in progress." : $"Executions of '{name}' in progress: {string.Join("; ", found)}."));
        }
    }

    private sealed class BusyState(IReadOnlyList<string> executions)
    {
        public IReadOnlyList<string> Executions => executions;
    }

    private sealed class BusyPipeline(Pipeline pipeline) : WaitTarget<BusyState>
    {
        public Pipeline Pipeline => pipeline;

        /// <summary>Stores the executions that a poll found. Returns true if they changed.</summary>
        public bool See(IReadOnlyList<string> executions)
        {
            var isNew = LastSeen is null || !LastSeen.Executions.SequenceEqual(executions, StringComparer.Ordinal);
            LastSeen = new BusyState(executions);
            return isNew;
        }

        protected override bool IsGood(BusyState seen) => seen.Executions.Count == 0;

        protected override ServiceException TimedOut(string when) => new(
            ServiceErrorKind.WaitTimeout,
            $"{when}, the pipeline '{pipeline.Name}' is not idle. Nothing was changed. {(LastSeen is null ? "Its executions could not be read" : ShortList.Join(LastSeen.Executions, "; "))}.")
        {
            Condition = "PipelineWaitTimeout",
            IsRetryable = true,
        };
    }
}
