using System.Collections;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <content>Parameters of the rule types.</content>
public sealed partial class NewBitbucketPipelineRuleCommand
{
    /// <summary>Gets or sets the variable, such as <c>#{SourceVariables.BranchName}</c>.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.VariableCheck, Mandatory = true, HelpMessage = "The variable, such as #{SourceVariables.BranchName}")]
    [ValidateNotEmpty]
    [ConfigurationKey("Variable")]
    [CompletesNothing]
    public string? Variable { get; set; }

    /// <summary>Gets or sets the comparison, in any case: <c>EQ</c>, <c>NE</c>, <c>CONTAINS</c> or <c>MATCHES</c> (a regular expression of Java).</summary>
    [Parameter(ParameterSetName = RuleParameterSets.VariableCheck, Mandatory = true, HelpMessage = "The comparison: EQ, NE, CONTAINS or MATCHES")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(RuleOperatorCompleter))]
    [ConfigurationKey("Operator")]
    public string? Operator { get; set; }

    /// <summary>Gets or sets the value to compare with; upper and lower case differ.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.VariableCheck, Mandatory = true, HelpMessage = "The value to compare with")]
    [ValidateNotEmpty]
    [ConfigurationKey("Value")]
    [CompletesNothing]
    public string? Value { get; set; }

    /// <summary>Gets or sets the name of the CloudWatch alarm.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.CloudWatchAlarm, Mandatory = true, HelpMessage = "The CloudWatch alarm")]
    [ValidateNotEmpty]
    [ConfigurationKey("AlarmName")]
    [CompletesNothing]
    public string? AlarmName { get; set; }

    /// <summary>Gets or sets the states of the alarm to monitor, in any case: <c>ALARM</c>, <c>OK</c> or <c>INSUFFICIENT_DATA</c>.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.CloudWatchAlarm)]
    [ValidateNotEmpty("Omit -AlarmState to use AWS's default.")]
    [ArgumentCompleter(typeof(AlarmStateCompleter))]
    [ConfigurationKey("AlarmStates")]
    public string[]? AlarmState { get; set; }

    /// <summary>Gets or sets how long AWS waits for a change of the state before it applies the result, in minutes, from 0.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.CloudWatchAlarm)]
    [ValidateNotEmpty("Omit -WaitTimeInMinutes to use AWS's default.")]
    [ValidateRange(0, int.MaxValue)]
    [NumberTransformation]
    [ConfigurationKey("WaitTime")]
    [CompletesNothing]
    public int? WaitTimeInMinutes { get; set; }

    /// <summary>Gets or sets the CodeBuild project that the rule runs.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.CodeBuild, Mandatory = true, HelpMessage = "The CodeBuild project")]
    [ValidateNotEmpty]
    [ConfigurationKey("ProjectName")]
    [ArgumentCompleter(typeof(BuildProjectCompleter))]
    public string? CodeBuildProject { get; set; }

    /// <summary>Gets or sets the input artifact that contains the buildspec. Required with more than one input.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.CodeBuild)]
    [ValidateNotEmpty("Omit -PrimarySource to leave it out of the rule.")]
    [ConfigurationKey("PrimarySource")]
    [CompletesNothing]
    public string? PrimarySource { get; set; }

    /// <summary>Gets or sets whether the project runs a batch build.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.CodeBuild)]
    [ConfigurationKey("BatchEnabled")]
    public SwitchParameter BatchEnabled { get; set; }

    /// <summary>Gets or sets whether to combine the artifacts of a batch build.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.CodeBuild)]
    [ConfigurationKey("CombineArtifacts")]
    public SwitchParameter CombineArtifacts { get; set; }

    /// <summary>Gets or sets the environment variables by name: a value, or <c>@{ value = ...; type = ... }</c>.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.CodeBuild)]
    [ValidateNotEmpty("Omit -EnvironmentVariable to leave it out of the rule.")]
    [CompletesNothing]
    public Hashtable? EnvironmentVariable { get; set; }

    /// <summary>Gets or sets the shell commands, up to 50 of 1–1000 characters.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.Commands, Mandatory = true, HelpMessage = "The shell commands")]
    [ValidateNotEmpty]
    [CompletesNothing]
    public string[]? Command { get; set; }

    /// <summary>Gets or sets the days and times of the deployment window, as a cron expression with seconds, minutes, hours, day of month, month, day of week and, optionally, year.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.DeploymentWindow, Mandatory = true, HelpMessage = "The cron expression of the deployment window")]
    [ValidateNotEmpty]
    [ConfigurationKey("Cron")]
    [CompletesNothing]
    public string? Cron { get; set; }

    /// <summary>Gets or sets the time zone of the deployment window, such as <c>Europe/Berlin</c> or <c>UTC+05:30</c>. Default: <c>UTC</c>.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.DeploymentWindow)]
    [ValidateNotEmpty("Omit -TimeZone to use UTC.")]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [ConfigurationKey("TimeZone")]
    public string? TimeZone { get; set; }

    /// <summary>Gets or sets the Lambda function.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.LambdaInvoke, Mandatory = true, HelpMessage = "The Lambda function")]
    [ValidateNotEmpty]
    [ConfigurationKey("FunctionName")]
    [CompletesNothing]
    public string? LambdaFunction { get; set; }

    /// <summary>Gets or sets the user parameters for the function.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.LambdaInvoke)]
    [ValidateNotEmpty("Omit -UserParameter to leave it out of the rule.")]
    [ConfigurationKey("UserParameters")]
    [CompletesNothing]
    public string? UserParameter { get; set; }

    /// <summary>Gets or sets the provider of any other rule type, 1–35 of <c>0-9 A-Z a-z _ -</c>.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.Provider, Mandatory = true, HelpMessage = "The provider of the rule type")]
    [ValidateNotEmpty]
    [ArgumentCompleter(typeof(RuleProviderCompleter))]
    public string? Provider { get; set; }

    /// <summary>Gets or sets the version of the rule type, 1–9 of <c>0-9 A-Z a-z _ -</c>.</summary>
    [Parameter(ParameterSetName = RuleParameterSets.Provider)]
    [ValidateNotEmpty("Omit -ProviderVersion to use version 1.")]
    [CompletesNothing]
    public string ProviderVersion { get; set; } = "1";
}
