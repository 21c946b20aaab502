using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Inputs;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Simulates slow or failed calls, actions and rules in the sandbox, so that scripts can be tested with them.</summary>
[Cmdlet(VerbsCommon.Set, "BitbucketSandboxFault", DefaultParameterSetName = FaultSet, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Set-BitbucketSandboxFault.md")]
[OutputType(typeof(void))]
public sealed class SetBitbucketSandboxFaultCommand : CancellableCommand
{
    private const string AcceptedInput = "Pipe connections, their names or ARNs.";
    private const string FaultSet = "Fault";
    private const string ActionSet = "Action";
    private const string RuleSet = "Rule";
    private const string AlarmSet = "Alarm";
    private const string ConnectionSet = "Connection";
    private const string RegionSet = "Region";
    private const string ClearSet = "Clear";
    private const string Accepted = AcceptedInput;
    private ParameterRow? _row;

    /// <summary>Gets or sets the API operation, such as <c>GetConnection</c>; <c>*</c> for all.</summary>
    [Parameter(ParameterSetName = FaultSet, Mandatory = true, Position = 0, HelpMessage = "The API operation, such as GetConnection, or *")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(OperationCompleter))]
    public string Operation { get; set; } = "*";

    /// <summary>Gets or sets the affected Region. Default: all Regions.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [Parameter(ParameterSetName = RegionSet, Mandatory = true, HelpMessage = "The Region, such as eu-west-1")]
    [ValidateNotEmpty("Omit -Region to apply the fault in every Region.")]
    [RegionTransformation]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Gets or sets the delay of the answer in milliseconds, 0–600000.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [NumberTransformation]
    [ValidateRange(0, 600000)]
    [CompletesNothing]
    public int DelayMilliseconds { get; set; }

    /// <summary>Gets or sets the error code of the answer, such as <c>ThrottlingException</c>.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [Parameter(ParameterSetName = ActionSet)]
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotEmpty("Omit -ErrorCode to use the default error code.")]
    [CompletesNothing]
    public string? ErrorCode { get; set; }

    /// <summary>Gets or sets the message of the error.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [Parameter(ParameterSetName = ActionSet)]
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotEmpty("Omit -Message to use the default message.")]
    [CompletesNothing]
    public string? Message { get; set; }

    /// <summary>Gets or sets the HTTP status of the error, 400–599.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(400, 599)]
    [CompletesNothing]
    public int HttpStatusCode { get; set; } = 400;

    /// <summary>Gets or sets whether to close the connection instead of answering.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    public SwitchParameter CutConnection { get; set; }

    /// <summary>Gets or sets whether to perform the call but lose its answer.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    public SwitchParameter LoseAnswer { get; set; }

    /// <summary>Gets or sets the result of the matching actions.</summary>
    [Parameter(ParameterSetName = ActionSet, Mandatory = true, HelpMessage = "The result of the actions: Succeeded or Failed")]
    [ValidateNotEmpty]
    [ValidateSet("Succeeded", "Failed")]
    public string ActionStatus { get; set; } = "Succeeded";

    /// <summary>Gets or sets the result of the matching rules of stage conditions.</summary>
    [Parameter(ParameterSetName = RuleSet, Mandatory = true, HelpMessage = "The result of the rules: Succeeded or Failed")]
    [ValidateNotEmpty]
    [ValidateSet("Succeeded", "Failed")]
    public string RuleStatus { get; set; } = "Succeeded";

    /// <summary>Gets or sets the pipeline of the actions or rules. Default: all pipelines.</summary>
    [Parameter(ParameterSetName = ActionSet)]
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotEmpty("Omit -PipelineName to set the result for all pipelines.")]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string? PipelineName { get; set; }

    /// <summary>Gets or sets the stage of the actions or rules. Default: all stages.</summary>
    [Parameter(ParameterSetName = ActionSet)]
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotEmpty("Omit -StageName to set the result for all stages.")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? StageName { get; set; }

    /// <summary>Gets or sets the action. Default: all actions of the stage.</summary>
    [Parameter(ParameterSetName = ActionSet)]
    [ValidateNotEmpty("Omit -ActionName to set the result for all actions.")]
    [ArgumentCompleter(typeof(ActionNameCompleter))]
    public string? ActionName { get; set; }

    /// <summary>Gets or sets the lines that builds and commands write to their log. Default: lines of the sandbox.</summary>
    [Parameter(ParameterSetName = ActionSet)]
    [ValidateNotEmpty("Omit -Log to write the default log.")]
    [CompletesNothing]
    public string[]? Log { get; set; }

    /// <summary>Gets or sets the rule. Default: all rules of the stage.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotEmpty("Omit -RuleName to set the result for all rules.")]
    [ArgumentCompleter(typeof(DefinedRuleCompleter))]
    public string? RuleName { get; set; }

    /// <summary>Gets or sets the duration of the action or rule in seconds, 0–604800.</summary>
    [Parameter(ParameterSetName = ActionSet)]
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotEmpty("Omit -DurationSeconds to keep the default duration.")]
    [NumberTransformation]
    [ValidateRange(0d, 604800d)]
    [CompletesNothing]
    public double? DurationSeconds { get; set; }

    /// <summary>Gets or sets how many calls, actions or rules are affected, from 1. Default: all.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [Parameter(ParameterSetName = ActionSet)]
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotEmpty("Omit -Count to apply it to all calls, actions or rules.")]
    [ValidateRange(1, int.MaxValue)]
    [CompletesNothing]
    public int? Count { get; set; }

    /// <summary>Gets or sets the CloudWatch alarm whose state changes.</summary>
    [Parameter(ParameterSetName = AlarmSet, Mandatory = true, HelpMessage = "The name of the CloudWatch alarm")]
    [ValidateNotEmpty]
    [CompletesNothing]
    public string AlarmName { get; set; } = string.Empty;

    /// <summary>Gets or sets the state of the alarm.</summary>
    [Parameter(ParameterSetName = AlarmSet, Mandatory = true, HelpMessage = "The state of the alarm: ALARM, OK or INSUFFICIENT_DATA")]
    [ValidateNotEmpty]
    [ValidateSet("ALARM", "OK", "INSUFFICIENT_DATA")]
    public string AlarmState { get; set; } = "ALARM";

    /// <summary>Gets or sets the connection whose status changes, as an object, ARN or name, or as an object or hashtable with one of them.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The connection, its ARN or its name")]
    [ValidateNotEmpty(AcceptedInput)]
    [CompletesNothing]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the connection whose status changes, as an ARN, a name or an object.</summary>
    [Parameter(ParameterSetName = ConnectionSet, Mandatory = true, HelpMessage = "The ARN or the name of the connection")]
    [Alias("Connection", "ConnectionName", "Arn", "Name")]
    [ConnectionArnTransformation]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ConnectionArnCompleter))]
    public string ConnectionArn { get; set; } = string.Empty;

    /// <summary>Gets or sets the status of the connection.</summary>
    [Parameter(ParameterSetName = ParameterSets.ByInputObject, Mandatory = true, HelpMessage = "The status of the connection: ERROR, PENDING or AVAILABLE")]
    [Parameter(ParameterSetName = ConnectionSet, Mandatory = true, HelpMessage = "The status of the connection: ERROR, PENDING or AVAILABLE")]
    [ValidateNotEmpty]
    [ValidateSet(ConnectionStatuses.Error, ConnectionStatuses.Pending, ConnectionStatuses.Available)]
    public string ConnectionStatus { get; set; } = ConnectionStatuses.Error;

    /// <summary>Gets or sets how the Region answers.</summary>
    [Parameter(ParameterSetName = RegionSet, Mandatory = true, HelpMessage = "How the Region answers: Denied, ServiceControlPolicy, NotEnabled, Silent or Available")]
    public SandboxRegionStatus RegionStatus { get; set; }

    /// <summary>Gets or sets whether to remove all faults.</summary>
    [Parameter(ParameterSetName = ClearSet, Mandatory = true, HelpMessage = "Remove all faults")]
    public SwitchParameter Clear { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _row = new ParameterRow(this, typeof(CancellableCommand));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject.Length == 0)
        {
            ProcessEach(ParameterSetName == ConnectionSet ? ConnectionArn : Operation, () => Process(ParameterSetName));
            return;
        }

        foreach (var input in InputObject.Select(element => new PipedInput(element)))
        {
            ProcessEach(input.Value, () =>
            {
                Take(input, _row!);
                Process(ConnectionSet);
            });
        }
    }

    private void Take(PipedInput input, ParameterRow row)
    {
        row.Reset();
        if (input.Text is { } text)
        {
            row.Set(nameof(ConnectionArn), text);
        }
        else if (NewInput.IsRow(input) || NewInput.IsConnection(input))
        {
            row.Bind(input, Accepted);
        }
        else
        {
            throw NewInput.Unexpected(input, Accepted);
        }

        if (!row.IsGiven(nameof(ConnectionArn)))
        {
            throw row.Missing([nameof(ConnectionArn)]);
        }
    }

    private void Process(string set)
    {
        var sandbox = SandboxSession.Required;
        var (what, change) = set switch
        {
            ClearSet => ("Clear faults", (Action)sandbox.ClearFaults),
            ConnectionSet => ($"Set the status of {ConnectionArn} to {ConnectionStatus.ToUpperInvariant()}", () => sandbox.SetConnectionStatus(ConnectionArn, ConnectionStatus.ToUpperInvariant())),
            RegionSet => ($"Set the answers of {Region} to {RegionStatus}", () => sandbox.SetRegionStatus(Region!, RegionStatus)),
            ActionSet => ($"Set the result of {Path(ActionName)} to {ActionStatus}", () => sandbox.SetActionOutcome(ActionOutcome())),
            RuleSet => ($"Set the result of rule {Path(RuleName)} to {RuleStatus}", () => sandbox.SetRuleOutcome(RuleOutcome())),
            AlarmSet => ($"Set the alarm {AlarmName} to {AlarmState.ToUpperInvariant()}", () => sandbox.SetAlarmState(AlarmName, AlarmState.ToUpperInvariant())),
            _ => ($"Set fault of {Operation}{(Region is null ? string.Empty : " in " + Region)}", () => sandbox.AddFault(Fault())),
        };
        if (ShouldProcess(sandbox.Info.EndpointUrl.ToString(), what))
        {
            change();
        }
    }

    private SandboxFault Fault()
    {
        // With a count, it lets that many calls pass before the next fault. A delay of 0 can be the value of a variable.
        string[] effects = [nameof(DelayMilliseconds), nameof(ErrorCode), nameof(CutConnection), nameof(LoseAnswer), nameof(Count)];
        return effects.Any(MyInvocation.BoundParameters.ContainsKey) ? NewFault() : throw new ServiceException(
            ServiceErrorKind.Sandbox, $"The fault of {Operation} has no effect. Specify -DelayMilliseconds, -ErrorCode, -CutConnection or -LoseAnswer, or -Count for calls that pass before the next fault.");
    }

    private SandboxFault NewFault() => new()
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

    private static bool IsFailed(string status) => status.Equals("Failed", StringComparison.OrdinalIgnoreCase);

    private string Path(string? name) => string.Join("/", PipelineName ?? "*", StageName ?? "*", name ?? "*");

    private TimeSpan? Duration() => DurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private SandboxActionOutcome ActionOutcome() => new()
    {
        PipelineName = PipelineName,
        StageName = StageName,
        ActionName = ActionName,
        Log = Log?.SelectMany(text => text.Replace("\r\n", "\n").Split('\n')).ToList(),
        IsFailure = IsFailed(ActionStatus),
        ErrorCode = ErrorCode,
        Message = Message,
        Duration = Duration(),
        Count = Count,
    };

    private SandboxRuleOutcome RuleOutcome() => new()
    {
        PipelineName = PipelineName,
        StageName = StageName,
        RuleName = RuleName,
        IsFailure = IsFailed(RuleStatus),
        ErrorCode = ErrorCode,
        Message = Message,
        Duration = Duration(),
        Count = Count,
    };
}
