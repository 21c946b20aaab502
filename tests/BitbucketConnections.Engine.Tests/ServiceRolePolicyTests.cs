using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Engine.Tests;

[Collection("environment")]
public sealed class ServiceRolePolicyTests
{
    private const string ConnectionArn = "arn:aws:codeconnections:us-west-2:123456789012:connection/x";

    [Theory]
    [InlineData("Build", "CodeBuild", "ProjectName=my-build", "codebuild:StartBuild", "arn:aws:codebuild:us-east-1:123456789012:project/my-build")]
    [InlineData("Build", "CodeBuild", "ProjectName=my-build;BatchEnabled=true", "codebuild:StartBuildBatch", "arn:aws:codebuild:us-east-1:123456789012:project/my-build")]
    [InlineData("Compute", "Commands", "", "logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/codepipeline/demo")]
    [InlineData("Deploy", "S3", "BucketName=my-site;Extract=true", "s3:PutObject", "arn:aws:s3:::my-site/*")]
    [InlineData("Deploy", "S3", "BucketName=my-site;Extract=true;CannedACL=private", "s3:PutObjectAcl", "arn:aws:s3:::my-site/*")]
    [InlineData("Deploy", "CodeDeploy", "ApplicationName=a;DeploymentGroupName=g", "codedeploy:CreateDeployment", "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:a/g")]
    [InlineData("Deploy", "CloudFormation", "ActionMode=CREATE_UPDATE;StackName=s;RoleArn=arn:aws:iam::123456789012:role/cfn", "cloudformation:UpdateStack", "arn:aws:cloudformation:us-east-1:123456789012:stack/s/*")]
    [InlineData("Deploy", "CloudFormation", "ActionMode=CREATE_UPDATE;StackName=s;RoleArn=arn:aws:iam::123456789012:role/cfn", "iam:PassRole", "arn:aws:iam::123456789012:role/cfn")]
    [InlineData("Deploy", "ECS", "ClusterName=c;ServiceName=s", "ecs:UpdateService", "arn:aws:ecs:us-east-1:123456789012:service/c/s")]
    [InlineData("Invoke", "Lambda", "FunctionName=f", "lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:f")]
    [InlineData("Invoke", "StepFunctions", "StateMachineArn=arn:aws:states:us-east-1:123456789012:stateMachine:m", "states:StartExecution", "arn:aws:states:us-east-1:123456789012:stateMachine:m")]
    [InlineData("Deploy", "AppConfig", "Application=a;Environment=e;ConfigurationProfile=p;DeploymentStrategy=d", "appconfig:StartDeployment", "arn:aws:appconfig:us-east-1:123456789012:application/a/environment/e")]
    [InlineData("Invoke", "CodePipeline", "PipelineName=next", "codepipeline:StartPipelineExecution", "arn:aws:codepipeline:us-east-1:123456789012:next")]
    [InlineData("Approval", "Manual", "NotificationArn=arn:aws:sns:us-east-1:123456789012:t", "sns:Publish", "arn:aws:sns:us-east-1:123456789012:t")]
    public void An_action_adds_permissions_for_its_resources(string category, string provider, string configuration, string action, string resource)
    {
        Assert.All(Statements(Definition(Action(category, provider, configuration))), s => Assert.StartsWith("Allow", (string)s["Sid"]!, StringComparison.Ordinal));
        var statement = Assert.Single(Statements(Definition(Action(category, provider, configuration))), s => Texts(s["Action"]).Contains(action) && (string?)s["Sid"] != "AllowS3ObjectAccess");
        Assert.Contains(resource, Texts(statement["Resource"]));
        Assert.DoesNotContain("*", Texts(statement["Resource"]));
    }

    [Fact]
    public void A_custom_action_with_the_name_of_an_AWS_provider_adds_no_permissions()
    {
        var custom = Action("Build", "CodeBuild", "ProjectName=my-build");
        custom = custom with { ActionTypeId = custom.ActionTypeId with { Owner = "Custom" } };

        Assert.DoesNotContain(Statements(Definition(custom)), s => Texts(s["Action"]).Any(a => a.StartsWith("codebuild:", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_connection_is_granted_with_both_prefixes()
    {
        var statement = Assert.Single(Statements(Definition()), s => Texts(s["Action"]).Contains("codestar-connections:UseConnection"));
        Assert.Equal(["codestar-connections:UseConnection", "codeconnections:UseConnection"], Texts(statement["Action"]));
        Assert.Equal(
            ["arn:aws:codeconnections:us-west-2:123456789012:connection/x", "arn:aws:codestar-connections:us-west-2:123456789012:connection/x"],
            Texts(statement["Resource"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_connection_can_be_restricted_to_a_repository()
    {
        var statement = Assert.Single(Statements(Definition(), restrictTo: "ws/repo"), s => Texts(s["Action"]).Contains("codeconnections:UseConnection"));
        Assert.Contains("ws/repo", statement["Condition"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("FullRepositoryId", statement["Condition"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_artifact_bucket_and_its_key_are_granted_and_an_ACL_can_be_put()
    {
        var statements = Statements(Definition(key: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555"));
        var objects = Assert.Single(statements, s => (string?)s["Sid"] == "AllowS3ObjectAccess");
        Assert.Contains("s3:PutObjectAcl", Texts(objects["Action"]));
        Assert.Equal(["arn:aws:s3:::my-artifacts/*"], Texts(objects["Resource"]));
        Assert.Equal("123456789012", (string?)objects["Condition"]!["StringEquals"]!["aws:ResourceAccount"]);
        var key = Assert.Single(statements, s => Texts(s["Action"]).Any(a => a.StartsWith("kms:", StringComparison.Ordinal)));
        Assert.Contains("arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555", Texts(key["Resource"]));
    }

    [Fact]
    public void The_managed_key_needs_no_statement_and_the_policy_is_stable()
    {
        Assert.DoesNotContain(Statements(Definition()), s => Texts(s["Action"]).Any(a => a.StartsWith("kms:", StringComparison.Ordinal)));
        Assert.Equal(Policy(Definition()), Policy(Definition()));
    }

    private static List<JsonObject> Statements(Pipeline definition, string? restrictTo = null) =>
        JsonNode.Parse(Policy(definition, restrictTo))!["Statement"]!.AsArray().Select(s => s!.AsObject()).ToList();

    private static string Policy(Pipeline definition, string? restrictTo = null)
    {
        using var environment = new EnvironmentScope();
        return new AwsEngine().Open(new SessionSettings { Region = "us-east-1" }, new RecordingSink()).Roles.BuildPolicy(
            new ServiceRolePolicyRequest { Definition = definition, AccountId = "123456789012", RestrictToRepository = restrictTo });
    }

    private static List<string> Texts(JsonNode? node) => node switch
    {
        JsonArray many => many.Select(one => (string)one!).ToList(),
        null => [],
        _ => [(string)node!],
    };

    private static PipelineAction Action(string category, string provider, string configuration) => new()
    {
        Name = "A",
        ActionTypeId = new ActionTypeId { Category = category, Owner = "AWS", Provider = provider, Version = "1" },
        Configuration = configuration.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('=', 2)).ToDictionary(c => c[0], c => c[1]),
    };

    private static Pipeline Definition(PipelineAction? action = null, string? key = null) => new()
    {
        Name = "demo",
        Region = "us-east-1",
        ArtifactStore = new ArtifactStore { Location = "my-artifacts", EncryptionKey = key is null ? null : new EncryptionKey { Id = key } },
        Stages =
        [
            new PipelineStage { Name = "Source", Actions = [Action("Source", PipelineSource.Provider, $"ConnectionArn={ConnectionArn};FullRepositoryId=ws/repo;BranchName=main")] },
            new PipelineStage { Name = "Next", Actions = [action ?? Action("Approval", "Manual", string.Empty)] },
        ],
    };
}
