using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Contracts.Tests;

/// <summary>The values of configurations in the permissions of the catalog. The ARNs are written out, so they do not depend on the code that fills them.</summary>
public sealed class PermissionTemplateTests
{
    private const string KeyId = "11111111-2222-3333-4444-555555555555";

    [Theory]
    [InlineData("Invoke/Lambda", "FunctionName=f", "lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:123456789012:function:f")]
    [InlineData("Invoke/Lambda", "FunctionName=arn:aws:lambda:eu-west-3:999999999999:function:f", "lambda:InvokeFunction", "arn:aws:lambda:eu-west-3:999999999999:function:f")]
    [InlineData("Deploy/Lambda", "FunctionName=arn:aws:lambda:eu-west-3:999999999999:function:f:live", "lambda:UpdateAlias", "arn:aws:lambda:eu-west-3:999999999999:function:f:live arn:aws:lambda:eu-west-3:999999999999:function:f:*")]
    [InlineData("Deploy/Lambda", "FunctionName=f;Alarms=one, two", "cloudwatch:DescribeAlarms", "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:one arn:aws:cloudwatch:eu-west-1:123456789012:alarm:two")]
    [InlineData("Deploy/ECS", "ClusterName=arn:aws:ecs:eu-west-1:123456789012:cluster/c;ServiceName=s", "ecs:UpdateService", "arn:aws:ecs:eu-west-1:123456789012:service/c/s")]
    [InlineData("Source/S3", "S3Bucket=b;S3ObjectKey=one,two.zip", "s3:GetObject", "arn:aws:s3:::b/one,two.zip")]
    [InlineData("Source/S3", "S3Bucket=b;S3ObjectKey={x}.zip", "s3:GetObject", "arn:aws:s3:::b/{x}.zip")]
    [InlineData("Invoke/StepFunctions", "StateMachineArn=arn:aws:states:eu-west-1:123456789012:stateMachine:m:live", "states:DescribeExecution", "arn:aws:states:eu-west-1:123456789012:execution:m:*")]
    [InlineData("Deploy/S3", "BucketName=b;KMSEncryptionKeyARN=" + KeyId, "kms:Encrypt", "arn:aws:kms:eu-west-1:123456789012:key/" + KeyId)]
    [InlineData("Deploy/S3", "BucketName=b;KMSEncryptionKeyARN=mrk-0123", "kms:Encrypt", "arn:aws:kms:eu-west-1:123456789012:key/mrk-0123")]
    [InlineData("Deploy/S3", "BucketName=b;KMSEncryptionKeyARN=alias/site", "kms:Encrypt", "arn:aws:kms:eu-west-1:123456789012:alias/site")]
    [InlineData("Build/CodeBuild", "ProjectName=p;ServiceRoleArnOverride=arn:aws:iam::123456789012:role/build", "iam:PassRole", "arn:aws:iam::123456789012:role/build")]
    [InlineData("Build/ECRBuildAndPublish", "ECRRepositoryName=r;RegistryType=public", "ecr-public:PutImage", "arn:aws:ecr-public::123456789012:repository/r")]
    public void A_value_becomes_the_exact_ARN(string type, string configuration, string action, string resources)
    {
        var rights = Assert.Single(Fill(type, configuration), rights => rights.Facts.Actions.Contains(action));

        Assert.Equal(resources.Split(' '), rights.Resources.SelectMany(texts => texts));
        Assert.Empty(rights.Widened);
    }

    [Theory]
    [InlineData("Invoke/StepFunctions", "StateMachineArn=#{variables.MACHINE}", "states:StartExecution", "StateMachineArn", true, "arn:aws:states:eu-west-1:123456789012:stateMachine:*")]
    [InlineData("Invoke/StepFunctions", "StateMachineArn=arn:aws:states:#{variables.R}:123456789012:stateMachine:m", "states:StartExecution", "StateMachineArn", true, "arn:aws:states:eu-west-1:123456789012:stateMachine:*")]
    [InlineData("Invoke/StepFunctions", "StateMachineArn=arn:aws:states:eu-west-1:#{variables.A}:stateMachine:m", "states:StartExecution", "StateMachineArn", true, "arn:aws:states:eu-west-1:123456789012:stateMachine:*")]
    [InlineData("Invoke/StepFunctions", "StateMachineArn=arn:aws:states:eu-west-1:123456789012:#{variables.M}", "states:StartExecution", "StateMachineArn", true, "arn:aws:states:eu-west-1:123456789012:stateMachine:*")]
    [InlineData("Invoke/StepFunctions", "StateMachineArn=arn:aws:states:eu-west-1:123456789012:stateMachine:#{variables.M}-x", "states:StartExecution", "StateMachineArn", true, "arn:aws:states:eu-west-1:123456789012:stateMachine:*-x")]
    [InlineData("Invoke/StepFunctions", "StateMachineArn=#{variables.MACHINE}", "states:DescribeExecution", "StateMachineArn", true, "arn:aws:states:eu-west-1:123456789012:execution:*:*")]
    [InlineData("Invoke/StepFunctions", "StateMachineArn=machine", "states:StartExecution", "StateMachineArn", false, "arn:aws:states:eu-west-1:123456789012:stateMachine:*")]
    [InlineData("Invoke/StepFunctions", "StateMachineArn=arn:aws:sns:eu-west-1:123456789012:topic", "states:StartExecution", "StateMachineArn", false, "arn:aws:states:eu-west-1:123456789012:stateMachine:*")]
    [InlineData("Approval/Manual", "NotificationArn=#{variables.TOPIC}", "sns:Publish", "NotificationArn", true, "arn:aws:sns:eu-west-1:123456789012:*")]
    [InlineData("Deploy/CloudFormation", "ActionMode=CREATE_UPDATE;StackName=s;RoleArn=#{variables.ROLE}", "iam:PassRole", "RoleArn", true, "arn:aws:iam::123456789012:role/*")]
    [InlineData("Build/CodeBuild", "ProjectName=p;ServiceRoleArnOverride=build", "iam:PassRole", "ServiceRoleArnOverride", false, "arn:aws:iam::123456789012:role/*")]
    [InlineData("Deploy/S3", "BucketName=b;KMSEncryptionKeyARN=#{variables.KEY}", "kms:Encrypt", "KMSEncryptionKeyARN", true, "arn:aws:kms:eu-west-1:123456789012:key/*")]
    [InlineData("Deploy/S3", "BucketName=#{variables.BUCKET}", "s3:PutObject", "BucketName", true, "arn:aws:s3:::*/*")]
    [InlineData("Invoke/Lambda", "FunctionName=f-#{variables.STAGE}", "lambda:InvokeFunction", "FunctionName", true, "arn:aws:lambda:eu-west-1:123456789012:function:f-*")]
    [InlineData("Invoke/Lambda", "FunctionName=arn:aws:lambda:eu-west-1:#{variables.A}:function:f", "lambda:InvokeFunction", "FunctionName", true, "arn:aws:lambda:eu-west-1:123456789012:function:*")]
    [InlineData("Deploy/ECS", "ClusterName=c;ServiceName=#{variables.S}", "ecs:UpdateService", "ServiceName", true, "arn:aws:ecs:eu-west-1:123456789012:service/c/*")]
    [InlineData("Build/CodeBuild", "ProjectName=p;BatchEnabled=#{variables.B}", "codebuild:StartBuildBatch", "BatchEnabled", true, "arn:aws:codebuild:eu-west-1:123456789012:project/p")]
    public void A_variable_is_bounded_by_account_and_Region_and_is_reported(string type, string configuration, string action, string key, bool hasVariable, string resource)
    {
        var rights = Assert.Single(Fill(type, configuration), rights => rights.Facts.Actions.Contains(action));

        Assert.Equal([resource], rights.Resources.SelectMany(texts => texts));
        Assert.Equal([(key, hasVariable, resource)], rights.Widened.Select(value => (value.Key, value.HasVariable, value.Resource)));
    }

    [Theory]
    [InlineData("tokens", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tokens-??????")]
    [InlineData("tokens:bedrock:AWSCURRENT", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tokens-??????")]
    [InlineData("arn:aws:secretsmanager:eu-west-2:999999999999:secret:tokens-AbCdEf:bedrock", "arn:aws:secretsmanager:eu-west-2:999999999999:secret:tokens-AbCdEf")]
    [InlineData("#{variables.SECRET}", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:*-??????")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:#{variables.A}:secret:x", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:*")]
    public void A_secret_is_named_as_exactly_as_its_value(string value, string resource)
    {
        var variables = new[] { new ActionEnvironmentVariable { Name = "A", Value = "plain" }, new ActionEnvironmentVariable { Name = "B", Value = value, Type = "SECRETS_MANAGER" } };
        var rights = Assert.Single(Fill("Compute/Commands", string.Empty, variables), rights => rights.Facts.Actions.Contains("secretsmanager:GetSecretValue"));

        Assert.Equal([resource], rights.Resources.SelectMany(texts => texts));
        Assert.Equal(value.Contains('#', StringComparison.Ordinal) ? ["environmentVariables"] : [], rights.Widened.Select(widened => widened.Key));
    }

    [Theory]
    [InlineData("InstanceTagValue=blue", "StringEquals", "blue", 0)]
    [InlineData("InstanceTagValue=#{variables.COLOR}-1", "StringLike", "*-1", 1)]
    public void A_variable_in_the_value_of_a_condition_needs_an_operator_with_wildcards(string configuration, string test, string value, int widened)
    {
        var rights = Assert.Single(Fill("Deploy/EC2", "InstanceType=EC2;InstanceTagKey=Color;" + configuration), rights => rights.Condition is not null && rights.Facts.Actions.Contains("ssm:SendCommand"));

        Assert.Equal((test, "aws:ResourceTag/Color", value, widened), (rights.Condition!.Operator, rights.Condition.Key, Assert.Single(rights.Condition.Values), rights.Widened.Count));
    }

    [Fact]
    public void A_variable_in_the_key_of_a_condition_removes_the_condition_and_is_reported()
    {
        var rights = Fill("Deploy/EC2", "InstanceType=EC2;InstanceTagKey=#{variables.TAG};InstanceTagValue=blue").First(rights => rights.Facts.Actions.Contains("ssm:SendCommand"));

        Assert.Null(rights.Condition);
        Assert.Equal("InstanceTagKey", Assert.Single(rights.Widened).Key);
        Assert.Equal(["arn:aws:ec2:eu-west-1:123456789012:instance/*"], rights.Resources.SelectMany(texts => texts));
    }

    private static List<NeededRights> Fill(string type, string configuration, IReadOnlyList<ActionEnvironmentVariable>? variables = null)
    {
        var names = type.Split('/');
        var facts = ActionCatalog.Find(names[0], "AWS", names[1], "1")!;
        var action = new PipelineAction
        {
            Name = "A",
            ActionTypeId = new ActionTypeId { Category = names[0], Owner = "AWS", Provider = names[1], Version = "1" },
            Configuration = configuration.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=', 2)).ToDictionary(entry => entry[0], entry => entry[1]),
            EnvironmentVariables = variables,
        };
        return PermissionTemplate.Fill(facts.Permissions, facts.Keys, action, new PermissionScope("aws", "eu-west-1", "123456789012", "demo")).ToList();
    }
}
