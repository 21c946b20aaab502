using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Tests;

[Collection("environment")]
public sealed class ServiceRoleServiceTests : IDisposable
{
    private const string ConnectionArn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/x";
    private const string OtherArn = "arn:aws:codeconnections:us-west-2:123456789012:connection/y";

    // The console's policy, with both prefixes of the connection service on both forms of the ARN.
    private const string Policy = """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "AllowS3BucketAccess",
              "Effect": "Allow",
              "Action": [
                "s3:GetBucketVersioning",
                "s3:GetBucketAcl",
                "s3:GetBucketLocation"
              ],
              "Resource": "arn:aws-us-gov:s3:::my-artifacts",
              "Condition": {
                "StringEquals": {
                  "aws:ResourceAccount": "123456789012"
                }
              }
            },
            {
              "Sid": "AllowS3ObjectAccess",
              "Effect": "Allow",
              "Action": [
                "s3:PutObject",
                "s3:PutObjectAcl",
                "s3:GetObject",
                "s3:GetObjectVersion",
                "s3:PutObjectTagging",
                "s3:GetObjectTagging",
                "s3:GetObjectVersionTagging"
              ],
              "Resource": "arn:aws-us-gov:s3:::my-artifacts/*",
              "Condition": {
                "StringEquals": {
                  "aws:ResourceAccount": "123456789012"
                }
              }
            },
            {
              "Sid": "AllowKmsAliasartifacts",
              "Effect": "Allow",
              "Action": [
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey*",
                "kms:ReEncrypt*"
              ],
              "Resource": "arn:aws-us-gov:kms:us-gov-east-1:123456789012:key/*",
              "Condition": {
                "ForAnyValue:StringEquals": {
                  "kms:ResourceAliases": "alias/artifacts"
                }
              }
            },
            {
              "Sid": "AllowUseConnectionOfb5a9d02f",
              "Effect": "Allow",
              "Action": [
                "codestar-connections:UseConnection",
                "codeconnections:UseConnection"
              ],
              "Resource": [
                "arn:aws-us-gov:codestar-connections:us-gov-east-1:123456789012:connection/x",
                "arn:aws-us-gov:codeconnections:us-gov-east-1:123456789012:connection/x"
              ],
              "Condition": {
                "StringEqualsIfExists": {
                  "codestar-connections:FullRepositoryId": "ws/repo",
                  "codeconnections:FullRepositoryId": "ws/repo"
                }
              }
            },
            {
              "Sid": "AllowCodeBuild",
              "Effect": "Allow",
              "Action": [
                "codebuild:BatchGetBuilds",
                "codebuild:StartBuild",
                "codebuild:StopBuild"
              ],
              "Resource": [
                "arn:aws-us-gov:codebuild:us-gov-east-1:123456789012:project/one",
                "arn:aws-us-gov:codebuild:us-gov-east-1:123456789012:project/two"
              ]
            },
            {
              "Sid": "AllowAssumeActionRole",
              "Effect": "Allow",
              "Action": "sts:AssumeRole",
              "Resource": "arn:aws-us-gov:iam::123456789012:role/other"
            }
          ]
        }
        """;

    private readonly SandboxFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IServiceRoleService Roles => _fixture.Session.Roles;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void The_whole_policy_is_written_in_a_fixed_order_in_the_definitions_partition()
    {
        var definition = new Pipeline
        {
            Name = "demo",
            Region = "us-gov-east-1",
            ArtifactStore = new ArtifactStore
            {
                Location = "my-artifacts", EncryptionKey = new EncryptionKey { Id = "arn:aws-us-gov:kms:us-gov-east-1:123456789012:alias/artifacts" },
            },
            Stages =
            [
                Stage("Source", Action("Source", "Source", PipelineSource.Provider, ("ConnectionArn", "arn:aws-us-gov:codestar-connections:us-gov-east-1:123456789012:connection/x"))),
                Stage("Build", Action("A", "Build", "CodeBuild", ("ProjectName", "one")), Action("B", "Test", "CodeBuild", ("ProjectName", "two"))),
                Stage("Deploy", Action("C", "Deploy", "S3", "arn:aws-us-gov:iam::123456789012:role/other", ("BucketName", "site"))),
            ],
        };

        var policy = Roles.BuildPolicy(new ServiceRolePolicyRequest { Definition = definition, AccountId = "123456789012", RestrictToRepository = "ws/repo" });

        Assert.Equal(Policy.ReplaceLineEndings("\n"), policy);
    }

    [Fact]
    public void The_trust_policy_and_the_bucket_policy_are_those_of_the_guide()
    {
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""),
            JsonNode.Parse(PolicyJson.Trust("codepipeline.amazonaws.com"))));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"Version":"2012-10-17","Id":"SSEAndSSLPolicy","Statement":[
                {"Sid":"DenyUnEncryptedObjectUploads","Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}}},
                {"Sid":"DenyInsecureConnections","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}
                """),
            JsonNode.Parse(PolicyJson.ArtifactBucket("aws", "b"))));
    }

    [Fact]
    public void An_action_type_with_unknown_permissions_is_reported()
    {
        var definition = new Pipeline { Name = "demo", Region = "us-east-1", Stages = [Stage("Deploy", Action("A", "Deploy", "Newest"), Action("B", "Deploy", "Newest"))] };

        Roles.BuildPolicy(new ServiceRolePolicyRequest { Definition = definition, AccountId = "123456789012" });

        Assert.Contains("Deploy/Newest", Assert.Single(_fixture.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_created_once_and_its_policy_is_written_again()
    {
        var first = await Roles.EnsureAsync(Request("AWSCodePipelineServiceRole-us-east-1-demo", "one"), Token);
        var second = await Roles.EnsureAsync(Request("AWSCodePipelineServiceRole-us-east-1-demo", "two"), Token);

        Assert.Equal((true, false, true), (first.IsNew, second.IsNew, second.IsPolicyWritten));
        Assert.Equal("arn:aws:iam::123456789012:role/service-role/AWSCodePipelineServiceRole-us-east-1-demo", second.RoleArn);
        Assert.StartsWith("BitbucketConnections-us-east-1-demo-", second.PolicyName, StringComparison.Ordinal);
        Assert.Contains("project/two", second.PolicyDocument, StringComparison.Ordinal);

        // The first project may still be used, so its permission is kept, with a message.
        Assert.Contains("project/one", second.PolicyDocument, StringComparison.Ordinal);
        Assert.Contains("keeps permissions of an earlier definition, because executions may need them: AllowCodeBuild: ", Assert.Single(_fixture.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
        Assert.Equal(first.RoleArn, second.RoleArn);
        Assert.Equal(1, _fixture.Sink.Calls("CreateRole"));
    }

    [Fact]
    public async Task A_role_that_trusts_another_service_is_unchanged_and_the_error_names_the_service()
    {
        await CreateRoleAsync("mine", "ec2.amazonaws.com");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Roles.EnsureAsync(Request("mine", "one"), Token));

        Assert.Equal("RoleTrustMismatch", thrown.Condition);
        Assert.Contains("trusts ec2.amazonaws.com, not codepipeline.amazonaws.com", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, _fixture.Sink.Calls("PutRolePolicy"));
    }

    [Fact]
    public async Task A_role_with_another_path_is_used_unchanged()
    {
        await CreateRoleAsync("mine", "codepipeline.amazonaws.com");

        var role = await Roles.EnsureAsync(Request("mine", "one"), Token);

        Assert.Equal(("arn:aws:iam::123456789012:role/mine", false), (role.RoleArn, role.IsNew));
        Assert.Contains(_fixture.Sink.Messages(DiagnosticLevel.Verbose), m => m.Contains("does not have the path /service-role/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resources_created_before_an_error_are_named_in_it()
    {
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "PutRolePolicy", ErrorCode = "AccessDenied", Message = "no", HttpStatusCode = 403 });

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Roles.EnsureAsync(Request("mine", "one"), Token));

        Assert.Equal("AccessDenied", thrown.ErrorCode);
        Assert.Equal(["arn:aws:iam::123456789012:role/service-role/mine"], thrown.Created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("service-role/mine")]
    [InlineData("arn:aws:iam::123456789012:role/mine")]
    public async Task An_invalid_name_is_not_looked_up(string name)
    {
        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Roles.EnsureAsync(Request(name, "one"), Token));

        Assert.Equal("InvalidRoleName", thrown.Condition);
        Assert.Equal(0, _fixture.Sink.Calls("GetRole"));
    }

    [Fact]
    public async Task A_grant_is_added_to_earlier_grants()
    {
        await CreateRoleAsync("build", "codebuild.amazonaws.com");

        await Roles.GrantConnectionAsync("build", [ConnectionArn], null, Token);
        var role = await Roles.GrantConnectionAsync("build", [OtherArn], null, Token);
        var puts = _fixture.Sink.Calls("PutRolePolicy");
        await Roles.GrantConnectionAsync("build", [ConnectionArn], null, Token);

        Assert.Equal("BitbucketConnections-UseConnection", role.PolicyName);
        var statement = Assert.Single(JsonNode.Parse(role.PolicyDocument!)!["Statement"]!.AsArray());
        Assert.Equal(
            [
                "arn:aws:codeconnections:us-east-1:123456789012:connection/x", "arn:aws:codeconnections:us-west-2:123456789012:connection/y",
                "arn:aws:codestar-connections:us-east-1:123456789012:connection/x", "arn:aws:codestar-connections:us-west-2:123456789012:connection/y",
            ],
            statement!["Resource"]!.AsArray().Select(r => (string)r!).Order(StringComparer.Ordinal));

        // An existing grant causes no change.
        Assert.Equal((2, 2), (puts, _fixture.Sink.Calls("PutRolePolicy")));
    }

    [Fact]
    public async Task Grants_to_one_role_at_the_same_time_are_all_kept()
    {
        await CreateRoleAsync("build", "codebuild.amazonaws.com");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Roles.GrantConnectionAsync("build", [ConnectionArn + i], null, Token), Token)));

        var all = await Roles.GrantConnectionAsync("build", [ConnectionArn + 0], null, Token);
        Assert.All(Enumerable.Range(0, 8), i => Assert.Contains(ConnectionArn + i, all.PolicyDocument, StringComparison.Ordinal));
    }

    // The sessions of several Regions share no clients. Without turns, all would read the policy before one writes it.
    [Fact]
    public async Task Grants_to_one_role_from_several_Regions_at_the_same_time_are_all_kept()
    {
        await CreateRoleAsync("build", "codebuild.amazonaws.com");
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "PutRolePolicy", Delay = TimeSpan.FromMilliseconds(200) });
        string[] regions = ["us-east-1", "eu-west-1", "ap-southeast-2"];

        await Task.WhenAll(regions.Select(region => Task.Run(() => _fixture.Open(region).Roles.GrantConnectionAsync("build", [ConnectionArn + region], null, Token), Token)));

        var all = await Roles.GrantConnectionAsync("build", [ConnectionArn + "us-east-1"], null, Token);
        Assert.All(regions, region => Assert.Contains(ConnectionArn + region, all.PolicyDocument, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_grant_for_one_repository_does_not_narrow_or_widen_another()
    {
        await CreateRoleAsync("build", "codebuild.amazonaws.com");

        await Roles.GrantConnectionAsync("build", [ConnectionArn], "https://bitbucket.org/ws/repo", Token);
        var role = await Roles.GrantConnectionAsync("build", [OtherArn], null, Token);

        var statements = JsonNode.Parse(role.PolicyDocument!)!["Statement"]!.AsArray();
        Assert.Equal(["AllowUseConnection", "AllowUseConnectionOfb5a9d02f"], statements.Select(s => (string)s!["Sid"]!));
        Assert.Null(statements[0]!["Condition"]);
        Assert.Equal("ws/repo", (string?)statements[1]!["Condition"]!["StringEqualsIfExists"]!["codeconnections:FullRepositoryId"]);
        Assert.DoesNotContain("connection/y", statements[1]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unrelated_policy_with_the_grants_name_is_unchanged()
    {
        await CreateRoleAsync("build", "codebuild.amazonaws.com");
        await PutPolicyAsync("build", """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Roles.GrantConnectionAsync("build", [ConnectionArn], null, Token));

        Assert.Equal("ForeignConnectionPolicy", thrown.Condition);
        Assert.Equal(0, _fixture.Sink.Calls("PutRolePolicy"));
    }

    [Fact]
    public async Task All_findings_of_a_grant_are_reported_before_a_call()
    {
        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Roles.GrantConnectionAsync("build", ["nope"], "repo", Token));
        Assert.Equal(["InvalidConnectionArn", "InvalidRepositoryId"], thrown.Findings.Select(f => f.Id));

        Assert.Equal("RoleNotFound", (await Assert.ThrowsAsync<ServiceException>(() => Roles.GrantConnectionAsync("nobody", [ConnectionArn], null, Token))).Condition);
    }

    private static ServiceRoleRequest Request(string name, string project) => new()
    {
        RoleName = name,
        Definition = new Pipeline { Name = "demo", Region = "us-east-1", Stages = [Stage("Build", Action("Build", "Build", "CodeBuild", ("ProjectName", project)))] },
    };

    private static PipelineStage Stage(string name, params PipelineAction[] actions) => new() { Name = name, Actions = actions };

    private static PipelineAction Action(string name, string category, string provider, params (string Key, string Value)[] configuration) =>
        Action(name, category, provider, null, configuration);

    private static PipelineAction Action(string name, string category, string provider, string? roleArn, params (string Key, string Value)[] configuration) => new()
    {
        Name = name,
        ActionTypeId = new ActionTypeId { Category = category, Owner = "AWS", Provider = provider, Version = "1" },
        RoleArn = roleArn,
        Configuration = configuration.ToDictionary(c => c.Key, c => c.Value),
    };

    private async Task CreateRoleAsync(string name, string service)
    {
        using var client = Client();
        await client.CreateRoleAsync(new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = PolicyJson.Trust(service) }, Token);
    }

    private async Task PutPolicyAsync(string name, string document)
    {
        using var client = Client();
        await client.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = name, PolicyName = "BitbucketConnections-UseConnection", PolicyDocument = document }, Token);
    }

    private AmazonIdentityManagementServiceClient Client() => new(
        new Amazon.Runtime.BasicAWSCredentials(_fixture.Sandbox.Info.AccessKey, _fixture.Sandbox.Info.SecretKey),
        new AmazonIdentityManagementServiceConfig { ServiceURL = _fixture.Sandbox.Info.EndpointUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });
}
