using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.Runs;
using BitbucketConnections.Sandbox.Services;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines;

/// <summary>Starts runs of pipelines.</summary>
internal sealed class RunStarter
{
    private readonly IRunModel _model;

    /// <summary>Initializes a new instance of the <see cref="RunStarter"/> class.</summary>
    /// <param name="model">How runs go on.</param>
    public RunStarter(IRunModel model) => _model = model;

    /// <summary>Starts a run of the newest version.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="call">The call that starts it.</param>
    /// <param name="trigger">What starts it.</param>
    /// <returns>The run.</returns>
    public PipelineRun Start(PipelineRecord pipeline, ServiceCall call, RunTrigger trigger)
    {
        var run = new PipelineRun
        {
            Sequence = call.State.NextSequence(),
            Id = Guid.NewGuid().ToString("D"),
            Version = pipeline.Versions.Count,
            Declaration = pipeline.Current,
            TriggerType = trigger.Type,
            TriggerDetail = call.CallerArn,
            Started = call.Now,
            Updated = call.Now,
            GivenVariables = trigger.Variables,
            GivenRevisions = trigger.Revisions,
        };
        pipeline.Runs.Add(run);
        _model.Start(run, call.Account);
        return run;
    }
}

/// <summary>What starts a run.</summary>
/// <param name="Type">The trigger type.</param>
/// <param name="Variables">The variables given.</param>
/// <param name="Revisions">The commits given, by source action.</param>
internal sealed record RunTrigger(string Type, IReadOnlyDictionary<string, string> Variables, IReadOnlyDictionary<string, string> Revisions)
{
    /// <summary>Gets the trigger of the run that follows a creation.</summary>
    public static RunTrigger Create { get; } = new("CreatePipeline", new Dictionary<string, string>(), new Dictionary<string, string>());
}
