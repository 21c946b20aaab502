using System.Collections;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <content>Parameters of deployment actions.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets the bucket for the artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3, Mandatory = true, HelpMessage = "The bucket")]
    [ValidateNotEmpty]
    [ConfigurationKey("BucketName")]
    [ArgumentCompleter(typeof(BucketCompleter))]
    public string? S3Bucket { get; set; }

    /// <summary>Gets or sets whether to extract the files of the artifact into the bucket, instead of the zip file.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3)]
    [ConfigurationKey("Extract", IsAlwaysWritten = true)]
    public SwitchParameter Extract { get; set; }

    /// <summary>Gets or sets the object key of the zip file, or the folder of the files. Required without <see cref="Extract"/>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3)]
    [ValidateNotEmpty("Omit -ObjectKey to leave it out of the action.")]
    [ConfigurationKey("ObjectKey")]
    [CompletesNothing]
    public string? ObjectKey { get; set; }

    /// <summary>Gets or sets the key that encrypts the objects.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3)]
    [ValidateNotEmpty("Omit -KmsEncryptionKeyArn to leave it out of the action.")]
    [ConfigurationKey("KMSEncryptionKeyARN")]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? KmsEncryptionKeyArn { get; set; }

    /// <summary>Gets or sets the canned ACL of the objects.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3)]
    [ValidateNotEmpty("Omit -CannedAcl to leave it out of the action.")]
    [ConfigurationKey("CannedACL")]
    [CompletesNothing]
    public string? CannedAcl { get; set; }

    /// <summary>Gets or sets the Cache-Control header of the objects.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.S3)]
    [ValidateNotEmpty("Omit -CacheControl to leave it out of the action.")]
    [ConfigurationKey("CacheControl")]
    [CompletesNothing]
    public string? CacheControl { get; set; }

    /// <summary>Gets or sets the CodeDeploy application.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeploy, Mandatory = true, HelpMessage = "The CodeDeploy application")]
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs, Mandatory = true, HelpMessage = "The CodeDeploy application")]
    [ValidateNotEmpty]
    [ConfigurationKey("ApplicationName")]
    [CompletesNothing]
    public string? CodeDeployApplication { get; set; }

    /// <summary>Gets or sets the deployment group.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeploy, Mandatory = true, HelpMessage = "The deployment group")]
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs, Mandatory = true, HelpMessage = "The deployment group")]
    [ValidateNotEmpty]
    [ConfigurationKey("DeploymentGroupName")]
    [CompletesNothing]
    public string? DeploymentGroup { get; set; }

    /// <summary>Gets or sets the input artifact that contains the task definition, for a blue/green deployment to ECS.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs, Mandatory = true, HelpMessage = "The artifact with the task definition")]
    [ValidateNotEmpty]
    [ConfigurationKey("TaskDefinitionTemplateArtifact")]
    [CompletesNothing]
    public string? TaskDefinitionArtifact { get; set; }

    /// <summary>Gets or sets the file of the task definition.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs)]
    [ValidateNotEmpty("Omit -TaskDefinitionPath to leave it out of the action.")]
    [ConfigurationKey("TaskDefinitionTemplatePath")]
    [CompletesNothing]
    public string? TaskDefinitionPath { get; set; }

    /// <summary>Gets or sets the input artifact that contains the AppSpec file.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs, Mandatory = true, HelpMessage = "The artifact with the AppSpec file")]
    [ValidateNotEmpty]
    [ConfigurationKey("AppSpecTemplateArtifact")]
    [CompletesNothing]
    public string? AppSpecArtifact { get; set; }

    /// <summary>Gets or sets the AppSpec file.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs)]
    [ValidateNotEmpty("Omit -AppSpecPath to leave it out of the action.")]
    [ConfigurationKey("AppSpecTemplatePath")]
    [CompletesNothing]
    public string? AppSpecPath { get; set; }

    /// <summary>Gets or sets the input artifacts with the image detail files, by container; up to 4.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.CodeDeployToEcs)]
    [ValidateNotEmpty("Omit -ImageContainer to leave it out of the action.")]
    [ValidateCount(1, 4)]
    [CompletesNothing]
    public Hashtable? ImageContainer { get; set; }

    /// <summary>Gets or sets the Elastic Beanstalk application.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Beanstalk, Mandatory = true, HelpMessage = "The Elastic Beanstalk application")]
    [ValidateNotEmpty]
    [ConfigurationKey("ApplicationName")]
    [CompletesNothing]
    public string? BeanstalkApplication { get; set; }

    /// <summary>Gets or sets the Elastic Beanstalk environment.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Beanstalk, Mandatory = true, HelpMessage = "The Elastic Beanstalk environment")]
    [ValidateNotEmpty]
    [ConfigurationKey("EnvironmentName")]
    [CompletesNothing]
    public string? BeanstalkEnvironment { get; set; }

    /// <summary>Gets or sets the id of the AppConfig application.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.AppConfig, Mandatory = true, HelpMessage = "The AppConfig application")]
    [ValidateNotEmpty]
    [ConfigurationKey("Application")]
    [CompletesNothing]
    public string? AppConfigApplication { get; set; }

    /// <summary>Gets or sets the id of the AppConfig environment.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.AppConfig, Mandatory = true, HelpMessage = "The AppConfig environment")]
    [ValidateNotEmpty]
    [ConfigurationKey("Environment")]
    [CompletesNothing]
    public string? AppConfigEnvironment { get; set; }

    /// <summary>Gets or sets the id of the configuration profile.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.AppConfig, Mandatory = true, HelpMessage = "The configuration profile")]
    [ValidateNotEmpty]
    [ConfigurationKey("ConfigurationProfile")]
    [CompletesNothing]
    public string? ConfigurationProfile { get; set; }

    /// <summary>Gets or sets the file of the configuration in the input artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.AppConfig, Mandatory = true, HelpMessage = "The path of the configuration in the input artifact")]
    [ValidateNotEmpty]
    [ConfigurationKey("InputArtifactConfigurationPath")]
    [CompletesNothing]
    public string? ConfigurationPath { get; set; }

    /// <summary>Gets or sets the id of the deployment strategy.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.AppConfig, Mandatory = true, HelpMessage = "The deployment strategy")]
    [ValidateNotEmpty]
    [ConfigurationKey("DeploymentStrategy")]
    [CompletesNothing]
    public string? DeploymentStrategy { get; set; }

    /// <summary>Gets or sets the id of the Service Catalog product.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.ServiceCatalog, Mandatory = true, HelpMessage = "The id of the Service Catalog product")]
    [ValidateNotEmpty]
    [ConfigurationKey("ProductId")]
    [CompletesNothing]
    public string? ServiceCatalogProduct { get; set; }

    /// <summary>Gets or sets the name of the new version. Required without <see cref="ConfigurationFilePath"/>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.ServiceCatalog)]
    [ValidateNotEmpty("Omit -ProductVersionName to leave it out of the action.")]
    [ConfigurationKey("ProductVersionName")]
    [CompletesNothing]
    public string? ProductVersionName { get; set; }

    /// <summary>Gets or sets the description of the new version.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.ServiceCatalog)]
    [ValidateNotEmpty("Omit -ProductVersionDescription to leave it out of the action.")]
    [ConfigurationKey("ProductVersionDescription")]
    [CompletesNothing]
    public string? ProductVersionDescription { get; set; }

    /// <summary>Gets or sets the type of the product, such as <c>CLOUD_FORMATION_TEMPLATE</c>. Required without <see cref="ConfigurationFilePath"/>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.ServiceCatalog)]
    [ValidateNotEmpty("Omit -ProductType to leave it out of the action.")]
    [ConfigurationKey("ProductType")]
    [CompletesNothing]
    public string? ProductType { get; set; }

    /// <summary>Gets or sets the template in the input artifact. Required without <see cref="ConfigurationFilePath"/>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.ServiceCatalog)]
    [ValidateNotEmpty("Omit -TemplateFilePath to leave it out of the action.")]
    [ConfigurationKey("TemplateFilePath")]
    [CompletesNothing]
    public string? TemplateFilePath { get; set; }

    /// <summary>Gets or sets the file in the input artifact that contains the other settings.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.ServiceCatalog)]
    [ValidateNotEmpty("Omit -ConfigurationFilePath to leave it out of the action.")]
    [ConfigurationKey("ConfigurationFilePath")]
    [CompletesNothing]
    public string? ConfigurationFilePath { get; set; }
}
