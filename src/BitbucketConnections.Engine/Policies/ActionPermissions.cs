using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Policies;

/// <summary>
/// Gets the permissions that each action type needs (CodePipeline user guide, "Manage the CodePipeline service
/// role"), limited to the resources in the action's configuration.
/// </summary>
internal static class ActionPermissions
{
    private static readonly string[] s_logs = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
    private static readonly string[] s_bucketReads = ["s3:GetBucketVersioning", "s3:GetBucketAcl", "s3:GetBucketLocation"];
    private static readonly string[] s_codeDeploy =
    [
        "codedeploy:CreateDeployment", "codedeploy:GetApplication", "codedeploy:GetApplicationRevision", "codedeploy:GetDeployment",
        "codedeploy:GetDeploymentConfig", "codedeploy:RegisterApplicationRevision",
    ];

    private static readonly string[] s_cloudFormation =
    [
        "cloudformation:CreateStack", "cloudformation:DeleteStack", "cloudformation:DescribeStacks", "cloudformation:UpdateStack",
        "cloudformation:CreateChangeSet", "cloudformation:DeleteChangeSet", "cloudformation:DescribeChangeSet",
        "cloudformation:ExecuteChangeSet", "cloudformation:SetStackPolicy",
    ];

    private static readonly Dictionary<string, Func<ActionContext, IEnumerable<PolicyStatement>>> s_types = new(StringComparer.Ordinal)
    {
        // Connections are not included here. One statement covers all sources.
        ["Source/" + PipelineSource.Provider] = _ => [],
        ["Source/S3"] = S3Source,
        ["Source/CodeCommit"] = a => [new(
            "AllowCodeCommit",
            [
                "codecommit:CancelUploadArchive", "codecommit:GetBranch", "codecommit:GetCommit", "codecommit:GetRepository",
                "codecommit:GetUploadArchiveStatus", "codecommit:UploadArchive",
            ],
            [a.Arn("codecommit", a["RepositoryName"])])],
        ["Source/ECR"] = a => [new("AllowEcrSource", ["ecr:DescribeImages"], [a.Arn("ecr", "repository/" + a["RepositoryName"])])],
        ["Build/CodeBuild"] = CodeBuild,
        ["Test/CodeBuild"] = CodeBuild,
        ["Compute/Commands"] = Commands,
        ["Build/Commands"] = Commands,
        ["Build/ECRBuildAndPublish"] = BuildImage,
        ["Test/DeviceFarm"] = _ => [new(
            "AllowDeviceFarm",
            [
                "devicefarm:ListProjects", "devicefarm:ListDevicePools", "devicefarm:GetRun", "devicefarm:GetUpload",
                "devicefarm:CreateUpload", "devicefarm:ScheduleRun",
            ],
            ["*"])],
        ["Deploy/S3"] = S3Deploy,
        ["Deploy/CodeDeploy"] = CodeDeploy,
        ["Deploy/CodeDeployToECS"] = a => CodeDeploy(a).Concat(
        [
            new("AllowEcsTaskDefinition", ["ecs:RegisterTaskDefinition"], ["*"]),
            PassRole(a, "AllowPassTaskRole", "ecs-tasks.amazonaws.com", null),
        ]),
        ["Deploy/CloudFormation"] = CloudFormation,
        ["Deploy/CloudFormationStackSet"] = StackSet,
        ["Deploy/CloudFormationStackInstances"] = StackSet,
        ["Deploy/ECS"] = a =>
        [
            new("AllowEcsService", ["ecs:DescribeServices", "ecs:UpdateService"], [a.Arn("ecs", $"service/{a["ClusterName"]}/{a["ServiceName"]}")]),
            new("AllowEcsTask", ["ecs:DescribeTaskDefinition", "ecs:DescribeTasks", "ecs:ListTasks", "ecs:RegisterTaskDefinition"], ["*"]),
            PassRole(a, "AllowPassTaskRole", "ecs-tasks.amazonaws.com", null),
        ],
        ["Deploy/ElasticBeanstalk"] = Beanstalk,
        ["Deploy/AppConfig"] = a =>
        [
            new(
                "AllowAppConfig",
                ["appconfig:StartDeployment", "appconfig:GetDeployment", "appconfig:StopDeployment"],
                [
                    a.Arn("appconfig", $"application/{a["Application"]}"),
                    a.Arn("appconfig", $"application/{a["Application"]}/configurationprofile/{a["ConfigurationProfile"]}"),
                    a.Arn("appconfig", $"application/{a["Application"]}/environment/{a["Environment"]}"),
                    a.Arn("appconfig", $"application/{a["Application"]}/environment/{a["Environment"]}/deployment/*"),
                    a.Arn("appconfig", $"deploymentstrategy/{a["DeploymentStrategy"]}"),
                ]),
        ],
        ["Deploy/ServiceCatalog"] = _ =>
        [
            new(
                "AllowServiceCatalog",
                [
                    "servicecatalog:ListProvisioningArtifacts", "servicecatalog:CreateProvisioningArtifact",
                    "servicecatalog:DescribeProvisioningArtifact", "servicecatalog:DeleteProvisioningArtifact", "servicecatalog:UpdateProduct",
                ],
                ["*"]),
            ValidateTemplate,
        ],
        ["Deploy/OpsWorks"] = _ => [new(
            "AllowOpsWorks",
            [
                "opsworks:CreateDeployment", "opsworks:DescribeApps", "opsworks:DescribeCommands", "opsworks:DescribeDeployments",
                "opsworks:DescribeInstances", "opsworks:DescribeStacks", "opsworks:UpdateApp", "opsworks:UpdateStack",
            ],
            ["*"])],
        ["Invoke/Lambda"] = a => [new("AllowLambdaInvoke", ["lambda:InvokeFunction"], [a.Arn("lambda", "function:", a["FunctionName"])])],
        ["Invoke/StepFunctions"] = StepFunctions,
        ["Invoke/CodePipeline"] = a => [new("AllowPipelineInvoke", ["codepipeline:StartPipelineExecution"], [a.Arn("codepipeline", a["PipelineName"])])],
        ["Approval/Manual"] = a => a.Find("NotificationArn") is { } topic ? [new("AllowApprovalNotification", ["sns:Publish"], [topic])] : [],
    };

    private static PolicyStatement ValidateTemplate => new("AllowValidateTemplate", ["cloudformation:ValidateTemplate"], ["*"]);

    /// <summary>Determines whether the permissions of an action type are known. Custom and third-party actions run outside the role.</summary>
    public static bool IsKnown(ActionTypeId type) => type.Owner != "AWS" || s_types.ContainsKey(Key(type));

    public static IEnumerable<PolicyStatement> Of(ActionTypeId type, ActionContext action) =>
        type.Owner == "AWS" && s_types.TryGetValue(Key(type), out var make) ? make(action) : [];

    private static string Key(ActionTypeId type) => type.Category + "/" + type.Provider;

    private static IEnumerable<PolicyStatement> S3Source(ActionContext a) =>
    [
        new("AllowS3SourceBucket", s_bucketReads, [a.Bucket(a["S3Bucket"])]),
        new("AllowS3SourceObject", ["s3:GetObject", "s3:GetObjectVersion"], [a.Bucket(a["S3Bucket"]) + "/" + a["S3ObjectKey"]]),
    ];

    private static IEnumerable<PolicyStatement> CodeBuild(ActionContext a)
    {
        var project = a.Arn("codebuild", "project/" + a["ProjectName"]);
        yield return new PolicyStatement("AllowCodeBuild", ["codebuild:BatchGetBuilds", "codebuild:StartBuild", "codebuild:StopBuild"], [project]);
        if (a.IsTrue("BatchEnabled"))
        {
            yield return new PolicyStatement("AllowCodeBuildBatch", ["codebuild:BatchGetBuildBatches", "codebuild:StartBuildBatch"], [project]);
        }

        if (a.Find("ServiceRoleArnOverride") is { } role)
        {
            yield return PassRole(a, "AllowPassBuildRole", "codebuild.amazonaws.com", role);
        }
    }

    private static IEnumerable<PolicyStatement> Logs(ActionContext a)
    {
        var group = a.Arn("logs", "log-group:/aws/codepipeline/" + a.PipelineName);
        return [new("AllowCommandLogs", s_logs, [group, group + ":*"])];
    }

    private static IEnumerable<PolicyStatement> Commands(ActionContext a)
    {
        foreach (var logs in Logs(a))
        {
            yield return logs;
        }

        if (a.Find("VpcId") is not null)
        {
            yield return new PolicyStatement(
                "AllowVpc",
                [
                    "ec2:CreateNetworkInterface", "ec2:DescribeDhcpOptions", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface",
                    "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups", "ec2:DescribeVpcs",
                ],
                ["*"]);
            yield return new PolicyStatement("AllowVpcInterface", ["ec2:CreateNetworkInterfacePermission"], [a.Arn("ec2", "network-interface/*")]);
        }
    }

    private static IEnumerable<PolicyStatement> BuildImage(ActionContext a)
    {
        var isPublic = a.Find("RegistryType") == "public";
        var prefix = isPublic ? "ecr-public" : "ecr";
        string[] push = ["InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload", "PutImage", "BatchCheckLayerAvailability", "DescribeRepositories"];
        var repository = isPublic
            ? $"arn:{a.Partition}:ecr-public::{a.AccountId}:repository/{a["ECRRepositoryName"]}"
            : a.Arn("ecr", "repository/" + a["ECRRepositoryName"]);
        yield return new PolicyStatement(isPublic ? "AllowEcrPublicPush" : "AllowEcrPush", push.Select(action => $"{prefix}:{action}").ToList(), [repository]);
        yield return new PolicyStatement(
            isPublic ? "AllowEcrPublicLogin" : "AllowEcrLogin",
            isPublic ? ["ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken"] : ["ecr:GetAuthorizationToken"],
            ["*"]);
        foreach (var logs in Logs(a))
        {
            yield return logs;
        }
    }

    private static IEnumerable<PolicyStatement> S3Deploy(ActionContext a)
    {
        string[] actions = a.Find("CannedACL") is null ? ["s3:PutObject"] : ["s3:PutObject", "s3:PutObjectAcl"];
        yield return new PolicyStatement("AllowS3DeployBucket", s_bucketReads, [a.Bucket(a["BucketName"])]);
        yield return new PolicyStatement("AllowS3Deploy", actions, [a.Bucket(a["BucketName"]) + "/*"]);
        if (a.Find("KMSEncryptionKeyARN") is { } key)
        {
            yield return new PolicyStatement("AllowS3DeployKey", ["kms:Encrypt", "kms:GenerateDataKey"], [key]);
        }
    }

    private static IEnumerable<PolicyStatement> CodeDeploy(ActionContext a) =>
    [
        new(
            "AllowCodeDeploy",
            s_codeDeploy,
            [
                a.Arn("codedeploy", "application:" + a["ApplicationName"]),
                a.Arn("codedeploy", $"deploymentgroup:{a["ApplicationName"]}/{a["DeploymentGroupName"]}"),
                a.Arn("codedeploy", "deploymentconfig:*"),
            ]),
    ];

    private static IEnumerable<PolicyStatement> CloudFormation(ActionContext a)
    {
        yield return new PolicyStatement("AllowCloudFormation", s_cloudFormation, [a.Arn("cloudformation", $"stack/{a["StackName"]}/*")]);
        yield return ValidateTemplate;
        if (a.Find("RoleArn") is { } role)
        {
            yield return PassRole(a, "AllowPassCloudFormationRole", "cloudformation.amazonaws.com", role);
        }
    }

    private static IEnumerable<PolicyStatement> StackSet(ActionContext a)
    {
        yield return new PolicyStatement(
            "AllowCloudFormationStackSet",
            [
                "cloudformation:CreateStackSet", "cloudformation:UpdateStackSet", "cloudformation:CreateStackInstances",
                "cloudformation:DescribeStackSetOperation", "cloudformation:DescribeStackSet", "cloudformation:ListStackInstances",
            ],
            [a.Arn("cloudformation", $"stackset/{a["StackSetName"]}:*"), a.Arn("cloudformation", $"stackset-target/{a["StackSetName"]}:*"), $"arn:{a.Partition}:cloudformation:*::type/resource/*"]);
        if (a.Find("AdministrationRoleArn") is { } role)
        {
            yield return PassRole(a, "AllowPassCloudFormationRole", "cloudformation.amazonaws.com", role);
        }
    }

    private static IEnumerable<PolicyStatement> StepFunctions(ActionContext a)
    {
        var machine = a["StateMachineArn"];
        yield return new PolicyStatement("AllowStepFunctions", ["states:DescribeStateMachine", "states:StartExecution"], [machine]);
        yield return new PolicyStatement("AllowStepFunctionsExecution", ["states:DescribeExecution"], [machine.Replace(":stateMachine:", ":execution:") + ":*"]);
    }

    // Elastic Beanstalk uses the caller's permissions for the environment. The guide lists these services without restriction.
    private static IEnumerable<PolicyStatement> Beanstalk(ActionContext a) =>
    [
        new(
            "AllowElasticBeanstalk",
            ["elasticbeanstalk:*"],
            [
                a.Arn("elasticbeanstalk", "application/" + a["ApplicationName"]),
                a.Arn("elasticbeanstalk", $"applicationversion/{a["ApplicationName"]}/*"),
                a.Arn("elasticbeanstalk", $"environment/{a["ApplicationName"]}/{a["EnvironmentName"]}"),
            ]),
        new("AllowElasticBeanstalkStorage", ["s3:*"], [a.Bucket("elasticbeanstalk-*"), a.Bucket("elasticbeanstalk-*/*")]),
        new(
            "AllowElasticBeanstalkResources",
            ["ec2:*", "elasticloadbalancing:*", "autoscaling:*", "cloudwatch:*", "sns:*", "cloudformation:*", "rds:*", "sqs:*", "ecs:*"],
            ["*"]),
        PassRole(a, "AllowPassBeanstalkRole", "elasticbeanstalk.amazonaws.com", null),
    ];

    // The configuration does not contain the role of a task definition or environment, so the condition limits the service.
    private static PolicyStatement PassRole(ActionContext a, string sid, string service, string? roleArn) => new(
        sid, ["iam:PassRole"], [roleArn ?? $"arn:{a.Partition}:iam::{a.AccountId}:role/*"], new PolicyCondition("StringEquals", "iam:PassedToService", service));
}
