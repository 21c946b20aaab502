using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Json;
using BitbucketConnections.Sandbox.Pipelines;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Runs;

/// <summary>
/// Runs take no time: sources look at their connection, manual approvals wait, all else succeeds. A stage whose action
/// fails ends the run.
/// </summary>
internal sealed class ImmediateRunModel : IRunModel
{
    private readonly Func<DateTimeOffset> _clock;

    /// <summary>Initializes a new instance of the <see cref="ImmediateRunModel"/> class.</summary>
    /// <param name="clock">Tells the time.</param>
    public ImmediateRunModel(Func<DateTimeOffset> clock) => _clock = clock;

    /// <inheritdoc/>
    public void Start(PipelineRun run, AccountState account)
    {
        run.Status = MissingVariable(run) is { } missing ? Refuse(run, missing) : RunStages(run, account);
        run.Updated = _clock();
    }

    /// <inheritdoc/>
    public void Retry(PipelineRun run, StageRun stage, bool keepsSucceeded, AccountState account)
    {
        stage.Actions.RemoveAll(action => !keepsSucceeded || action.Status == RunStatuses.Failed);
        stage.Status = RunStatuses.InProgress;
        run.Status = RunStages(run, account);
        run.Updated = _clock();
    }

    private static string Refuse(PipelineRun run, string variable)
    {
        run.StatusSummary = $"The pipeline variable '{variable}' has no default value and none was given.";
        return RunStatuses.Failed;
    }

    private static string? MissingVariable(PipelineRun run) =>
        run.Declaration.Variables
            .Where(variable => variable.Text("defaultValue") is null)
            .Select(variable => variable.Text("name")!)
            .FirstOrDefault(name => !run.GivenVariables.ContainsKey(name));

    private string RunStages(PipelineRun run, AccountState account)
    {
        foreach (var declared in run.Declaration.Stages)
        {
            var stage = run.Stages.Find(s => s.Name == declared.Name);
            if (stage is null)
            {
                stage = new StageRun { Name = declared.Name };
                run.Stages.Add(stage);
            }

            stage.Status = RunSteps(declared, stage, run, account);
            if (stage.Status != RunStatuses.Succeeded)
            {
                return stage.Status;
            }
        }

        return RunStatuses.Succeeded;
    }

    private string RunSteps(DeclaredStage declared, StageRun stage, PipelineRun run, AccountState account)
    {
        foreach (var step in declared.Steps)
        {
            var results = new List<string>();
            foreach (var action in step)
            {
                // An action that is there already is one that a retry keeps.
                var result = stage.Actions.Find(a => a.Name == action.Name);
                if (result is null)
                {
                    result = RunAction(action, run, account);
                    stage.Actions.Add(result);
                }

                results.Add(result.Status);
            }

            if (results.Contains(RunStatuses.Failed))
            {
                return RunStatuses.Failed;
            }

            if (results.Contains(RunStatuses.InProgress))
            {
                return RunStatuses.InProgress;
            }
        }

        return RunStatuses.Succeeded;
    }

    private ActionRun RunAction(DeclaredAction declared, PipelineRun run, AccountState account)
    {
        var action = new ActionRun { Name = declared.Name, Id = Guid.NewGuid().ToString("D"), Updated = _clock() };
        if (declared.IsConnectionSource)
        {
            ConnectionSource.Run(declared, action, run, account);
        }
        else if (declared.Category == "Approval")
        {
            action.ApprovalToken = Guid.NewGuid().ToString("D");
        }
        else
        {
            action.Status = RunStatuses.Succeeded;
        }

        return action;
    }
}
