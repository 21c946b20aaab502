using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The editor of the fake.</summary>
internal sealed class FakeEditor(FakeEngine engine, IDiagnosticSink diagnostics) : IPipelineEditor
{
    public async Task<PipelineEditPlan> PlanAsync(string pipelineName, PipelineChanges changes, CancellationToken cancellationToken)
    {
        engine.Locked(() => engine.Changes.Add(changes));
        await engine.CallAsync("Plan", diagnostics, cancellationToken, pipelineName);
        var pipeline = engine.Pipelines.Single(p => p.Name == pipelineName);
        var busy = engine.Differences.Count > 0 || changes.WhenIdle ? engine.NextBusy() : [];
        return new FakePlan
        {
            Before = pipeline,
            After = pipeline,
            Differences = engine.Differences,
            IsPipelineWritten = engine.Differences.Count > 0 || changes.Resave,
            RoleChanges = engine.RoleChanges,
            ExecutionNotes = busy,
            IsBusy = busy.Length > 0,
            Warnings = engine.EditWarnings.FindAll(warning => !changes.GrantsRole || !warning.Contains("-GrantRole")),
        };
    }

    public async Task<Pipeline> ApplyAsync(PipelineEditPlan plan, CancellationToken cancellationToken)
    {
        await engine.CallAsync("Apply", diagnostics, cancellationToken, plan.After.Name);
        await engine.CreatedAsync("version 2 of the pipeline " + plan.After.Name, diagnostics, cancellationToken);
        return plan.After;
    }

    public IPipelineIdleWaiter CreateIdleWaiter(PipelineEditPlan plan, WaitOptions options)
    {
        engine.Locked(() => engine.RunRequests.Add(options));
        return new FakeIdleWaiter(engine, diagnostics, plan.Before.Name);
    }

    private sealed class FakeIdleWaiter(FakeEngine engine, IDiagnosticSink diagnostics, string name) : IPipelineIdleWaiter
    {
        public async Task<PipelineIdlePoll> PollAsync(CancellationToken cancellationToken)
        {
            await engine.CallAsync("PollIdle", diagnostics, cancellationToken, name);
            engine.DuringIdleWait?.Invoke();
            var busy = engine.NextBusy();
            return new PipelineIdlePoll
            {
                Executions = busy, Failure = engine.IdleFailure, IsCompleted = engine.IdleFailure is not null || busy.Length == 0, Remaining = System.TimeSpan.FromSeconds(7),
            };
        }
    }

    private sealed class FakePlan : PipelineEditPlan;
}
