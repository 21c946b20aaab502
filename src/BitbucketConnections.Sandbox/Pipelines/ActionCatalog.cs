using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Sandbox.Pipelines;

/// <summary>The action types AWS owns, all of version 1, as the action structure reference has them.</summary>
internal static class ActionCatalog
{
    private static readonly string[] s_source = ["Source"];
    private static readonly string[] s_deploy = ["Deploy"];
    private static readonly string[] s_invoke = ["Invoke"];

    private static readonly ActionType[] s_types =
    [
        new()
        {
            Categories = s_source,
            Provider = PipelineSource.Provider,
            RequiredKeys = ["ConnectionArn", "FullRepositoryId", "BranchName"],
            KnownKeys = ["ConnectionArn", "FullRepositoryId", "BranchName", "OutputArtifactFormat", "DetectChanges"],
            Outputs = (1, 1),
        },
        new() { Categories = s_source, Provider = "S3", RequiredKeys = ["S3Bucket", "S3ObjectKey"], Outputs = (1, 1) },
        new() { Categories = s_source, Provider = "ECR", RequiredKeys = ["RepositoryName"], Outputs = (1, 1) },
        new() { Categories = s_source, Provider = "CodeCommit", RequiredKeys = ["RepositoryName", "BranchName"], Outputs = (1, 1) },
        new() { Categories = ["Build", "Test"], Provider = "CodeBuild", RequiredKeys = ["ProjectName"], Inputs = (1, 5), Outputs = (0, 5) },
        new() { Categories = ["Compute", "Build"], Provider = "Commands", Inputs = (1, 10), Outputs = (0, 1), IsV2Only = true },
        new() { Categories = ["Build"], Provider = "ECRBuildAndPublish", RequiredKeys = ["ECRRepositoryName"], Inputs = (1, 1), IsV2Only = true },
        new() { Categories = ["Test"], Provider = "DeviceFarm", Inputs = (1, 1) },
        new()
        {
            Categories = s_deploy,
            Provider = "S3",
            RequiredKeys = ["BucketName", "Extract"],
            KnownKeys = ["BucketName", "Extract", "ObjectKey", "KMSEncryptionKeyARN", "CannedACL", "CacheControl"],
            Inputs = (1, 1),
        },
        new() { Categories = s_deploy, Provider = "CodeDeploy", RequiredKeys = ["ApplicationName", "DeploymentGroupName"], Inputs = (1, 1) },
        new() { Categories = s_deploy, Provider = "CloudFormation", RequiredKeys = ["ActionMode", "StackName"], Inputs = (0, 10), Outputs = (0, 1) },
        new() { Categories = s_deploy, Provider = "CloudFormationStackSet", Inputs = (1, 3) },
        new() { Categories = s_deploy, Provider = "CloudFormationStackInstances", Inputs = (0, 2) },
        new() { Categories = s_deploy, Provider = "ECS", RequiredKeys = ["ClusterName", "ServiceName"], Inputs = (1, 1) },
        new()
        {
            Categories = s_deploy,
            Provider = "CodeDeployToECS",
            RequiredKeys = ["ApplicationName", "DeploymentGroupName", "TaskDefinitionTemplateArtifact", "AppSpecTemplateArtifact"],
            Inputs = (1, 5),
        },
        new() { Categories = s_deploy, Provider = "ElasticBeanstalk", RequiredKeys = ["ApplicationName", "EnvironmentName"], Inputs = (1, 1) },
        new()
        {
            Categories = s_deploy,
            Provider = "AppConfig",
            RequiredKeys = ["Application", "Environment", "ConfigurationProfile", "InputArtifactConfigurationPath"],
            Inputs = (1, 1),
        },
        new() { Categories = s_deploy, Provider = "EKS", Inputs = (1, 1), IsV2Only = true },
        new() { Categories = s_deploy, Provider = "EC2", Inputs = (1, 1) },
        new() { Categories = s_deploy, Provider = "ServiceCatalog", Inputs = (1, 1) },
        new() { Categories = s_deploy, Provider = "OpsWorks", Inputs = (1, 1) },
        new() { Categories = s_deploy, Provider = "Lambda", Inputs = (1, 1) },
        new() { Categories = s_invoke, Provider = "Lambda", RequiredKeys = ["FunctionName"], Inputs = (0, 5), Outputs = (0, 5) },
        new() { Categories = s_invoke, Provider = "StepFunctions", RequiredKeys = ["StateMachineArn"], Inputs = (0, 1), Outputs = (0, 1) },
        new() { Categories = s_invoke, Provider = "CodePipeline", RequiredKeys = ["PipelineName"], Inputs = (0, 5), Outputs = (0, 5) },
        new() { Categories = s_invoke, Provider = "InspectorScan", Inputs = (0, 5), Outputs = (0, 5) },
        new() { Categories = ["Approval"], Provider = "Manual" },
    ];

    /// <summary>Finds an action type.</summary>
    /// <param name="category">The category.</param>
    /// <param name="owner">The owner; only AWS's types are here.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="version">The version.</param>
    /// <returns>The type, or null.</returns>
    public static ActionType? Find(string category, string owner, string provider, string version) =>
        owner == "AWS" && version == "1"
            ? s_types.FirstOrDefault(type => type.Provider == provider && type.Categories.Contains(category, StringComparer.Ordinal))
            : null;

    /// <summary>Gets all types, for tests that go through them.</summary>
    public static IReadOnlyList<ActionType> All => s_types;
}
