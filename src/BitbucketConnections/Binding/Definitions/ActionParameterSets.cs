using System.Collections.Generic;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>The action types that have their own parameter set, by the name of the set.</summary>
internal static class ActionParameterSets
{
    public const string CodeBuild = "CodeBuild";
    public const string Commands = "Commands";
    public const string EcrBuildAndPublish = "EcrBuildAndPublish";
    public const string S3 = "S3";
    public const string CodeDeploy = "CodeDeploy";
    public const string CodeDeployToEcs = "CodeDeployToEcs";
    public const string CloudFormation = "CloudFormation";
    public const string Ecs = "Ecs";
    public const string Beanstalk = "Beanstalk";
    public const string AppConfig = "AppConfig";
    public const string Lambda = "Lambda";
    public const string StepFunctions = "StepFunctions";
    public const string Pipeline = "Pipeline";
    public const string Approval = "Approval";
    public const string Provider = "Provider";
    public const string Connection = "Connection";
    public const string CodeCommit = "CodeCommit";
    public const string S3Source = "S3Source";
    public const string EcrSource = "EcrSource";
    public const string StackSet = "StackSet";
    public const string StackInstances = "StackInstances";
    public const string Eks = "Eks";
    public const string Ec2 = "Ec2";
    public const string LambdaDeploy = "LambdaDeploy";
    public const string ServiceCatalog = "ServiceCatalog";
    public const string DeviceFarm = "DeviceFarm";
    public const string InspectorScan = "InspectorScan";

    /// <summary>Gets the action type of each set except the generic one. The owner is AWS and the version 1.</summary>
    public static IReadOnlyDictionary<string, ActionTypeId> BySet { get; } = new Dictionary<string, ActionTypeId>
    {
        [CodeBuild] = Aws("Build", "CodeBuild"),
        [Commands] = Aws("Compute", "Commands"),
        [EcrBuildAndPublish] = Aws("Build", "ECRBuildAndPublish"),
        [S3] = Aws("Deploy", "S3"),
        [CodeDeploy] = Aws("Deploy", "CodeDeploy"),
        [CodeDeployToEcs] = Aws("Deploy", "CodeDeployToECS"),
        [CloudFormation] = Aws("Deploy", "CloudFormation"),
        [Ecs] = Aws("Deploy", "ECS"),
        [Beanstalk] = Aws("Deploy", "ElasticBeanstalk"),
        [AppConfig] = Aws("Deploy", "AppConfig"),
        [Lambda] = Aws("Invoke", "Lambda"),
        [StepFunctions] = Aws("Invoke", "StepFunctions"),
        [Pipeline] = Aws("Invoke", "CodePipeline"),
        [Approval] = Aws("Approval", "Manual"),
        [Connection] = Aws("Source", "CodeStarSourceConnection"),
        [CodeCommit] = Aws("Source", "CodeCommit"),
        [S3Source] = Aws("Source", "S3"),
        [EcrSource] = Aws("Source", "ECR"),
        [StackSet] = Aws("Deploy", "CloudFormationStackSet"),
        [StackInstances] = Aws("Deploy", "CloudFormationStackInstances"),
        [Eks] = Aws("Deploy", "EKS"),
        [Ec2] = Aws("Deploy", "EC2"),
        [LambdaDeploy] = Aws("Deploy", "Lambda"),
        [ServiceCatalog] = Aws("Deploy", "ServiceCatalog"),
        [DeviceFarm] = Aws("Test", "DeviceFarm"),
        [InspectorScan] = Aws("Invoke", "InspectorScan"),
    };

    public static ActionTypeId Aws(string category, string provider) =>
        new() { Category = category, Owner = "AWS", Provider = provider, Version = "1" };
}
