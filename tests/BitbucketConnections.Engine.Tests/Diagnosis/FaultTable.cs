using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeBuild;
using Amazon.CodeBuild.Model;
using Amazon.CodeStarconnections;
using Amazon.IdentityManagement.Model;
using Amazon.KeyManagementService.Model;
using Amazon.S3.Model;
using BitbucketConnections.Engine.Policies;
using static BitbucketConnections.Engine.Tests.RoleHarness;

namespace BitbucketConnections.Engine.Tests.Diagnosis;

/// <summary>The faults that the checks of a pipeline must find.</summary>
internal static class FaultTable
{
    private const string Foreign = "arn:aws:codestar-connections:us-east-1:999999999999:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f";
    private const string NoBranch = "[Bitbucket] No Branch [main] found for FullRepositoryName [example-ws/demo-repo]";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IReadOnlyList<Fault> All { get; } = [.. Connections(), .. Roles(), .. SingleRights(), .. Callers(), .. Stores(), .. Keys(), .. Builds(), .. Definitions(), .. Executions(), .. Branches()];

    private static IEnumerable<Fault> Connections() =>
    [
        Fault.Failed(
            "the connection was removed", "ConnectionExists", "Set-BitbucketPipeline -PipelineName web -Region us-east-1 -ConnectionName NAME",
            system => system.Session.Connections.DeleteAsync(system.ConnectionArn, Token), MoveAsync),
        Fault.Failed("the connection is in ERROR", "ConnectionStatus", "does not recover", system => SetStatus(system, "ERROR"), MoveAsync),
        Fault.Failed("the connection is PENDING", "ConnectionStatus", "Open-BitbucketConnection", system => SetStatus(system, "PENDING"), system =>
        {
            system.Sandbox.CompleteConnection(system.ConnectionArn);
            return Task.CompletedTask;
        }),
        Fault.InDefinition("a connection of another account that can't be shared", "ConnectionAccount", CheckStatus.Failed, "New-BitbucketConnection -Api CodeConnections", system => system.SetSource("ConnectionArn", Foreign)),
        Fault.InDefinition(
            "a connection of another account that can't be read", "ConnectionExists", CheckStatus.Unknown, "Ask the owner",
            system => system.SetSource("ConnectionArn", Foreign.Replace("codestar-connections", "codeconnections", StringComparison.Ordinal))),
        new("a connection to GitHub", "ConnectionProvider", CheckStatus.Failed, "is for GitHub", UseGitHubAsync, system => system.ReadAsync()),
        Fault.Refused("ConnectionExists", "codestar-connections:GetConnection", "GetConnection"),
        Fault.Refused("ConnectionAccount", "sts:GetCallerIdentity", "GetCallerIdentity") with { IsOfConnection = true },
        Fault.Refused("ConnectionUsage", "codepipeline:ListPipelines", "ListPipelines") with { IsOfConnection = true, Status = CheckStatus.Unknown },
        new(
            "no pipeline uses the connection", "ConnectionUsage", CheckStatus.Warning, "No pipeline", system => system.Session.Pipelines.DeleteAsync(SoundSystem.Name, Token),
            system => system.CreateOtherAsync("other", SoundSystem.Repository, "main")) { IsOfConnection = true },
    ];

    private static IEnumerable<Fault> Roles() =>
    [
        Fault.Failed("the role was removed", "RoleExists", "New-BitbucketServiceRole -RoleName web-role", RemoveRoleAsync, async system =>
        {
            await system.Session.Roles.EnsureAsync(new ServiceRoleRequest { RoleName = SoundSystem.ServiceRole, Definition = system.Pipeline }, Token);
        }),
        Fault.InDefinition("a role of another account", "RoleExists", CheckStatus.Failed, "-RoleArn ROLE", system => system.Pipeline = system.Pipeline with { RoleArn = "arn:aws:iam::999999999999:role/web-role" }),
        Fault.InDefinition("a role with another path", "RoleExists", CheckStatus.Failed, "The role with this name is", system => system.Pipeline = system.Pipeline with { RoleArn = "arn:aws:iam::123456789012:role/team/web-role" }),
        Trust("the role trusts another service", CheckStatus.Failed, "trusts ec2.amazonaws.com", PolicyJson.Trust("ec2.amazonaws.com")),
        Trust(
            "the role trusts another pipeline only", CheckStatus.Failed, "only under conditions",
            TrustOf("""{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:codepipeline:us-east-1:123456789012:other"}}}""")),
        Trust(
            "the trust policy denies", CheckStatus.Failed, "in its statement 'No'",
            TrustOf("""{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"},{"Sid":"No","Effect":"Deny","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole"}""")),
        Trust(
            "the trust policy has an unknown condition", CheckStatus.Unknown, "can't be evaluated",
            TrustOf("""{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceOrgID":"o-1"}}}""")),
        Fault.Failed("the policy of the role was removed", "RolePermissions", "-GrantRole", async system => await system.Iam.Iam.DeleteRolePolicyAsync(
            new DeleteRolePolicyRequest { RoleName = SoundSystem.ServiceRole, PolicyName = await OwnAsync(system) }, Token), GrantAsync),
        Fault.Failed(
            "a statement denies the connection", "RolePermissions", "the statement 'No' denies it",
            system => system.Iam.PutAsync(SoundSystem.ServiceRole, "deny", Policy("""{"Sid":"No","Effect":"Deny","Action":"codestar-connections:UseConnection","Resource":"*"}""")),
            system => system.Iam.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = SoundSystem.ServiceRole, PolicyName = "deny" }, Token)),
        Boundary("the boundary does not allow S3", "its permissions boundary does not allow it", """{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}"""),
        Boundary("the boundary denies KMS", "its permissions boundary denies it", """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"kms:*","Resource":"*"}"""),
        Fault.Failed(
            "the policy allows another repository only", "RolePermissions", "Grant-BitbucketConnectionAccess",
            system => ChangeAsync(system, text => text.Replace("example-ws/demo-repo", "example-ws/other", StringComparison.Ordinal)), async system =>
            {
                // A grant adds a statement of its own.
                await system.Session.Roles.GrantConnectionAsync(SoundSystem.ServiceRole, [system.ConnectionArn], SoundSystem.Repository, Token);
            }),
        Fault.Refused("RoleTrust", "iam:GetRole", "GetRole"),
        Fault.Refused("RolePermissions", "iam:ListRolePolicies", "ListRolePolicies", "SimulatePrincipalPolicy"),
        Fault.Refused("RolePermissions", "iam:GetRolePolicy", "GetRolePolicy", "SimulatePrincipalPolicy"),
        Fault.Refused("RolePermissions", "iam:ListAttachedRolePolicies", "ListAttachedRolePolicies", "SimulatePrincipalPolicy"),
    ];

    private static IEnumerable<Fault> SingleRights() => new[]
    {
        "codestar-connections:UseConnection", "codeconnections:UseConnection", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:PutObjectAcl", "s3:GetBucketVersioning",
        "codebuild:StartBuild", "codebuild:BatchGetBuilds", "iam:PassRole", "kms:Decrypt", "kms:GenerateDataKey*",
    }.Select(action => Fault.Failed($"the role does not have {action}", "RolePermissions", action, system => RemoveActionAsync(system, action), GrantAsync));

    private static IEnumerable<Fault> Callers() =>
    [
        Caller("the caller can't pass the service role", "CallerPassRole", CheckStatus.Failed, "so it can't create or change the pipeline", """{"Effect":"Allow","NotAction":"iam:PassRole","Resource":"*"}"""),
        Caller(
            "a statement denies the caller to pass roles", "CallerPassRole", CheckStatus.Failed, "because a policy denies it",
            """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:PassRole","Resource":"*"}"""),
        Caller(
            "the caller can pass roles to other services only", "CallerPassRole", CheckStatus.Failed, "to codepipeline.amazonaws.com",
            """{"Effect":"Allow","NotAction":"iam:PassRole","Resource":"*"},{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}}"""),
        Caller("the caller can't pass the connection", "CallerPassConnection", CheckStatus.Failed, "codestar-connections:PassConnection", """{"Effect":"Allow","NotAction":["codestar-connections:*","codeconnections:*"],"Resource":"*"}"""),
        Caller("the caller has one prefix only", "CallerPassConnection", CheckStatus.Warning, "codeconnections:PassConnection", """{"Effect":"Allow","NotAction":"codeconnections:*","Resource":"*"}"""),
        Fault.Refused("CallerPassRole", "iam:SimulatePrincipalPolicy", "SimulatePrincipalPolicy"),
        Fault.Refused("CallerPassRole", "sts:GetCallerIdentity", "GetCallerIdentity"),
        Fault.Failed(
            "a policy that can't be read hides a missing permission", "RolePermissions", "kms:Decrypt", async system =>
            {
                system.Iam.Refuse("GetPolicyVersion");
                await system.Iam.AttachAsync(SoundSystem.ServiceRole, await system.Iam.CreateManagedAsync("hidden", Policy("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""")));
                await RemoveActionAsync(system, "kms:Decrypt");
            }, system =>
            {
                // The simulator can't know the objects and the patterns of actions.
                system.Sandbox.ClearFaults();
                return GrantAsync(system);
            }),
    ];

    private static IEnumerable<Fault> Stores() =>
    [
        Fault.InDefinition("a bucket that does not exist", "ArtifactBucket", CheckStatus.Failed, "-ArtifactBucket BUCKET", system => SetBucket(system, "no-such-bucket-web")),
        new("a bucket of another Region", "ArtifactBucket", CheckStatus.Failed, "JobFailed", async system =>
        {
            using var far = system.S3Of("eu-west-1");
            await far.PutBucketAsync(new PutBucketRequest { BucketName = "web-far", BucketRegionName = "eu-west-1", UseClientRegion = false }, Token);
            SetBucket(system, "web-far");
        }, system => system.ReadAsync()),
        new("a bucket of another account", "ArtifactBucket", CheckStatus.Failed, "belongs to another account", system =>
        {
            system.Iam.Refuse("HeadBucket");
            SetBucket(system, "somebody-elses");
            return Task.CompletedTask;
        }, system =>
        {
            system.Sandbox.ClearFaults();
            return system.ReadAsync();
        }),
        Fault.Refused("ArtifactBucket", "s3:ListBucket", "HeadBucket"),
        BucketPolicy("the bucket denies uploads of everybody", "denies s3:PutObject", """{"Sid":"NoUploads","Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::BUCKET/*"}"""),
        BucketPolicy("the bucket denies reads of the role", "denies s3:GetObject", """{"Effect":"Deny","Principal":{"AWS":"ROLE"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::BUCKET/*"}"""),
        BucketPolicy("the bucket requires another key", "denies s3:PutObject", """{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::BUCKET/*","Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555"}}}"""),
        BucketPolicy("the bucket requires AES256", "denies s3:PutObject", """{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::BUCKET/*","Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption":"AES256"}}}"""),
        Fault.Refused("ArtifactBucketPolicy", "s3:GetBucketPolicy", "GetBucketPolicy"),
        Fault.Failed("the bucket encrypts with a key that the role can't use", "ArtifactBucketEncryption", "-EncryptionKeyId arn:aws:kms", async system =>
        {
            var other = (await system.Kms.CreateKeyAsync(new CreateKeyRequest(), Token)).KeyMetadata.Arn;
            await system.S3.PutBucketEncryptionAsync(
                new PutBucketEncryptionRequest
                {
                    BucketName = system.Bucket,
                    ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
                    {
                        ServerSideEncryptionRules =
                        [
                            new ServerSideEncryptionRule
                            {
                                ServerSideEncryptionByDefault = new ServerSideEncryptionByDefault
                                {
                                    ServerSideEncryptionAlgorithm = Amazon.S3.ServerSideEncryptionMethod.AWSKMS, ServerSideEncryptionKeyManagementServiceKeyId = other,
                                },
                            },
                        ],
                    },
                },
                Token);
            system.Pipeline = system.Pipeline with { ArtifactStore = system.Pipeline.ArtifactStore! with { EncryptionKey = null } };
        }, system => system.ReadAsync()),
        Fault.Refused("ArtifactBucketEncryption", "s3:GetEncryptionConfiguration", "GetBucketEncryption"),
    ];

    private static IEnumerable<Fault> Keys() =>
    [
        Fault.Failed(
            "the key is disabled", "EncryptionKey", "Enable it", system => system.Kms.DisableKeyAsync(new DisableKeyRequest { KeyId = system.KeyArn }, Token),
            system => system.Kms.EnableKeyAsync(new EnableKeyRequest { KeyId = system.KeyArn }, Token)),
        Fault.Failed(
            "the key will be deleted", "EncryptionKey", "PendingDeletion", system => system.Kms.ScheduleKeyDeletionAsync(new ScheduleKeyDeletionRequest { KeyId = system.KeyArn }, Token), async system =>
            {
                var other = (await system.Kms.CreateKeyAsync(new CreateKeyRequest(), Token)).KeyMetadata.Arn;
                await system.EditAsync(new PipelineChanges { EncryptionKeyId = other });
            }),
        Fault.InDefinition("a key that does not exist", "EncryptionKey", CheckStatus.Failed, "-EncryptionKeyId KEY", system => SetKey(system, "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555")),
        Fault.InDefinition("an alias that does not exist", "EncryptionKey", CheckStatus.Failed, "was not found", system => SetKey(system, "arn:aws:kms:us-east-1:123456789012:alias/none")),
        Fault.InDefinition("a key of another Region", "EncryptionKey", CheckStatus.Failed, "is in eu-west-1", system => SetKey(system, "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-4333-8444-555555555555")),
        new("an asymmetric key", "EncryptionKey", CheckStatus.Failed, "only symmetric keys", async system => SetKey(
            system, (await system.Kms.CreateKeyAsync(new CreateKeyRequest { KeySpec = "RSA_2048", KeyUsage = "ENCRYPT_DECRYPT" }, Token)).KeyMetadata.Arn), system => system.ReadAsync()),
        Fault.Refused("EncryptionKey", "kms:DescribeKey", "DescribeKey"),
        KeyPolicy("the key is for another role", CheckStatus.Failed, "does not let the role", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/web-build"},"Action":"kms:*","Resource":"*"}"""),
        KeyPolicy("the key denies the role", CheckStatus.Failed, "kms:Decrypt", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"},{"Effect":"Deny","Principal":{"AWS":"ROLE"},"Action":"kms:Decrypt","Resource":"*"}"""),
        KeyPolicy("the key is for an organization", CheckStatus.Unknown, "can't be evaluated", """{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}"""),
        Fault.Refused("EncryptionKeyPolicy", "kms:GetKeyPolicy", "GetKeyPolicy"),
    ];

    private static IEnumerable<Fault> Builds() =>
    [
        Fault.InDefinition("a project that does not exist", "BuildProject", CheckStatus.Warning, "has no CodeBuild project 'none'", system => system.SetBuild(action => With(action, "ProjectName", "none"))),
        Fault.Refused("BuildProject", "codebuild:BatchGetProjects", "BatchGetProjects"),
        Fault.Failed(
            "the build role can't use the connection", "BuildRoleConnection", "Grant-BitbucketConnectionAccess -RoleName web-build", system => system.Iam.Iam.DeleteRolePolicyAsync(
                new DeleteRolePolicyRequest { RoleName = SoundSystem.BuildRole, PolicyName = "BitbucketConnections-UseConnection" }, Token),
            system => system.Session.Roles.GrantConnectionAsync(SoundSystem.BuildRole, [system.ConnectionArn], SoundSystem.Repository, Token)),
        Fault.Failed(
            "a statement denies the build role the connection", "BuildRoleConnection", "change the policy that prevents it",
            system => system.Iam.PutAsync(SoundSystem.BuildRole, "deny", Policy("""{"Effect":"Deny","Action":["codestar-connections:*","codeconnections:*"],"Resource":"*"}""")),
            system => system.Iam.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = SoundSystem.BuildRole, PolicyName = "deny" }, Token)),
        Fault.InDefinition(
            "a build role that does not exist", "BuildRoleConnection", CheckStatus.Failed, "was not found", system => system.SetBuild(action => With(action, "ServiceRoleArnOverride", "arn:aws:iam::123456789012:role/none"))),
        Fault.InDefinition("a build role that is a variable", "BuildRoleConnection", CheckStatus.Unknown, "only during an execution", system => system.SetBuild(action => With(action, "ServiceRoleArnOverride", "#{variables.role}"))),
        Fault.Failed(
            "the build role can't use the key", "BuildRoleKey", "aws iam put-role-policy --role-name web-build",
            system => system.Iam.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = SoundSystem.BuildRole, PolicyName = "key" }, Token),
            system => system.Iam.PutAsync(SoundSystem.BuildRole, "key", Policy($$"""{"Effect":"Allow","Action":"kms:*","Resource":"{{system.KeyArn}}"}"""))),
        Fault.Warning(
            "CodeBuild has an app password", "BuildCredential", "app passwords stopped working",
            system => system.CodeBuild.ImportSourceCredentialsAsync(
                new ImportSourceCredentialsRequest { ServerType = ServerType.BITBUCKET, AuthType = AuthType.BASIC_AUTH, Username = "me", Token = "t0p" }, Token), async system =>
            {
                var found = await system.CodeBuild.ListSourceCredentialsAsync(new ListSourceCredentialsRequest(), Token);
                await system.CodeBuild.DeleteSourceCredentialsAsync(new DeleteSourceCredentialsRequest { Arn = found.SourceCredentialsInfos![0].Arn }, Token);
            }),
        Fault.Refused("BuildCredential", "codebuild:ListSourceCredentials", "ListSourceCredentials"),
        Fault.Refused("BuildRoleConnection", "can't be read", "GetRolePolicy", "SimulatePrincipalPolicy"),
        Fault.Refused("BuildRoleKey", "It is not known", "GetRolePolicy", "SimulatePrincipalPolicy"),
    ];

    private static IEnumerable<Fault> Definitions() =>
    [
        Fault.InDefinition("a repository without a workspace", "RepositoryId", CheckStatus.Failed, "-Repository WORKSPACE/REPOSITORY", system => system.SetSource("FullRepositoryId", "demo-repo")),
        Fault.InDefinition("the URL of a repository", "RepositoryId", CheckStatus.Failed, "-Repository example-ws/demo-repo", system => system.SetSource("FullRepositoryId", "https://bitbucket.org/example-ws/demo-repo.git")),
        Fault.InDefinition("a repository in upper case", "RepositoryId", CheckStatus.Warning, "-Repository example-ws/demo-repo", system => system.SetSource("FullRepositoryId", "Example-WS/demo-repo")),
        Fault.InDefinition("a repository that is a variable", "RepositoryId", CheckStatus.Unknown, "only during an execution", system => system.SetSource("FullRepositoryId", "#{variables.repository}")),
        Fault.InDefinition("change detection is off", "Trigger", CheckStatus.Warning, "-DetectChanges $true", system => system.SetSource("DetectChanges", "false")),
        Fault.InDefinition("the trigger is for another branch", "Trigger", CheckStatus.Warning, "Test-BitbucketPipelineTrigger", system => SetTrigger(system, "develop")),
        Fault.InDefinition("a pattern that never matches", "PatternNeverMatches", CheckStatus.Warning, "release", system => SetTrigger(system, "/release/*")),
        Fault.InDefinition("a placeholder as repository", "RepositoryPlaceholder", CheckStatus.Warning, "looks like a placeholder", system => system.SetSource("FullRepositoryId", "WORKSPACE/REPOSITORY")),
        Fault.InDefinition("many stages", "Quotas", CheckStatus.Warning, "allows 50", system => system.Pipeline = system.Pipeline with
        {
            Stages = [.. system.Pipeline.Stages, .. Enumerable.Range(0, 45).Select(index => Approval() with { Name = "Approve" + index })],
        }),
        Fault.InDefinition("a definition with a duplicate stage", "DuplicateStageName", CheckStatus.Failed, "Build", system => system.Pipeline = system.Pipeline with
        {
            PipelineArn = null, Stages = [.. system.Pipeline.Stages, system.Pipeline.Stages[1]],
        }),
    ];

    private static IEnumerable<Fault> Executions() =>
    [
        SourceFailure("the role could not use the connection", "Unable to use Connection: ARN. The provided role does not have sufficient permissions.", "-GrantRole"),
        SourceFailure("the connection was not available", "Connection ARN is not in available state. Its status is PENDING.", "Open-BitbucketConnection"),
        SourceFailure("the connection was in ERROR", "Connection ARN is not in available state. Its status is ERROR.", "-ConnectionName NAME"),
        SourceFailure("the upload was denied", "[Bitbucket] Upload to S3 failed with the following error: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)", "s3:PutObjectAcl"),
        SourceFailure("the key was denied", "User is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:us-east-1:123456789012:key/1", "-GrantRole"),
        SourceFailure("the bucket did not exist", "The Amazon S3 bucket named web does not exist. Error: Amazon S3:NoSuchBucket", "-ArtifactBucket BUCKET"),
        SourceFailure("an unknown message", "Something that this module does not know.", "Restart-BitbucketPipelineStage -PipelineName web -Region us-east-1 -StageName Source"),
        Fault.Refused("SourceResult", "codepipeline:GetPipelineState", "GetPipelineState"),
        Fault.Warning(
            "a transition is disabled", "Transition", "Enable-BitbucketPipelineTransition -PipelineName web -Region us-east-1 -StageName Build",
            system => SetTransitionAsync(system, enable: false), system => SetTransitionAsync(system, enable: true)),
        Fault.Warning("no push ever started the pipeline", "PushStart", "-Resave", async system =>
        {
            await system.CreateOtherAsync("quiet", SoundSystem.Repository, "other");
            system.Pipeline = await system.Session.Pipelines.GetAsync("quiet", null, Token);
        }, system =>
        {
            system.Push("other");
            return Task.CompletedTask;
        }),
        Fault.Warning("the pipeline was created while its connection was PENDING", "BornPending", "-Resave", system => system.CreateWhilePendingAsync(), async system =>
        {
            var plan = await system.Session.Editor.PlanAsync("early", new PipelineChanges { Resave = true }, Token);
            system.Pipeline = await system.Session.Editor.ApplyAsync(plan, Token);
        }),
        Fault.Refused("PushStart", "codepipeline:ListPipelineExecutions", "ListPipelineExecutions"),
    ];

    // One message of AWS, and five causes.
    private static IEnumerable<Fault> Branches() =>
    [
        NoBranchFound("the branch does not exist", "so only the branch is wrong", "-Branch BRANCH", system => system.CreateOtherAsync("other", SoundSystem.Repository, "develop")),
        NoBranchFound("the repository is in another case", "in other upper and lower case", "-Repository WORKSPACE/REPOSITORY", system => system.CreateOtherAsync("other", "example-ws/Demo-repo", "develop")),
        NoBranchFound("the app has no access to the repository", "but no pipeline reads this one", "Installed apps", system => system.CreateOtherAsync("other", "example-ws/second", "main")),
        NoBranchFound("the app was removed", "The sources of all 2 pipelines", "-ConnectionName NAME", async system =>
        {
            await system.CreateOtherAsync("other", "example-ws/second", "main");
            await system.FailSourceAsync(NoBranch, "other");
        }),
        Fault.Failed("no branch: the connection was removed", "SourceResult", "Get-BitbucketConnection -ConnectionArn", async system =>
        {
            await system.FailSourceAsync(NoBranch);
            await system.Session.Connections.DeleteAsync(system.ConnectionArn, Token);
        }, async system =>
        {
            await MoveAsync(system);
            system.Sandbox.ClearFaults();
            await system.Session.Executions.StartAsync(new PipelineStartRequest { PipelineName = SoundSystem.Name }, Token);
        }),
        NoBranchFound("the causes can't be distinguished", "can't be distinguished", "(1) The branch does not exist", _ => Task.CompletedTask),
    ];

    private static Fault NoBranchFound(string name, string because, string says, Func<SoundSystem, Task> others) => Fault.Failed("no branch: " + name, "SourceResult", says, async system =>
    {
        await others(system);
        await system.FailSourceAsync(NoBranch);
        Assert.Contains(await system.TestAsync(), result => result.Check == "SourceResult" && result.Detail.Contains(because, StringComparison.Ordinal));
    }, RetryAsync);

    private static Fault SourceFailure(string name, string message, string says) =>
        Fault.Failed("source: " + name, "SourceResult", says, system => system.FailSourceAsync(message.Replace("ARN", system.ConnectionArn, StringComparison.Ordinal)), RetryAsync);

    private static Fault Trust(string name, CheckStatus status, string says, string document) => new(
        name, "RoleTrust", status, says, system => SetTrustAsync(system, document), system => SetTrustAsync(system, PolicyJson.Trust("codepipeline.amazonaws.com")));

    private static Fault Caller(string name, string check, CheckStatus status, string says, string statements) => new(
        name, check, status, says, system => system.CallAsAsync(statements), system => system.Iam.PutAsync("deployer", "deploy", Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}""")));

    private static Fault Boundary(string name, string says, string statements) => Fault.Failed(
        name, "RolePermissions", says, async system => await system.Iam.SetBoundaryAsync(SoundSystem.ServiceRole, await system.Iam.CreateManagedAsync("limit", Policy(statements))),
        async system => await system.Iam.SetBoundaryAsync(SoundSystem.ServiceRole, await system.Iam.CreateManagedAsync("wide", Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}"""))));

    private static Fault BucketPolicy(string name, string says, string statement) => Fault.Failed(
        name, "ArtifactBucketPolicy", says,
        system => system.S3.PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = system.Bucket, Policy = Policy(Filled(system, statement)) }, Token),
        system => system.S3.DeleteBucketPolicyAsync(system.Bucket, Token));

    private static Fault KeyPolicy(string name, CheckStatus status, string says, string statements) => new(
        name, "EncryptionKeyPolicy", status, says, system => SetKeyPolicyAsync(system, statements),
        system => SetKeyPolicyAsync(system, """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"}"""));

    private static Task SetKeyPolicyAsync(SoundSystem system, string statements) => system.Kms.PutKeyPolicyAsync(
        new PutKeyPolicyRequest { KeyId = system.KeyArn, PolicyName = "default", Policy = Policy(Filled(system, statements)), BypassPolicyLockoutSafetyCheck = true }, Token);

    private static Task SetTrustAsync(SoundSystem system, string document) => system.Iam.Iam.UpdateAssumeRolePolicyAsync(
        new UpdateAssumeRolePolicyRequest { RoleName = SoundSystem.ServiceRole, PolicyDocument = document }, Token);

    private static string Filled(SoundSystem system, string statements) =>
        statements.Replace("BUCKET", system.Bucket, StringComparison.Ordinal).Replace("\"ROLE\"", $"\"{system.RoleArn}\"", StringComparison.Ordinal);

    private static string TrustOf(string statements) => Policy(statements);

    private static Task SetStatus(SoundSystem system, string status)
    {
        system.Sandbox.SetConnectionStatus(system.ConnectionArn, status);
        return Task.CompletedTask;
    }

    private static async Task MoveAsync(SoundSystem system)
    {
        var next = await system.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "next" }, Token);
        system.Sandbox.CompleteConnection(next.ConnectionArn);
        await system.EditAsync(new PipelineChanges { ConnectionArn = next.ConnectionArn, GrantsRole = true, GrantsBuildRole = true });
    }

    private static async Task RetryAsync(SoundSystem system)
    {
        system.Sandbox.ClearFaults();
        await system.Session.Executions.RetryStageAsync(new StageRetryRequest { PipelineName = SoundSystem.Name, StageName = "Source" }, Token);
    }

    private static async Task UseGitHubAsync(SoundSystem system)
    {
        var info = system.Sandbox.Info;
        using var client = new AmazonCodeStarconnectionsClient(
            new Amazon.Runtime.BasicAWSCredentials(info.AccessKey, info.SecretKey),
            new AmazonCodeStarconnectionsConfig { ServiceURL = info.EndpointUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        var created = await client.CreateConnectionAsync(new Amazon.CodeStarconnections.Model.CreateConnectionRequest { ConnectionName = "hub", ProviderType = "GitHub" }, Token);
        system.SetSource("ConnectionArn", created.ConnectionArn);
    }

    private static async Task RemoveRoleAsync(SoundSystem system)
    {
        foreach (var policy in (await system.Iam.Iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = SoundSystem.ServiceRole }, Token)).PolicyNames ?? [])
        {
            await system.Iam.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = SoundSystem.ServiceRole, PolicyName = policy }, Token);
        }

        await system.Iam.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = SoundSystem.ServiceRole }, Token);
    }

    private static Task GrantAsync(SoundSystem system) => system.EditAsync(new PipelineChanges { GrantsRole = true });

    private static Task<string> OwnAsync(SoundSystem system) => system.Iam.NameOfAsync(SoundSystem.ServiceRole, SoundSystem.Name);

    private static async Task ChangeAsync(SoundSystem system, Func<string, string> change)
    {
        var own = await OwnAsync(system);
        await system.Iam.PutAsync(SoundSystem.ServiceRole, own, change(await system.Iam.DocumentAsync(SoundSystem.ServiceRole, own)));
    }

    private static Task RemoveActionAsync(SoundSystem system, string action) => ChangeAsync(system, text =>
    {
        var document = JsonNode.Parse(text)!;
        var statements = document["Statement"]!.AsArray();
        foreach (var statement in statements.ToList())
        {
            var kept = Texts(statement!["Action"]).Where(one => one != action).ToList();
            if (kept.Count == 0)
            {
                statements.Remove(statement);
            }
            else
            {
                statement["Action"] = new JsonArray([.. kept.Select(one => (JsonNode)one)]);
            }
        }

        return document.ToJsonString();
    });

    private static PipelineAction With(PipelineAction action, string key, string value) => action with { Configuration = SoundSystem.Changed(action.Configuration!, key, value) };

    private static void SetBucket(SoundSystem system, string bucket) =>
        system.Pipeline = system.Pipeline with { ArtifactStore = system.Pipeline.ArtifactStore! with { Location = bucket } };

    private static void SetKey(SoundSystem system, string key) =>
        system.Pipeline = system.Pipeline with { ArtifactStore = system.Pipeline.ArtifactStore! with { EncryptionKey = new EncryptionKey { Id = key } } };

    private static void SetTrigger(SoundSystem system, string branch) => system.Pipeline = system.Pipeline with
    {
        Triggers = [new PipelineTrigger { SourceActionName = "Source", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = [branch] } }] }],
    };

    private static Task SetTransitionAsync(SoundSystem system, bool enable) => system.Session.Executions.SetTransitionAsync(
        new TransitionRequest { PipelineName = SoundSystem.Name, StageName = "Build", IsEnabled = enable, Reason = enable ? null : "freeze" }, Token);
}
