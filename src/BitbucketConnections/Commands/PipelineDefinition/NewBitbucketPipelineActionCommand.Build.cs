using System.Collections;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <content>Parameters of build and test actions.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets the CodeBuild project that the action runs.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeBuild, Mandatory = true, HelpMessage = "The CodeBuild project")]
    [ValidateNotEmpty]
    [ConfigurationKey("ProjectName")]
    [ArgumentCompleter(typeof(BuildProjectCompleter))]
    public string? CodeBuildProject { get; set; }

    /// <summary>Gets or sets whether the category is Test instead of Build.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeBuild)]
    public SwitchParameter AsTest { get; set; }

    /// <summary>Gets or sets the input artifact that contains the buildspec. Required with more than one input.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeBuild)]
    [ValidateNotEmpty("Omit -PrimarySource to leave it out of the action.")]
    [ConfigurationKey("PrimarySource")]
    [CompletesNothing]
    public string? PrimarySource { get; set; }

    /// <summary>Gets or sets whether the project runs a batch build.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeBuild)]
    [ConfigurationKey("BatchEnabled")]
    public SwitchParameter BatchEnabled { get; set; }

    /// <summary>Gets or sets whether to combine the artifacts of a batch build.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeBuild)]
    [ConfigurationKey("CombineArtifacts")]
    public SwitchParameter CombineArtifacts { get; set; }

    /// <summary>Gets or sets the buildspec for this action: the path of a file, the ARN of an object in S3, or YAML.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeBuild)]
    [ValidateNotEmpty("Omit -BuildspecOverride to use the buildspec of the project.")]
    [ConfigurationKey("BuildspecOverride")]
    [CompletesNothing]
    public string? BuildspecOverride { get; set; }

    /// <summary>Gets or sets the ARN of the role of the build, instead of the role of the project.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeBuild)]
    [ValidateNotEmpty("Omit -ServiceRoleArnOverride to use the role of the project.")]
    [ConfigurationKey("ServiceRoleArnOverride")]
    [ArgumentCompleter(typeof(BuildRoleArnCompleter))]
    public string? ServiceRoleArnOverride { get; set; }

    /// <summary>Gets or sets the shell commands, up to 50 of 1–1000 characters; V2 only.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Commands, Mandatory = true, HelpMessage = "The shell commands")]
    [ValidateNotEmpty]
    [CompletesNothing]
    public string[]? Command { get; set; }

    /// <summary>Gets or sets the environment variables by name: a value, or <c>@{ value = ...; type = ... }</c>. EKS allows only values.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeBuild)]
    [Parameter(ParameterSetName = ActionParameterSets.Commands)]
    [Parameter(ParameterSetName = ActionParameterSets.Eks)]
    [ValidateNotEmpty("Omit -EnvironmentVariable to leave it out of the action.")]
    [CompletesNothing]
    public Hashtable? EnvironmentVariable { get; set; }

    /// <summary>Gets or sets the environment of the commands.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Commands)]
    [ValidateNotEmpty("Omit -EnvironmentType to leave it out of the action.")]
    [ValidateSet("LINUX_CONTAINER", "WINDOWS_SERVER_2022_CONTAINER")]
    [ConfigurationKey("EnvironmentType")]
    public string? EnvironmentType { get; set; }

    /// <summary>Gets or sets the size of the environment, such as <c>BUILD_GENERAL1_SMALL</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Commands)]
    [ValidateNotEmpty("Omit -ComputeType to leave it out of the action.")]
    [ArgumentCompleter(typeof(ComputeTypeCompleter))]
    [ConfigurationKey("ComputeType")]
    public string? ComputeType { get; set; }

    /// <summary>Gets or sets the VPC that the commands can access.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Commands)]
    [ValidateNotEmpty("Omit -VpcId to leave it out of the action.")]
    [ConfigurationKey("VpcId")]
    [CompletesNothing]
    public string? VpcId { get; set; }

    /// <summary>Gets or sets the subnets in the VPC of the commands or of the EKS cluster.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Commands)]
    [Parameter(ParameterSetName = ActionParameterSets.Eks)]
    [ValidateNotEmpty("Omit -SubnetId to leave it out of the action.")]
    [ConfigurationKey("Subnets")]
    [CompletesNothing]
    public string[]? SubnetId { get; set; }

    /// <summary>Gets or sets the security groups in the VPC of the commands or of the EKS cluster.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Commands)]
    [Parameter(ParameterSetName = ActionParameterSets.Eks)]
    [ValidateNotEmpty("Omit -SecurityGroupId to leave it out of the action.")]
    [ConfigurationKey("SecurityGroupIds")]
    [CompletesNothing]
    public string[]? SecurityGroupId { get; set; }

    /// <summary>Gets or sets the names of the variables that the commands export, up to 15.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Commands)]
    [ValidateNotEmpty("Omit -OutputVariable to leave it out of the action.")]
    [CompletesNothing]
    public string[]? OutputVariable { get; set; }

    /// <summary>Gets or sets the files of the output artifact, up to 10 of 1–128 characters.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Commands)]
    [ValidateNotEmpty("Omit -OutputFile to leave it out of the action.")]
    [CompletesNothing]
    public string[]? OutputFile { get; set; }

    /// <summary>Gets or sets the ECR repository for the image; V2 only.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.EcrBuildAndPublish, Mandatory = true, HelpMessage = "The ECR repository")]
    [ValidateNotEmpty]
    [ConfigurationKey("ECRRepositoryName")]
    [CompletesNothing]
    public string? EcrRepository { get; set; }

    /// <summary>Gets or sets the folder of the Dockerfile in the input artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.EcrBuildAndPublish)]
    [ValidateNotEmpty("Omit -DockerFilePath to leave it out of the action.")]
    [ConfigurationKey("DockerFilePath")]
    [CompletesNothing]
    public string? DockerFilePath { get; set; }

    /// <summary>Gets or sets the tags of the image.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.EcrBuildAndPublish)]
    [ValidateNotEmpty("Omit -ImageTag to leave it out of the action.")]
    [ConfigurationKey("ImageTags")]
    [CompletesNothing]
    public string[]? ImageTag { get; set; }

    /// <summary>Gets or sets whether the repository is private or public.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.EcrBuildAndPublish)]
    [ValidateNotEmpty("Omit -RegistryType to leave it out of the action.")]
    [ValidateSet("private", "public")]
    [ConfigurationKey("RegistryType")]
    public string? RegistryType { get; set; }
}
