using System;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>How long it takes until a change shows. The values of <see cref="Recorded"/> are recorded from AWS, where they differ from call to call.</summary>
internal sealed record ResponseTiming
{
    private static readonly ResponseTiming s_none = new();

    /// <summary>Gets the timing that was recorded from AWS.</summary>
    public static ResponseTiming Recorded { get; } = new()
    {
        FirstExecutionListed = TimeSpan.FromSeconds(2),
        ExecutionListed = TimeSpan.FromSeconds(0.8),
        ExecutionFound = TimeSpan.FromSeconds(2),
        ActionShown = TimeSpan.FromSeconds(0.5),
        ApprovalShown = TimeSpan.FromSeconds(5),
        AnswerApplied = TimeSpan.FromSeconds(30),
        Abandoned = TimeSpan.FromSeconds(2),
        StopShown = TimeSpan.FromSeconds(1),
    };

    /// <summary>Gets the time from the creation of a pipeline until ListPipelineExecutions has its execution.</summary>
    public TimeSpan FirstExecutionListed { get; private init; }

    /// <summary>Gets the time from a start until ListPipelineExecutions has the execution.</summary>
    public TimeSpan ExecutionListed { get; private init; }

    /// <summary>Gets the time from a start until GetPipelineExecution finds the execution.</summary>
    public TimeSpan ExecutionFound { get; private init; }

    /// <summary>Gets the time from the start of an action until GetPipelineState has it.</summary>
    public TimeSpan ActionShown { get; private init; }

    /// <summary>Gets the time from the start of an approval until GetPipelineState has its token.</summary>
    public TimeSpan ApprovalShown { get; private init; }

    /// <summary>Gets the time from the answer to an approval until its stage continues and the history has the answer.</summary>
    public TimeSpan AnswerApplied { get; private init; }

    /// <summary>Gets the time from a stop that abandons until the execution is stopped.</summary>
    public TimeSpan Abandoned { get; private init; }

    /// <summary>Gets the time from a stop until the execution has the status Stopping. Its stage has it at once.</summary>
    public TimeSpan StopShown { get; private init; }

    /// <summary>Gets the timing of a sandbox.</summary>
    /// <param name="options">Its options.</param>
    /// <returns>The timing.</returns>
    public static ResponseTiming Of(SandboxOptions options) => options.UsesAwsTiming ? Recorded : s_none;

    /// <summary>Determines whether ListPipelineExecutions has an execution.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="now">The current time.</param>
    /// <returns>True if it does; otherwise false.</returns>
    public bool IsListed(ExecutionRecord execution, DateTimeOffset now) =>
        now >= execution.Started + (execution.Trigger.IsOfCreation ? FirstExecutionListed : ExecutionListed);

    /// <summary>Determines whether GetPipelineState has an action.</summary>
    /// <param name="action">The action.</param>
    /// <param name="now">The current time.</param>
    /// <returns>True if it does; otherwise false. An action that has ended is always there.</returns>
    public bool IsShown(ActionExecutionRecord action, DateTimeOffset now) =>
        !action.IsUnderWay || action.Response is not null || now >= action.Started + (action.IsApproval ? ApprovalShown : ActionShown);

    /// <summary>Gets the status of an execution in lists and details.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The status.</returns>
    public string StatusOf(ExecutionRecord execution, DateTimeOffset now) =>
        execution.Status == ExecutionStatuses.Stopping && now < execution.Updated + StopShown ? ExecutionStatuses.InProgress : execution.Status;
}
