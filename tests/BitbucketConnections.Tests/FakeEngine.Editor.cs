using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The editor of the fake.</summary>
internal sealed partial class FakeEngine
{
    /// <summary>Gets the changes that were asked for.</summary>
    public List<PipelineChanges> Changes { get; } = [];

    /// <summary>Gets or sets what a change would change.</summary>
    public IReadOnlyList<DefinitionDifference> Differences { get; set; } = [new DefinitionDifference { Path = "Stages['Source'].Actions['Source'].Configuration['BranchName']", Existing = "main", Requested = "develop" }];

    /// <summary>Gets or sets what a change does to policies.</summary>
    public IReadOnlyList<string> RoleChanges { get; set; } = [];

    /// <summary>Gets what a change warns of.</summary>
    public List<string> EditWarnings { get; } = [];
}

/// <summary>The editor of the fake.</summary>
internal sealed partial class FakeSession : IPipelineEditor
{
    public IPipelineEditor Editor => this;

    public async Task<PipelineEditPlan> PlanAsync(string pipelineName, PipelineChanges changes, CancellationToken cancellationToken)
    {
        engine.Changes.Add(changes);
        await engine.CallAsync("Plan", diagnostics, cancellationToken, pipelineName);
        var pipeline = engine.Pipelines.Single(p => p.Name == pipelineName);
        return new FakePlan { Before = pipeline, After = pipeline, Differences = engine.Differences, RoleChanges = engine.RoleChanges, Warnings = engine.EditWarnings.FindAll(warning => !changes.GrantsRole || !warning.Contains("-GrantRole")) };
    }

    public async Task<Pipeline> ApplyAsync(PipelineEditPlan plan, CancellationToken cancellationToken)
    {
        await engine.CallAsync("Apply", diagnostics, cancellationToken, plan.After.Name);
        return plan.After;
    }

    private sealed class FakePlan : PipelineEditPlan;
}
