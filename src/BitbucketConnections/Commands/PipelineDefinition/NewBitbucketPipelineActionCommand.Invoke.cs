using System;
using System.Collections;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <content>Parameters of invocations, approvals and any other action type.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets the ARN of the state machine.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StepFunctions, Mandatory = true, HelpMessage = "The ARN of the state machine")]
    [ValidateNotEmpty]
    [ConfigurationKey("StateMachineArn")]
    [CompletesNothing]
    public string? StateMachineArn { get; set; }

    /// <summary>Gets or sets the prefix of the names of the state machine executions.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StepFunctions)]
    [ValidateNotEmpty("Omit -ExecutionNamePrefix to leave it out of the action.")]
    [ConfigurationKey("ExecutionNamePrefix")]
    [CompletesNothing]
    public string? ExecutionNamePrefix { get; set; }

    /// <summary>Gets or sets whether <see cref="StateMachineInput"/> is the input or the path of a file with the input.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StepFunctions)]
    [ValidateNotEmpty("Omit -InputType to leave it out of the action.")]
    [ValidateSet("Literal", "FilePath")]
    [ConfigurationKey("InputType")]
    public string? InputType { get; set; }

    /// <summary>Gets or sets the input of the state machine as JSON, or the path of its file in the input artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StepFunctions)]
    [ValidateNotEmpty("Omit -StateMachineInput to leave it out of the action.")]
    [ConfigurationKey("Input")]
    [CompletesNothing]
    public string? StateMachineInput { get; set; }

    /// <summary>Gets or sets the pipeline to start.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Pipeline, Mandatory = true, HelpMessage = "The pipeline to start")]
    [ValidateNotEmpty]
    [ConfigurationKey("PipelineName")]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string? InvokedPipeline { get; set; }

    /// <summary>Gets or sets the revisions that the pipeline uses, by source action: a commit ID, or <c>@{ revisionType = ...; revisionValue = ... }</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Pipeline)]
    [ValidateNotEmpty("Omit -SourceRevision to leave it out of the action.")]
    [CompletesNothing]
    public Hashtable? SourceRevision { get; set; }

    /// <summary>Gets or sets the values of variables of the pipeline, by name.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Pipeline)]
    [Alias("Variables")]
    [ValidateNotEmpty("Omit -Variable to leave it out of the action.")]
    [ArgumentCompleter(typeof(VariableCompleter))]
    public Hashtable? Variable { get; set; }

    /// <summary>Gets or sets whether the action is a manual approval.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Approval, Mandatory = true, HelpMessage = "A manual approval")]
    public SwitchParameter Approval { get; set; }

    /// <summary>Gets or sets the ARN of the SNS topic for the notification.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Approval)]
    [ValidateNotEmpty("Omit -NotificationArn to leave it out of the action.")]
    [ConfigurationKey("NotificationArn")]
    [CompletesNothing]
    public string? NotificationArn { get; set; }

    /// <summary>Gets or sets the text for the approver.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Approval)]
    [ValidateNotEmpty("Omit -CustomData to leave it out of the action.")]
    [ConfigurationKey("CustomData")]
    [CompletesNothing]
    public string? CustomData { get; set; }

    /// <summary>Gets or sets the page for the approver to review.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Approval)]
    [UrlTransformation]
    [ValidateNotEmpty("Omit -ExternalEntityLink to leave it out of the action.")]
    [ConfigurationKey("ExternalEntityLink")]
    [CompletesNothing]
    public Uri? ExternalEntityLink { get; set; }

    /// <summary>Gets or sets whether the approver must write a summary.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Approval)]
    [ConfigurationKey("IsSummaryRequired")]
    public SwitchParameter SummaryRequired { get; set; }

    /// <summary>Gets or sets the timeout of the approval in minutes, 5–86400. Default: 7 days.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Approval)]
    [ValidateNotEmpty("Omit -TimeoutInMinutes to leave it out of the action.")]
    [ValidateRange(5, 86400)]
    [CompletesNothing]
    public int? TimeoutInMinutes { get; set; }

    /// <summary>Gets or sets the provider of any other action type, including custom types; 1–35 of <c>0-9 A-Z a-z _ -</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Provider, Mandatory = true, HelpMessage = "The provider of the action type")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string? Provider { get; set; }

    /// <summary>Gets or sets the category of the action type, in any case.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Provider, Mandatory = true, HelpMessage = "The category of the action type")]
    [ValidateNotEmpty]
    [ValidateSet("Source", "Build", "Deploy", "Test", "Invoke", "Approval", "Compute")]
    public string? Category { get; set; }

    /// <summary>Gets or sets the owner of the action type, in any case.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Provider)]
    [ValidateNotEmpty("Omit -Owner to use an action of AWS.")]
    [ValidateSet("AWS", "ThirdParty", "Custom")]
    public string Owner { get; set; } = "AWS";

    /// <summary>Gets or sets the version of the action type, 1–9 of <c>0-9 A-Z a-z _ -</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Provider)]
    [ValidateNotEmpty("Omit -ProviderVersion to use version 1.")]
    [CompletesNothing]
    public string ProviderVersion { get; set; } = "1";
}
