using System.Collections;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;

namespace BitbucketConnections.Commands;

/// <content>Parameters of deployment actions.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets the bucket for the artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3, Mandatory = true, HelpMessage = "The bucket")]
    [ValidateNotEmpty]
    [ConfigurationKey("BucketName")]
    public string? S3Bucket { get; set; }

    /// <summary>Gets or sets whether to extract the files of the artifact into the bucket, instead of the zip file.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3)]
    [ConfigurationKey("Extract", IsAlwaysWritten = true)]
    public SwitchParameter Extract { get; set; }

    /// <summary>Gets or sets the object key of the zip file, or the folder of the files. Required without <see cref="Extract"/>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3)]
    [ValidateNotEmpty("Omit -ObjectKey to leave it out of the action.")]
    [ConfigurationKey("ObjectKey")]
    public string? ObjectKey { get; set; }

    /// <summary>Gets or sets the key that encrypts the objects.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3)]
    [ValidateNotEmpty("Omit -KmsEncryptionKeyArn to leave it out of the action.")]
    [ConfigurationKey("KMSEncryptionKeyARN")]
    public string? KmsEncryptionKeyArn { get; set; }

    /// <summary>Gets or sets the canned ACL of the objects.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3)]
    [ValidateNotEmpty("Omit -CannedAcl to leave it out of the action.")]
    [ConfigurationKey("CannedACL")]
    public string? CannedAcl { get; set; }

    /// <summary>Gets or sets the Cache-Control header of the objects.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3)]
    [ValidateNotEmpty("Omit -CacheControl to leave it out of the action.")]
    [ConfigurationKey("CacheControl")]
    public string? CacheControl { get; set; }

    /// <summary>Gets or sets the CodeDeploy application.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeploy, Mandatory = true, HelpMessage = "The CodeDeploy application")]
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs, Mandatory = true, HelpMessage = "The CodeDeploy application")]
    [ValidateNotEmpty]
    [ConfigurationKey("ApplicationName")]
    public string? CodeDeployApplication { get; set; }

    /// <summary>Gets or sets the deployment group.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeploy, Mandatory = true, HelpMessage = "The deployment group")]
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs, Mandatory = true, HelpMessage = "The deployment group")]
    [ValidateNotEmpty]
    [ConfigurationKey("DeploymentGroupName")]
    public string? DeploymentGroup { get; set; }

    /// <summary>Gets or sets the input artifact that contains the task definition, for a blue/green deployment to ECS.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs, Mandatory = true, HelpMessage = "The artifact with the task definition")]
    [ValidateNotEmpty]
    [ConfigurationKey("TaskDefinitionTemplateArtifact")]
    public string? TaskDefinitionArtifact { get; set; }

    /// <summary>Gets or sets the file of the task definition.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs)]
    [ValidateNotEmpty("Omit -TaskDefinitionPath to leave it out of the action.")]
    [ConfigurationKey("TaskDefinitionTemplatePath")]
    public string? TaskDefinitionPath { get; set; }

    /// <summary>Gets or sets the input artifact that contains the AppSpec file.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs, Mandatory = true, HelpMessage = "The artifact with the AppSpec file")]
    [ValidateNotEmpty]
    [ConfigurationKey("AppSpecTemplateArtifact")]
    public string? AppSpecArtifact { get; set; }

    /// <summary>Gets or sets the AppSpec file.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs)]
    [ValidateNotEmpty("Omit -AppSpecPath to leave it out of the action.")]
    [ConfigurationKey("AppSpecTemplatePath")]
    public string? AppSpecPath { get; set; }

    /// <summary>Gets or sets the input artifacts with the image detail files, by container; up to 4.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs)]
    [ValidateNotEmpty("Omit -ImageContainer to leave it out of the action.")]
    public Hashtable? ImageContainer { get; set; }

    /// <summary>Gets or sets the stack.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation, Mandatory = true, HelpMessage = "The CloudFormation stack")]
    [ValidateNotEmpty]
    [ConfigurationKey("StackName")]
    public string? CloudFormationStack { get; set; }

    /// <summary>Gets or sets the operation on the stack.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -ActionMode to create or update the stack.")]
    [ValidateSet("CREATE_UPDATE", "REPLACE_ON_FAILURE", "DELETE_ONLY", "CHANGE_SET_REPLACE", "CHANGE_SET_EXECUTE")]
    [ConfigurationKey("ActionMode", IsAlwaysWritten = true)]
    public string ActionMode { get; set; } = "CREATE_UPDATE";

    /// <summary>Gets or sets the template, as <c>ARTIFACT::FILE</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -TemplatePath to leave it out of the action.")]
    [ConfigurationKey("TemplatePath")]
    public string? TemplatePath { get; set; }

    /// <summary>Gets or sets the name of the change set, for the change set modes.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -ChangeSetName to leave it out of the action.")]
    [ConfigurationKey("ChangeSetName")]
    public string? ChangeSetName { get; set; }

    /// <summary>Gets or sets the ARN of the role with which CloudFormation creates the resources.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -StackRoleArn to leave it out of the action.")]
    [ConfigurationKey("RoleArn")]
    public string? StackRoleArn { get; set; }

    /// <summary>Gets or sets the capabilities that the template needs.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -Capability to leave it out of the action.")]
    [ValidateSet("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")]
    [ConfigurationKey("Capabilities")]
    public string[]? Capability { get; set; }

    /// <summary>Gets or sets the parameters of the template, up to 1 KB as JSON.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -ParameterOverride to leave it out of the action.")]
    [ConfigurationKey("ParameterOverrides")]
    public Hashtable? ParameterOverride { get; set; }

    /// <summary>Gets or sets the template configuration, as <c>ARTIFACT::FILE</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -TemplateConfiguration to leave it out of the action.")]
    [ConfigurationKey("TemplateConfiguration")]
    public string? TemplateConfiguration { get; set; }

    /// <summary>Gets or sets the file in the output artifact for the outputs of the stack.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CloudFormation)]
    [ValidateNotEmpty("Omit -OutputFileName to leave it out of the action.")]
    [ConfigurationKey("OutputFileName")]
    public string? OutputFileName { get; set; }

    /// <summary>Gets or sets the ECS cluster.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ecs, Mandatory = true, HelpMessage = "The ECS cluster")]
    [ValidateNotEmpty]
    [ConfigurationKey("ClusterName")]
    public string? EcsCluster { get; set; }

    /// <summary>Gets or sets the ECS service.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ecs, Mandatory = true, HelpMessage = "The ECS service")]
    [ValidateNotEmpty]
    [ConfigurationKey("ServiceName")]
    public string? EcsService { get; set; }

    /// <summary>Gets or sets the file with the images. Default: <c>imagedefinitions.json</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ecs)]
    [ValidateNotEmpty("Omit -ImageDefinitionFile to use imagedefinitions.json.")]
    [ConfigurationKey("FileName")]
    public string? ImageDefinitionFile { get; set; }

    /// <summary>Gets or sets the timeout of the deployment in minutes, from 1.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ecs)]
    [ValidateNotEmpty("Omit -DeploymentTimeout to leave it out of the action.")]
    [ValidateRange(1, int.MaxValue)]
    [ConfigurationKey("DeploymentTimeout")]
    public int? DeploymentTimeout { get; set; }

    /// <summary>Gets or sets the Elastic Beanstalk application.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Beanstalk, Mandatory = true, HelpMessage = "The Elastic Beanstalk application")]
    [ValidateNotEmpty]
    [ConfigurationKey("ApplicationName")]
    public string? BeanstalkApplication { get; set; }

    /// <summary>Gets or sets the Elastic Beanstalk environment.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Beanstalk, Mandatory = true, HelpMessage = "The Elastic Beanstalk environment")]
    [ValidateNotEmpty]
    [ConfigurationKey("EnvironmentName")]
    public string? BeanstalkEnvironment { get; set; }

    /// <summary>Gets or sets the id of the AppConfig application.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.AppConfig, Mandatory = true, HelpMessage = "The AppConfig application")]
    [ValidateNotEmpty]
    [ConfigurationKey("Application")]
    public string? AppConfigApplication { get; set; }

    /// <summary>Gets or sets the id of the AppConfig environment.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.AppConfig, Mandatory = true, HelpMessage = "The AppConfig environment")]
    [ValidateNotEmpty]
    [ConfigurationKey("Environment")]
    public string? AppConfigEnvironment { get; set; }

    /// <summary>Gets or sets the id of the configuration profile.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.AppConfig, Mandatory = true, HelpMessage = "The configuration profile")]
    [ValidateNotEmpty]
    [ConfigurationKey("ConfigurationProfile")]
    public string? ConfigurationProfile { get; set; }

    /// <summary>Gets or sets the file of the configuration in the input artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.AppConfig, Mandatory = true, HelpMessage = "The path of the configuration in the input artifact")]
    [ValidateNotEmpty]
    [ConfigurationKey("InputArtifactConfigurationPath")]
    public string? ConfigurationPath { get; set; }

    /// <summary>Gets or sets the deployment strategy. AWS requires it, here or in <see cref="Configuration"/>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.AppConfig)]
    [ValidateNotEmpty("Omit -DeploymentStrategy to leave it out of the action.")]
    [ConfigurationKey("DeploymentStrategy")]
    public string? DeploymentStrategy { get; set; }
}
