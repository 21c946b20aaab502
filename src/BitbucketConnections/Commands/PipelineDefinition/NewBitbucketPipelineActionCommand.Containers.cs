using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Commands;

/// <content>Parameters of deployments to ECS and EKS.</content>
public sealed partial class NewBitbucketPipelineActionCommand
{
    /// <summary>Gets or sets the ECS cluster.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ecs, Mandatory = true, HelpMessage = "The ECS cluster")]
    [ValidateNotEmpty]
    [ConfigurationKey("ClusterName")]
    [CompletesNothing]
    public string? EcsCluster { get; set; }

    /// <summary>Gets or sets the ECS service.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ecs, Mandatory = true, HelpMessage = "The ECS service")]
    [ValidateNotEmpty]
    [ConfigurationKey("ServiceName")]
    [CompletesNothing]
    public string? EcsService { get; set; }

    /// <summary>Gets or sets the file with the images. Default: <c>imagedefinitions.json</c>.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ecs)]
    [ValidateNotEmpty("Omit -ImageDefinitionFile to use imagedefinitions.json.")]
    [ConfigurationKey("FileName")]
    [CompletesNothing]
    public string? ImageDefinitionFile { get; set; }

    /// <summary>Gets or sets the timeout of the deployment in minutes, from 1.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Ecs)]
    [ValidateNotEmpty("Omit -DeploymentTimeout to leave it out of the action.")]
    [ValidateRange(1, int.MaxValue)]
    [ConfigurationKey("DeploymentTimeout")]
    [CompletesNothing]
    public int? DeploymentTimeout { get; set; }

    /// <summary>Gets or sets the EKS cluster; V2 only.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Eks, Mandatory = true, HelpMessage = "The EKS cluster")]
    [ValidateNotEmpty]
    [ConfigurationKey("ClusterName")]
    [CompletesNothing]
    public string? EksCluster { get; set; }

    /// <summary>Gets or sets the Helm release. Required for a Helm chart.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Eks)]
    [ValidateNotEmpty("Omit -HelmReleaseName to leave it out of the action.")]
    [ConfigurationKey("HelmReleaseName")]
    [CompletesNothing]
    public string? HelmReleaseName { get; set; }

    /// <summary>Gets or sets the location of the Helm chart in the input artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Eks)]
    [ValidateNotEmpty("Omit -HelmChartLocation to leave it out of the action.")]
    [ConfigurationKey("HelmChartLocation")]
    [CompletesNothing]
    public string? HelmChartLocation { get; set; }

    /// <summary>Gets or sets the values files in the location of the Helm chart.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Eks)]
    [ValidateNotEmpty("Omit -HelmValuesFile to leave it out of the action.")]
    [ConfigurationKey("HelmValuesFiles")]
    [CompletesNothing]
    public string[]? HelmValuesFile { get; set; }

    /// <summary>Gets or sets the manifest files for kubectl in the input artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Eks)]
    [ValidateNotEmpty("Omit -ManifestFile to leave it out of the action.")]
    [ConfigurationKey("ManifestFiles")]
    [CompletesNothing]
    public string[]? ManifestFile { get; set; }

    /// <summary>Gets or sets the folder of the kustomization in the input artifact.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Eks)]
    [ValidateNotEmpty("Omit -KustomizationDirectory to leave it out of the action.")]
    [ConfigurationKey("KustomizationDirectory")]
    [CompletesNothing]
    public string? KustomizationDirectory { get; set; }

    /// <summary>Gets or sets the namespace in the cluster.</summary>
    [Parameter(ParameterSetName = ActionParameterSets.Eks)]
    [ValidateNotEmpty("Omit -KubernetesNamespace to leave it out of the action.")]
    [ConfigurationKey("Namespace")]
    [CompletesNothing]
    public string? KubernetesNamespace { get; set; }
}
