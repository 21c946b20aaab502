using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <content>Parameters of deployments of CloudFormation stack sets and their instances.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets the stack set. With <see cref="TemplatePath"/>, the action creates or updates it; otherwise only its instances.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet, Mandatory = true, HelpMessage = "The CloudFormation stack set")]
    [Parameter(ParameterSetName = ActionParameterSets.StackInstances, Mandatory = true, HelpMessage = "The CloudFormation stack set")]
    [ValidateNotEmpty]
    [ConfigurationKey("StackSetName")]
    [CompletesNothing]
    public string? CloudFormationStackSet { get; set; }

    /// <summary>Gets or sets the description of the stack set.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [ValidateNotEmpty("Omit -StackSetDescription to leave it out of the action.")]
    [ConfigurationKey("Description")]
    [CompletesNothing]
    public string? StackSetDescription { get; set; }

    /// <summary>Gets or sets the parameters of the template: a hashtable, the short form of AWS, or a file as <c>ARTIFACT::FILE</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [TemplateParametersTransformation]
    [ValidateNotEmpty("Omit -StackSetParameter to leave it out of the action.")]
    [ConfigurationKey("Parameters")]
    [CompletesNothing]
    public string? StackSetParameter { get; set; }

    /// <summary>Gets or sets the permission model. Default: SELF_MANAGED.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [ValidateNotEmpty("Omit -PermissionModel to leave it out of the action.")]
    [ValidateSet("SELF_MANAGED", "SERVICE_MANAGED")]
    [ConfigurationKey("PermissionModel")]
    public string? PermissionModel { get; set; }

    /// <summary>Gets or sets the ARN of the role that administers the stack set, for SELF_MANAGED.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [ValidateNotEmpty("Omit -AdministrationRoleArn to leave it out of the action.")]
    [ConfigurationKey("AdministrationRoleArn")]
    [ArgumentCompleter(typeof(StackRoleArnCompleter))]
    public string? AdministrationRoleArn { get; set; }

    /// <summary>Gets or sets the name of the role in the target accounts, for SELF_MANAGED.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [ValidateNotEmpty("Omit -ExecutionRoleName to leave it out of the action.")]
    [ConfigurationKey("ExecutionRoleName")]
    [ArgumentCompleter(typeof(StackRoleNameCompleter))]
    public string? ExecutionRoleName { get; set; }

    /// <summary>Gets or sets whether accounts that join the organization get an instance, for SERVICE_MANAGED.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [ValidateNotEmpty("Omit -OrganizationsAutoDeployment to leave it out of the action.")]
    [ValidateSet("Enabled", "Disabled", "EnabledWithStackRetention")]
    [ConfigurationKey("OrganizationsAutoDeployment")]
    public string? OrganizationsAutoDeployment { get; set; }

    /// <summary>Gets or sets the accounts or organizational units of the instances, or one JSON file as <c>ARTIFACT::FILE</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [Parameter(ParameterSetName = ActionParameterSets.StackInstances, Mandatory = true, HelpMessage = "The accounts or organizational units")]
    [ValidateNotEmpty("Omit -DeploymentTarget to leave it out of the action.")]
    [ConfigurationKey("DeploymentTargets")]
    [CompletesNothing]
    public string[]? DeploymentTarget { get; set; }

    /// <summary>Gets or sets the Regions of the instances, in the order of the deployment.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [Parameter(ParameterSetName = ActionParameterSets.StackInstances, Mandatory = true, HelpMessage = "The Regions of the instances")]
    [RegionListTransformation]
    [ValidateNotEmpty("Omit -DeploymentRegion to leave it out of the action.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ConfigurationKey("Regions")]
    public string[]? DeploymentRegion { get; set; }

    /// <summary>Gets or sets the parameters of the template for these instances: a hashtable, the short form of AWS, or a file as <c>ARTIFACT::FILE</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackInstances)]
    [TemplateParametersTransformation]
    [ValidateNotEmpty("Omit -StackInstanceParameterOverride to leave it out of the action.")]
    [ConfigurationKey("ParameterOverrides")]
    [CompletesNothing]
    public string? StackInstanceParameterOverride { get; set; }

    /// <summary>Gets or sets the percentage of accounts per Region that can fail.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [Parameter(ParameterSetName = ActionParameterSets.StackInstances)]
    [NumberTransformation]
    [ValidateNotEmpty("Omit -FailureTolerancePercentage to leave it out of the action.")]
    [ValidateRange(0, 100)]
    [ConfigurationKey("FailureTolerancePercentage")]
    [CompletesNothing]
    public int? FailureTolerancePercentage { get; set; }

    /// <summary>Gets or sets the percentage of accounts that are deployed at the same time.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [Parameter(ParameterSetName = ActionParameterSets.StackInstances)]
    [ValidateNotEmpty("Omit -MaxConcurrentPercentage to leave it out of the action.")]
    [ValidateRange(1, 100)]
    [ConfigurationKey("MaxConcurrentPercentage")]
    [CompletesNothing]
    public int? MaxConcurrentPercentage { get; set; }

    /// <summary>Gets or sets whether the Regions are deployed in parallel. Default: Sequential.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [Parameter(ParameterSetName = ActionParameterSets.StackInstances)]
    [ValidateNotEmpty("Omit -RegionConcurrencyType to leave it out of the action.")]
    [ValidateSet("Parallel", "Sequential")]
    [ConfigurationKey("RegionConcurrencyType")]
    public string? RegionConcurrencyType { get; set; }

    /// <summary>Gets or sets how failures change the number of accounts that are deployed at the same time. Default: STRICT_FAILURE_TOLERANCE.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [Parameter(ParameterSetName = ActionParameterSets.StackInstances)]
    [ValidateNotEmpty("Omit -ConcurrencyMode to leave it out of the action.")]
    [ValidateSet("STRICT_FAILURE_TOLERANCE", "SOFT_FAILURE_TOLERANCE")]
    [ConfigurationKey("ConcurrencyMode")]
    public string? ConcurrencyMode { get; set; }

    /// <summary>Gets or sets whether the account is the management account or a delegated administrator, for SERVICE_MANAGED.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [Parameter(ParameterSetName = ActionParameterSets.StackInstances)]
    [ValidateNotEmpty("Omit -CallAs to leave it out of the action.")]
    [ValidateSet("SELF", "DELEGATED_ADMIN")]
    [ConfigurationKey("CallAs")]
    public string? CallAs { get; set; }
}
