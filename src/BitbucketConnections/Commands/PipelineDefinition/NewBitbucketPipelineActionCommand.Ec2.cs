using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <content>Parameters of deployments to EC2 instances.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets the key of the tag that the instances have; V2 only.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ec2, Mandatory = true, HelpMessage = "The key of the tag of the instances")]
    [ValidateNotEmpty]
    [ConfigurationKey("InstanceTagKey")]
    [CompletesNothing]
    public string? InstanceTagKey { get; set; }

    /// <summary>Gets or sets the value of the tag. Default: any value.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ec2)]
    [ValidateNotEmpty("Omit -InstanceTagValue to deploy to all instances with the tag key.")]
    [ConfigurationKey("InstanceTagValue")]
    [CompletesNothing]
    public string? InstanceTagValue { get; set; }

    /// <summary>Gets or sets whether the targets are EC2 instances or nodes that Systems Manager manages.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ec2, Mandatory = true, HelpMessage = "EC2 or SSM_MANAGED_NODE")]
    [ValidateNotEmpty]
    [ValidateSet("EC2", "SSM_MANAGED_NODE")]
    [ConfigurationKey("InstanceType")]
    public string? InstanceType { get; set; }

    /// <summary>Gets or sets the folder on the instances. Required with scripts.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ec2)]
    [ValidateNotEmpty("Omit -TargetDirectory to leave it out of the action.")]
    [ConfigurationKey("TargetDirectory")]
    [CompletesNothing]
    public string? TargetDirectory { get; set; }

    /// <summary>Gets or sets the deploy spec file in the input artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ec2)]
    [ValidateNotEmpty("Omit -DeploySpec to leave it out of the action.")]
    [ConfigurationKey("DeploySpec")]
    [CompletesNothing]
    public string? DeploySpec { get; set; }

    /// <summary>Gets or sets the script that runs before the deployment.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ec2)]
    [ValidateNotEmpty("Omit -PreScript to leave it out of the action.")]
    [ConfigurationKey("PreScript")]
    [CompletesNothing]
    public string? PreScript { get; set; }

    /// <summary>Gets or sets the script that runs after the deployment.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ec2)]
    [ValidateNotEmpty("Omit -PostScript to leave it out of the action.")]
    [ConfigurationKey("PostScript")]
    [CompletesNothing]
    public string? PostScript { get; set; }

    /// <summary>Gets or sets the number of instances that are deployed at the same time.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ec2)]
    [ValidateNotEmpty("Omit -MaxBatch to leave it out of the action.")]
    [ValidateRange(1, int.MaxValue)]
    [ConfigurationKey("MaxBatch")]
    [CompletesNothing]
    public int? MaxBatch { get; set; }

    /// <summary>Gets or sets the number of instances that can fail.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ec2)]
    [NumberTransformation]
    [ValidateNotEmpty("Omit -MaxError to leave it out of the action.")]
    [ValidateRange(0, int.MaxValue)]
    [ConfigurationKey("MaxError")]
    [CompletesNothing]
    public int? MaxError { get; set; }

    /// <summary>Gets or sets the target groups that the instances leave during the deployment.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ec2)]
    [ValidateNotEmpty("Omit -TargetGroupName to leave it out of the action.")]
    [ConfigurationKey("TargetGroupNameList")]
    [CompletesNothing]
    public string[]? TargetGroupName { get; set; }
}
