using System.Collections;
using System.Management.Automation;
using BitbucketConnections.Completion;
using BitbucketConnections.Parameters;

namespace BitbucketConnections.Commands;

/// <content>Builds and tests.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets the CodeBuild project that the action runs.</summary>
    [Parameter(ParameterSetName = ActionTypes.CodeBuild, Mandatory = true, HelpMessage = "The CodeBuild project")]
    [ValidateNotNullOrEmpty]
    [ConfigurationKey("ProjectName")]
    public string? CodeBuildProject { get; set; }

    /// <summary>Gets or sets whether the category is Test in place of Build.</summary>
    [Parameter(ParameterSetName = ActionTypes.CodeBuild)]
    public SwitchParameter AsTest { get; set; }

    /// <summary>Gets or sets the input artifact that has the buildspec; needed with more than one input.</summary>
    [Parameter(ParameterSetName = ActionTypes.CodeBuild)]
    [ValidateNotNullOrEmpty]
    [ConfigurationKey("PrimarySource")]
    public string? PrimarySource { get; set; }

    /// <summary>Gets or sets whether the project runs a batch build.</summary>
    [Parameter(ParameterSetName = ActionTypes.CodeBuild)]
    [ConfigurationKey("BatchEnabled")]
    public SwitchParameter BatchEnabled { get; set; }

    /// <summary>Gets or sets whether the artifacts of a batch build become one; needs a batch build.</summary>
    [Parameter(ParameterSetName = ActionTypes.CodeBuild)]
    [ConfigurationKey("CombineArtifacts")]
    public SwitchParameter CombineArtifacts { get; set; }

    /// <summary>Gets or sets the shell commands, up to 50 of 1–1000 characters; V2 only.</summary>
    [Parameter(ParameterSetName = ActionTypes.Commands, Mandatory = true, HelpMessage = "The shell commands")]
    [ValidateNotNullOrEmpty]
    public string[]? Command { get; set; }

    /// <summary>Gets or sets the environment variables: a value by name, or <c>@{ value = ...; type = ... }</c> by name.</summary>
    [Parameter(ParameterSetName = ActionTypes.CodeBuild)]
    [Parameter(ParameterSetName = ActionTypes.Commands)]
    [ValidateNotNullOrEmpty]
    public Hashtable? EnvironmentVariable { get; set; }

    /// <summary>Gets or sets the environment that the commands run in.</summary>
    [Parameter(ParameterSetName = ActionTypes.Commands)]
    [ValidateSet("LINUX_CONTAINER", "WINDOWS_SERVER_2022_CONTAINER")]
    [ConfigurationKey("EnvironmentType")]
    public string? EnvironmentType { get; set; }

    /// <summary>Gets or sets the size of the environment, such as <c>BUILD_GENERAL1_SMALL</c>.</summary>
    [Parameter(ParameterSetName = ActionTypes.Commands)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ComputeTypeCompleter))]
    [ConfigurationKey("ComputeType")]
    public string? ComputeType { get; set; }

    /// <summary>Gets or sets the VPC that the commands reach.</summary>
    [Parameter(ParameterSetName = ActionTypes.Commands)]
    [ValidateNotNullOrEmpty]
    [ConfigurationKey("VpcId")]
    public string? VpcId { get; set; }

    /// <summary>Gets or sets the subnets in the VPC.</summary>
    [Parameter(ParameterSetName = ActionTypes.Commands)]
    [ValidateNotNullOrEmpty]
    [ConfigurationKey("Subnets")]
    public string[]? SubnetId { get; set; }

    /// <summary>Gets or sets the security groups in the VPC.</summary>
    [Parameter(ParameterSetName = ActionTypes.Commands)]
    [ValidateNotNullOrEmpty]
    [ConfigurationKey("SecurityGroupIds")]
    public string[]? SecurityGroupId { get; set; }

    /// <summary>Gets or sets the names of the variables that the commands export, up to 15.</summary>
    [Parameter(ParameterSetName = ActionTypes.Commands)]
    [ValidateNotNullOrEmpty]
    public string[]? OutputVariable { get; set; }

    /// <summary>Gets or sets the files that go into the output artifact, up to 10 of 1–128 characters.</summary>
    [Parameter(ParameterSetName = ActionTypes.Commands)]
    [ValidateNotNullOrEmpty]
    public string[]? OutputFile { get; set; }

    /// <summary>Gets or sets the repository that the image is pushed to; V2 only.</summary>
    [Parameter(ParameterSetName = ActionTypes.EcrBuildAndPublish, Mandatory = true, HelpMessage = "The ECR repository")]
    [ValidateNotNullOrEmpty]
    [ConfigurationKey("ECRRepositoryName")]
    public string? EcrRepository { get; set; }

    /// <summary>Gets or sets the folder of the Dockerfile in the input artifact.</summary>
    [Parameter(ParameterSetName = ActionTypes.EcrBuildAndPublish)]
    [ValidateNotNullOrEmpty]
    [ConfigurationKey("DockerFilePath")]
    public string? DockerFilePath { get; set; }

    /// <summary>Gets or sets the tags of the image.</summary>
    [Parameter(ParameterSetName = ActionTypes.EcrBuildAndPublish)]
    [ValidateNotNullOrEmpty]
    [ConfigurationKey("ImageTags")]
    public string[]? ImageTag { get; set; }

    /// <summary>Gets or sets whether the repository is private or public.</summary>
    [Parameter(ParameterSetName = ActionTypes.EcrBuildAndPublish)]
    [ValidateSet("private", "public")]
    [ConfigurationKey("RegistryType")]
    public string? RegistryType { get; set; }
}
