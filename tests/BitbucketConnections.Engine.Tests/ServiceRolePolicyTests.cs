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

    [Theory]
    [InlineData("beforeEntry")]
    [InlineData("onSuccess")]
    [InlineData("onFailure")]
    public void A_rule_adds_the_permissions_of_its_type(string gate)
    {
        var statement = Assert.Single(Statements(Ruled(gate, Rule("CloudWatchAlarm", "AlarmName=errors"))), s => Texts(s["Action"]).Contains("cloudwatch:DescribeAlarms"));

        Assert.Equal("arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors", (string?)statement["Resource"]);
    }

    [Fact]
    public void A_rule_with_its_own_role_adds_only_the_permission_to_assume_it()
    {
        var statements = Statements(Ruled("beforeEntry", Rule("LambdaInvoke", "FunctionName=f") with { RoleArn = "arn:aws:iam::123456789012:role/rule" }));

        Assert.Equal("arn:aws:iam::123456789012:role/rule", (string?)Assert.Single(statements, s => (string?)s["Sid"] == "AllowAssumeActionRole")["Resource"]);
        Assert.DoesNotContain(statements, s => Texts(s["Action"]).Contains("lambda:InvokeFunction"));
    }

    [Fact]
    public void An_action_and_a_rule_with_the_same_permissions_share_a_statement()
    {
        var definition = Ruled("beforeEntry", Rule("LambdaInvoke", "FunctionName=check"));
        definition = definition with { Stages = [.. definition.Stages, new PipelineStage { Name = "Invoke", Actions = [Action("Invoke", "Lambda", "FunctionName=f")] }] };

        Assert.Equal(
            ["arn:aws:lambda:us-east-1:123456789012:function:f", "arn:aws:lambda:us-east-1:123456789012:function:check"],
            Texts(Assert.Single(Statements(definition), s => (string?)s["Sid"] == "AllowLambdaInvoke")["Resource"]));
    }

    [Fact]
    public void A_rule_whose_type_is_not_known_is_reported()
    {
        _ = Policy(Ruled("onSuccess", Rule("NewestRule", string.Empty)), out var warnings);

        Assert.Contains("Rule/NewestRule", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alias/my-key", "AllowKmsAliasmykeyOf")]
    [InlineData("alias/artifacts", "AllowKmsAliasartifacts")]
    [InlineData("arn:aws:kms:us-east-1:123456789012:alias/artifacts", "AllowKmsAliasartifacts")]
    public void An_alias_becomes_a_condition_on_the_keys_of_its_account_and_Region(string id, string sid)
    {
        var statement = Assert.Single(Statements(Definition(key: id)), s => Texts(s["Action"]).Contains("kms:Decrypt"));

        Assert.StartsWith(sid, (string?)statement["Sid"], StringComparison.Ordinal);
        Assert.Equal("arn:aws:kms:us-east-1:123456789012:key/*", (string?)statement["Resource"]);
        Assert.Equal(id[id.IndexOf("alias/", StringComparison.Ordinal)..], (string?)statement["Condition"]!["ForAnyValue:StringEquals"]!["kms:ResourceAliases"]);
    }

    [Fact]
    public void Two_aliases_that_differ_only_in_characters_that_a_Sid_cannot_contain_are_two_statements()
    {
        var definition = Definition() with
        {
            ArtifactStore = null,
            ArtifactStores = new[] { ("eu-west-1", "alias/a-b"), ("us-east-1", "alias/ab"), ("us-west-2", "alias/a/b") }.ToDictionary(
                store => store.Item1, store => new ArtifactStore { Location = "bucket", EncryptionKey = new EncryptionKey { Id = store.Item2 } }),
        };

        var keys = Statements(definition).Where(s => Texts(s["Action"]).Contains("kms:Decrypt")).ToList();
        Assert.Equal(["alias/a-b", "alias/a/b", "alias/ab"], keys.Select(s => (string?)s["Condition"]!["ForAnyValue:StringEquals"]!["kms:ResourceAliases"]).Order(StringComparer.Ordinal));
        Assert.Equal(3, keys.Select(s => (string?)s["Sid"]).Distinct().Count());
    }

    [Theory]
    [InlineData("KMSEncryptionKeyARN=11111111-2222-3333-4444-555555555555", "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555", null)]
    [InlineData("KMSEncryptionKeyARN=alias/site", "arn:aws:kms:us-east-1:123456789012:key/*", "ForAnyValue:StringEquals alias/site")]
    [InlineData("KMSEncryptionKeyARN=alias/#{variables.KEY}", "arn:aws:kms:us-east-1:123456789012:key/*", "ForAnyValue:StringLike alias/*")]
    public void The_key_of_an_S3_deployment_is_a_key_of_the_account_and_Region(string configuration, string resource, string? condition)
    {
        var statement = Assert.Single(Statements(Definition(Action("Deploy", "S3", "BucketName=b;Extract=true;" + configuration))), s => Texts(s["Action"]).Contains("kms:Encrypt"));

        Assert.Equal(resource, (string?)statement["Resource"]);
        Assert.Equal(condition, statement["Condition"]?.AsObject().Select(test => $"{test.Key} {(string?)test.Value!["kms:ResourceAliases"]}").Single());
    }

    [Theory]
    [InlineData("S3", "BucketName=#{variables.B};Extract=true", "The action 'A' of 'demo' has a variable in BucketName, so the policy of its role allows arn:aws:s3:::*. A condition limits it to the account of the role.")]
    [InlineData("S3", "BucketName=b;Extract=true;KMSEncryptionKeyARN=#{variables.K}", "The action 'A' of 'demo' has a variable in KMSEncryptionKeyARN, so the policy of its role allows arn:aws:kms:us-east-1:123456789012:key/*.")]
    [InlineData("CloudFormation", "ActionMode=DELETE_ONLY;StackName=s;RoleArn=cfn", "The action 'A' of 'demo' has a value that is not a complete ARN in RoleArn, so the policy of its role allows arn:aws:iam::123456789012:role/*.")]
    public void A_value_that_the_policy_cannot_contain_exactly_is_one_warning(string provider, string configuration, string warning)
    {
        var policy = Policy(Definition(Action("Deploy", provider, configuration)), out var warnings);

        Assert.Equal([warning], warnings);
        Assert.All(
            JsonNode.Parse(policy)!["Statement"]!.AsArray().Where(s => Texts(s!["Resource"]).Any(resource => resource.StartsWith("arn:aws:s3:::*", StringComparison.Ordinal))),
            s => Assert.Equal("123456789012", (string?)s!["Condition"]!["StringEquals"]!["aws:ResourceAccount"]));
    }

    [Fact]
    public void Each_connection_is_limited_to_its_repositories()
    {
        const string other = "arn:aws:codeconnections:us-west-2:123456789012:connection/y";
        var definition = Sources(
            $"ConnectionArn={ConnectionArn};FullRepositoryId=ws/two", $"ConnectionArn={ConnectionArn};FullRepositoryId=ws/one", $"ConnectionArn={other};FullRepositoryId=ws/three");

        var policy = Policy(definition, out var warnings);

        var connections = JsonNode.Parse(policy)!["Statement"]!.AsArray().Where(s => Texts(s!["Action"]).Contains("codeconnections:UseConnection")).ToList();
        Assert.Empty(warnings);
        Assert.Equal(2, connections.Count);
        Assert.Equal(2, connections.Select(s => (string?)s!["Sid"]).Distinct().Count());
        Assert.All(connections, s => Assert.Equal(["StringEqualsIfExists"], s!["Condition"]!.AsObject().Select(test => test.Key)));
        foreach (var prefix in new[] { "codeconnections", "codestar-connections" })
        {
            Assert.Equal(["ws/one", "ws/two"], Texts(connections[0]!["Condition"]!["StringEqualsIfExists"]![prefix + ":FullRepositoryId"]));
            Assert.Equal(["ws/three"], Texts(connections[1]!["Condition"]!["StringEqualsIfExists"]![prefix + ":FullRepositoryId"]));
        }
    }

    [Fact]
    public void A_repository_with_a_variable_leaves_its_connection_without_a_condition_and_is_reported()
    {
        var policy = Policy(Sources($"ConnectionArn={ConnectionArn};FullRepositoryId=ws/#{{variables.REPO}}", $"ConnectionArn={ConnectionArn};FullRepositoryId=ws/one"), out var warnings);

        var statement = Assert.Single(JsonNode.Parse(policy)!["Statement"]!.AsArray(), s => Texts(s!["Action"]).Contains("codeconnections:UseConnection"));
        Assert.Equal(("AllowUseConnection", true), ((string?)statement!["Sid"], statement["Condition"] is null));
        Assert.Contains("FullRepositoryId", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void All_repositories_can_be_allowed()
    {
        using var environment = new EnvironmentScope();
        var policy = new AwsEngine().Open(new SessionSettings { Region = "us-east-1" }, new RecordingSink()).Roles.BuildPolicy(
            new ServiceRolePolicyRequest { Definition = Definition(), AccountId = "123456789012", AllowAllRepositories = true });

        Assert.Null(Assert.Single(JsonNode.Parse(policy)!["Statement"]!.AsArray(), s => (string?)s!["Sid"] == "AllowUseConnection")!["Condition"]);
    }

    private static List<JsonObject> Statements(Pipeline definition, string? restrictTo = null) =>
        JsonNode.Parse(Policy(definition, restrictTo))!["Statement"]!.AsArray().Select(s => s!.AsObject()).ToList();

    private static string Policy(Pipeline definition, string? restrictTo = null) => Policy(definition, out _, restrictTo);

    private static string Policy(Pipeline definition, out string[] warnings, string? restrictTo = null)
    {
        using var environment = new EnvironmentScope();
        var sink = new RecordingSink();
        var policy = new AwsEngine().Open(new SessionSettings { Region = "us-east-1" }, sink).Roles.BuildPolicy(
            new ServiceRolePolicyRequest { Definition = definition, AccountId = "123456789012", RestrictToRepository = restrictTo });
        warnings = sink.Messages(DiagnosticLevel.Warning);
        return policy;
    }

    private static StageRule Rule(string provider, string configuration) => new()
    {
        Name = "Check",
        RuleTypeId = new RuleTypeId { Category = "Rule", Owner = "AWS", Provider = provider, Version = "1" },
        Configuration = Action("Rule", provider, configuration).Configuration,
    };

    private static Pipeline Ruled(string gate, StageRule rule)
    {
        var definition = Definition();
        var conditions = new StageConditions { Conditions = [new StageCondition { Result = "FAIL", Rules = [rule] }] };
        var stage = definition.Stages[1] with
        {
            BeforeEntry = gate == "beforeEntry" ? conditions : null,
            OnSuccess = gate == "onSuccess" ? conditions : null,
            OnFailure = gate == "onFailure" ? new StageFailureConditions { Conditions = conditions.Conditions } : null,
        };
        return definition with { Stages = [definition.Stages[0], stage] };
    }

    private static Pipeline Sources(params string[] configurations) => Definition() with
    {
        Stages = [new PipelineStage { Name = "Source", Actions = configurations.Select(configuration => Action("Source", PipelineSource.Provider, configuration + ";BranchName=main")).ToList() }],
    };

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
