using System;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Makes calls of the sandbox slow, fail or break, and actions of its pipelines slow or fail, so that scripts can meet it.</summary>
[Cmdlet(VerbsCommon.Set, "BitbucketSandboxFault", DefaultParameterSetName = FaultSet, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Set-BitbucketSandboxFault.md")]
[OutputType(typeof(void))]
public sealed class SetBitbucketSandboxFaultCommand : CancellableCommand
{
    private const string FaultSet = "Fault";
    private const string ActionSet = "Action";
    private const string ClearSet = "Clear";

    /// <summary>Gets or sets the API operation, such as <c>GetConnection</c>; <c>*</c> for all.</summary>
    [Parameter(ParameterSetName = FaultSet, Mandatory = true, Position = 0, HelpMessage = "The API operation, such as GetConnection, or *")]
    [ValidateNotEmpty]
    public string Operation { get; set; } = "*";

    /// <summary>Gets or sets the Region whose calls it happens to; all when not given.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ValidateNotEmpty("Omit -Region to apply the fault in every Region.")]
    [RegionTransformation]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Gets or sets how much longer an answer takes, in milliseconds, 0–600000.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [NumberTransformation]
    [ValidateRange(0, 600000)]
    public int DelayMilliseconds { get; set; }

    /// <summary>Gets or sets the error code to answer with, such as <c>ThrottlingException</c>.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [Parameter(ParameterSetName = ActionSet)]
    [ValidateNotEmpty("Omit -ErrorCode to use the default error code.")]
    public string? ErrorCode { get; set; }

    /// <summary>Gets or sets the message of the error.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [Parameter(ParameterSetName = ActionSet)]
    [ValidateNotEmpty("Omit -Message to use the default message.")]
    public string? Message { get; set; }

    /// <summary>Gets or sets the HTTP status of the error, 400–599.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(400, 599)]
    public int HttpStatusCode { get; set; } = 400;

    /// <summary>Gets or sets whether the connection is cut instead of an answer.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    public SwitchParameter CutConnection { get; set; }

    /// <summary>Gets or sets whether the call takes effect and its answer is lost.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    public SwitchParameter LoseAnswer { get; set; }

    /// <summary>Gets or sets how the actions that fit go.</summary>
    [Parameter(ParameterSetName = ActionSet, Mandatory = true, HelpMessage = "The result of the actions: Succeeded or Failed")]
    [ValidateNotEmpty]
    [ValidateSet("Succeeded", "Failed")]
    public string ActionStatus { get; set; } = "Succeeded";

    /// <summary>Gets or sets the pipeline whose actions are planned; all when not given.</summary>
    [Parameter(ParameterSetName = ActionSet)]
    [ValidateNotEmpty("Omit -PipelineName to set the result for all pipelines.")]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string? PipelineName { get; set; }

    /// <summary>Gets or sets the stage whose actions are planned; all when not given.</summary>
    [Parameter(ParameterSetName = ActionSet)]
    [ValidateNotEmpty("Omit -StageName to set the result for all stages.")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? StageName { get; set; }

    /// <summary>Gets or sets the action that is planned; all of the stage when not given.</summary>
    [Parameter(ParameterSetName = ActionSet)]
    [ValidateNotEmpty("Omit -ActionName to set the result for all actions.")]
    public string? ActionName { get; set; }

    /// <summary>Gets or sets how long the action takes, in seconds, 0–604800.</summary>
    [Parameter(ParameterSetName = ActionSet)]
    [ValidateNotEmpty("Omit -DurationSeconds to keep the default duration.")]
    [NumberTransformation]
    [ValidateRange(0d, 604800d)]
    public double? DurationSeconds { get; set; }

    /// <summary>Gets or sets how many calls it happens to, from 1; all when not given.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [Parameter(ParameterSetName = ActionSet)]
    [ValidateNotEmpty("Omit -Count to apply it to all calls or actions.")]
    [ValidateRange(1, int.MaxValue)]
    public int? Count { get; set; }

    /// <summary>Gets or sets whether all faults are taken away.</summary>
    [Parameter(ParameterSetName = ClearSet, Mandatory = true, HelpMessage = "Remove all faults")]
    public SwitchParameter Clear { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessEach(Operation, () =>
    {
        var sandbox = SandboxSession.Required;
        var (what, change) = ParameterSetName switch
        {
            ClearSet => ("Clear faults", (Action)sandbox.ClearFaults),
            ActionSet => ($"Set the result of {string.Join("/", PipelineName ?? "*", StageName ?? "*", ActionName ?? "*")} to {ActionStatus}", () => sandbox.SetActionOutcome(Outcome())),
            _ => ($"Set fault of {Operation}{(Region is null ? string.Empty : " in " + Region)}", () => sandbox.AddFault(Fault())),
        };
        if (ShouldProcess(sandbox.Info.EndpointUrl.ToString(), what))
        {
            change();
        }
    });

    private SandboxFault Fault() => new()
    {
        Operation = Operation,
        Region = Region,
        Delay = TimeSpan.FromMilliseconds(DelayMilliseconds),
        ErrorCode = ErrorCode,
        Message = Message,
        HttpStatusCode = HttpStatusCode,
        CutConnection = CutConnection,
        LoseAnswer = LoseAnswer,
        Count = Count,
    };

    private SandboxActionOutcome Outcome() => new()
    {
        PipelineName = PipelineName,
        StageName = StageName,
        ActionName = ActionName,
        IsFailure = ActionStatus.Equals("Failed", StringComparison.OrdinalIgnoreCase),
        ErrorCode = ErrorCode,
        Message = Message,
        Duration = DurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Count = Count,
    };
}
