using System.Collections;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <content>Parameters of deployments of CloudFormation stacks.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets the stack.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation, Mandatory = true, HelpMessage = "The CloudFormation stack")]
    [ValidateNotEmpty]
    [ConfigurationKey("StackName")]
    [CompletesNothing]
    public string? CloudFormationStack { get; set; }

    /// <summary>Gets or sets the operation on the stack.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -ActionMode to create or update the stack.")]
    [ValidateSet("CREATE_UPDATE", "REPLACE_ON_FAILURE", "DELETE_ONLY", "CHANGE_SET_REPLACE", "CHANGE_SET_EXECUTE")]
    [ConfigurationKey("ActionMode", IsAlwaysWritten = true)]
    public string ActionMode { get; set; } = "CREATE_UPDATE";

    /// <summary>Gets or sets the template, as <c>ARTIFACT::FILE</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [Parameter(ParameterSetName = ActionParameterSets.StackSet, Mandatory = true, HelpMessage = "The template, as ARTIFACT::FILE")]
    [ValidateNotEmpty("Omit -TemplatePath to leave it out of the action.")]
    [ConfigurationKey("TemplatePath")]
    [CompletesNothing]
    public string? TemplatePath { get; set; }

    /// <summary>Gets or sets the name of the change set, for the change set modes.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -ChangeSetName to leave it out of the action.")]
    [ConfigurationKey("ChangeSetName")]
    [CompletesNothing]
    public string? ChangeSetName { get; set; }

    /// <summary>Gets or sets the ARN of the role with which CloudFormation creates the resources.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -StackRoleArn to leave it out of the action.")]
    [ConfigurationKey("RoleArn")]
    [ArgumentCompleter(typeof(StackRoleArnCompleter))]
    public string? StackRoleArn { get; set; }

    /// <summary>Gets or sets the capabilities that the template needs.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [Parameter(ParameterSetName = ActionParameterSets.StackSet)]
    [ValidateNotEmpty("Omit -Capability to leave it out of the action.")]
    [ValidateSet("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")]
    [ConfigurationKey("Capabilities")]
    public string[]? Capability { get; set; }

    /// <summary>Gets or sets the parameters of the template, up to 1 KB as JSON.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -ParameterOverride to leave it out of the action.")]
    [ConfigurationKey("ParameterOverrides")]
    [CompletesNothing]
    public Hashtable? ParameterOverride { get; set; }

    /// <summary>Gets or sets the template configuration, as <c>ARTIFACT::FILE</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -TemplateConfiguration to leave it out of the action.")]
    [ConfigurationKey("TemplateConfiguration")]
    [CompletesNothing]
    public string? TemplateConfiguration { get; set; }

    /// <summary>Gets or sets the file in the output artifact for the outputs of the stack.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -OutputFileName to leave it out of the action.")]
    [ConfigurationKey("OutputFileName")]
    [CompletesNothing]
    public string? OutputFileName { get; set; }
}
