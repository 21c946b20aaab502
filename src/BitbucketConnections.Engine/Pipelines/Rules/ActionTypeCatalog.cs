using System.Collections.Generic;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>What an action type of AWS requires (CodePipeline action structure reference).</summary>
internal sealed record ActionTypeFacts(string[] Required, (int Min, int Max) Inputs, (int Min, int Max) Outputs, bool V2Only = false);

/// <summary>The action types whose rules are known. One that is not here is left to AWS to judge.</summary>
internal static class ActionTypeCatalog
{
    private static readonly ActionTypeFacts s_codeBuild = new(["ProjectName"], (1, 5), (0, 5));
    private static readonly ActionTypeFacts s_commands = new([], (1, 10), (0, 1), V2Only: true);

    private static readonly Dictionary<string, ActionTypeFacts> s_types = new()
    {
        ["Source/" + PipelineSource.Provider] = new(["ConnectionArn", "FullRepositoryId", "BranchName"], (0, 0), (1, 1)),
        ["Source/S3"] = new(["S3Bucket", "S3ObjectKey"], (0, 0), (1, 1)),
        ["Source/ECR"] = new(["RepositoryName"], (0, 0), (1, 1)),
        ["Source/CodeCommit"] = new(["RepositoryName", "BranchName"], (0, 0), (1, 1)),
        ["Build/CodeBuild"] = s_codeBuild,
        ["Test/CodeBuild"] = s_codeBuild,
        ["Compute/Commands"] = s_commands,
        ["Build/Commands"] = s_commands,
        ["Build/ECRBuildAndPublish"] = new(["ECRRepositoryName"], (1, 1), (0, 0), V2Only: true),
        ["Deploy/S3"] = new(["BucketName", "Extract"], (1, 1), (0, 0)),
        ["Deploy/CodeDeploy"] = new(["ApplicationName", "DeploymentGroupName"], (1, 1), (0, 0)),
        ["Deploy/CloudFormation"] = new(["ActionMode", "StackName"], (0, 10), (0, 1)),
        ["Deploy/CloudFormationStackSet"] = new([], (1, 3), (0, 0)),
        ["Deploy/CloudFormationStackInstances"] = new([], (0, 2), (0, 0)),
        ["Deploy/ECS"] = new(["ClusterName", "ServiceName"], (1, 1), (0, 0)),
        ["Deploy/CodeDeployToECS"] = new(
            ["ApplicationName", "DeploymentGroupName", "TaskDefinitionTemplateArtifact", "AppSpecTemplateArtifact"], (1, 5), (0, 0)),
        ["Deploy/ElasticBeanstalk"] = new(["ApplicationName", "EnvironmentName"], (1, 1), (0, 0)),
        ["Deploy/AppConfig"] = new(["Application", "Environment", "ConfigurationProfile", "InputArtifactConfigurationPath"], (1, 1), (0, 0)),
        ["Deploy/EKS"] = new([], (1, 1), (0, 0), V2Only: true),
        ["Invoke/Lambda"] = new(["FunctionName"], (0, 5), (0, 5)),
        ["Invoke/StepFunctions"] = new(["StateMachineArn"], (0, 1), (0, 1)),
        ["Invoke/CodePipeline"] = new(["PipelineName"], (0, int.MaxValue), (0, int.MaxValue)),
        ["Approval/Manual"] = new([], (0, 0), (0, 0)),
    };

    public static ActionTypeFacts? Find(ActionTypeId type) =>
        type.Owner == "AWS" && s_types.TryGetValue(type.Category + "/" + type.Provider, out var facts) ? facts : null;
}
