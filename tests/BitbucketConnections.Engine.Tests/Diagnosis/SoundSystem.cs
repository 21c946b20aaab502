using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeBuild;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using BitbucketConnections.Engine.Policies;
using static BitbucketConnections.Engine.Tests.RoleHarness;

namespace BitbucketConnections.Engine.Tests.Diagnosis;

/// <summary>
/// A sandbox in which nothing is wrong: a connection that is AVAILABLE, a role, a bucket, a customer managed key, a build that clones the repository with
/// a role of its own, and a pipeline that a push has started.
/// </summary>
internal sealed class SoundSystem : IDisposable
{
    public const string Name = "web";
    public const string ServiceRole = "web-role";
    public const string BuildRole = "web-build";
    public const string Repository = "example-ws/demo-repo";

    private SoundSystem()
    {
        var info = Iam.Fixture.Sandbox.Info;
        var keys = new BasicAWSCredentials(info.AccessKey, info.SecretKey);
        Kms = new AmazonKeyManagementServiceClient(keys, new AmazonKeyManagementServiceConfig { ServiceURL = info.EndpointUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        S3 = S3Of("us-east-1");
        CodeBuild = new AmazonCodeBuildClient(keys, new AmazonCodeBuildConfig { ServiceURL = info.EndpointUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        Caller = Session;
    }

    public RoleHarness Iam { get; } = new();

    public AmazonKeyManagementServiceClient Kms { get; }

    public AmazonS3Client S3 { get; }

    public AmazonCodeBuildClient CodeBuild { get; }

    public ISandbox Sandbox => Iam.Fixture.Sandbox;

    public EngineSession Session => Iam.Session;

    public string Bucket => Sandbox.Info.ArtifactBucket;

    public string KeyArn { get; private set; } = string.Empty;

    public string ConnectionArn => Pipeline.ConnectionArn!;

    public string RoleArn => Pipeline.RoleArn!;

    public string BuildRoleArn => "arn:aws:iam::123456789012:role/" + BuildRole;

    /// <summary>Gets or sets the session that makes the checks. The other calls are made by an administrator.</summary>
    public EngineSession Caller { get; set; }

    /// <summary>Gets or sets the pipeline that is tested.</summary>
    public Pipeline Pipeline { get; set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SoundSystem> CreateAsync()
    {
        var system = new SoundSystem();
        await system.PrepareAsync();
        return system;
    }

    /// <summary>Creates a client of S3 for a Region.</summary>
    public AmazonS3Client S3Of(string region) => new(
        new BasicAWSCredentials(Sandbox.Info.AccessKey, Sandbox.Info.SecretKey),
        new AmazonS3Config { ServiceURL = Sandbox.Info.EndpointUrl.AbsoluteUri, AuthenticationRegion = region, ForcePathStyle = true });

    public Task<IReadOnlyList<CheckResult>> TestAsync() => Caller.Diagnosis.TestPipelineAsync(Pipeline, Token);

    public async Task<IReadOnlyList<CheckResult>> TestConnectionAsync(string? region = null) =>
        await Caller.Diagnosis.TestConnectionsAsync([ConnectionArn], region is null ? null : [region], Token);

    /// <summary>Makes the checks as a role with a policy.</summary>
    public async Task CallAsAsync(string statements)
    {
        await Iam.CreateRoleAsync("deployer", Policy("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}"""));
        await Iam.PutAsync("deployer", "deploy", Policy(statements.Replace("CONNECTION", ConnectionArn, StringComparison.Ordinal)));
        var info = Sandbox.Info;
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials(info.AccessKey, info.SecretKey), new AmazonSecurityTokenServiceConfig { ServiceURL = info.EndpointUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        var session = (await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::123456789012:role/deployer", RoleSessionName = "me" }, Token)).Credentials;
        Caller = Iam.Fixture.Engine.Open(
            Iam.Fixture.Settings with { AccessKey = session.AccessKeyId, SecretKey = session.SecretAccessKey, SessionToken = session.SessionToken }, Iam.Fixture.Sink);
    }

    /// <summary>Reads the pipeline again, after something changed it.</summary>
    public async Task ReadAsync() => Pipeline = await Session.Pipelines.GetAsync(Name, null, Token);

    public async Task EditAsync(PipelineChanges changes)
    {
        var plan = await Session.Editor.PlanAsync(Name, changes, Token);
        Pipeline = await Session.Editor.ApplyAsync(plan, Token);
        await ReadAsync();
    }

    /// <summary>Changes the source action of the tested definition.</summary>
    public void SetSource(string key, string? value) => Pipeline = Pipeline with
    {
        Stages =
        [
            Pipeline.Stages[0] with { Actions = [Pipeline.Stages[0].Actions[0] with { Configuration = Changed(Pipeline.Stages[0].Actions[0].Configuration!, key, value) }] },
            .. Pipeline.Stages.Skip(1),
        ],
    };

    /// <summary>Changes the build action of the tested definition.</summary>
    public void SetBuild(Func<PipelineAction, PipelineAction> change) => Pipeline = Pipeline with
    {
        Stages = [Pipeline.Stages[0], Pipeline.Stages[1] with { Actions = [change(Pipeline.Stages[1].Actions[0])] }, .. Pipeline.Stages.Skip(2)],
    };

    public static IReadOnlyDictionary<string, string> Changed(IReadOnlyDictionary<string, string> configuration, string key, string? value)
    {
        var changed = configuration.ToDictionary(entry => entry.Key, entry => entry.Value);
        changed.Remove(key);
        if (value is not null)
        {
            changed.Add(key, value);
        }

        return changed;
    }

    public void Push(string branch = "main") => Sandbox.Push(new SandboxPush { Event = new RepositoryEvent { Kind = RepositoryEventKind.Push, Branch = branch, FullRepositoryId = Repository } });

    /// <summary>Makes the source action fail with a message, and starts an execution.</summary>
    public async Task FailSourceAsync(string message, string pipeline = Name)
    {
        Sandbox.SetActionOutcome(new SandboxActionOutcome { PipelineName = pipeline, ActionName = "Source", IsFailure = true, ErrorCode = "ActionError", Message = message });
        await Session.Executions.StartAsync(new PipelineStartRequest { PipelineName = pipeline }, Token);
    }

    /// <summary>Creates another pipeline with the same connection.</summary>
    public async Task CreateOtherAsync(string name, string repository, string branch) => await Session.Pipelines.CreateAsync(
        Session.Pipelines.Build(new PipelineRequest
        {
            Name = name, ConnectionArn = ConnectionArn, Repository = repository, Branch = branch, RoleArn = Sandbox.Info.ServiceRoleArn, ArtifactBucket = Bucket, BuildProject = Sandbox.Info.BuildProject,
        }),
        Token);

    /// <summary>Creates a pipeline while its connection is PENDING, completes the connection, and tests this pipeline.</summary>
    public async Task CreateWhilePendingAsync()
    {
        var pending = await Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "pending" }, Token);
        await Session.Pipelines.CreateAsync(
            Session.Pipelines.Build(new PipelineRequest
            {
                Name = "early", ConnectionArn = pending.ConnectionArn, Repository = Repository, Branch = "main", RoleArn = Sandbox.Info.ServiceRoleArn, ArtifactBucket = Bucket, BuildProject = Sandbox.Info.BuildProject,
            }),
            Token);
        Sandbox.CompleteConnection(pending.ConnectionArn);
        Pipeline = await Session.Pipelines.GetAsync("early", null, Token);
    }

    public void Dispose()
    {
        Kms.Dispose();
        S3.Dispose();
        CodeBuild.Dispose();
        Iam.Dispose();
    }

    private async Task PrepareAsync()
    {
        KeyArn = (await Kms.CreateKeyAsync(new CreateKeyRequest(), Token)).KeyMetadata.Arn;
        await Iam.CreateRoleAsync(BuildRole, PolicyJson.Trust("codebuild.amazonaws.com"));
        await Iam.PutAsync(BuildRole, "key", Policy($$"""{"Effect":"Allow","Action":["kms:Decrypt","kms:DescribeKey","kms:Encrypt","kms:GenerateDataKey*","kms:ReEncrypt*"],"Resource":"{{KeyArn}}"}"""));
        await Iam.PutAsync(BuildRole, "artifacts", Policy("""{"Effect":"Allow","Action":["s3:*","logs:*"],"Resource":"*"}"""));
        var connection = await Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "web" }, Token);
        Sandbox.CompleteConnection(connection.ConnectionArn);
        var definition = Session.Pipelines.Build(new PipelineRequest
        {
            Name = Name, ConnectionArn = connection.ConnectionArn, Repository = Repository, Branch = "main", ArtifactBucket = Bucket, EncryptionKeyId = KeyArn,
            OutputArtifactFormat = "CODEBUILD_CLONE_REF", Stages = [RoleHarness.Build(Sandbox.Info.BuildProject)],
        }).Definition;
        var build = definition.Stages[1].Actions[0];
        definition = definition with
        {
            Stages =
            [
                definition.Stages[0],
                definition.Stages[1] with { Actions = [build with { Configuration = Changed(build.Configuration!, "ServiceRoleArnOverride", BuildRoleArn) }] },
            ],
        };
        var created = await Session.Wizard.CreateAsync(
            Session.Pipelines.Check(definition), new PipelineCreateOptions { RoleName = ServiceRole, GrantBuildRole = true }, Token);
        Assert.False(created.IsExisting);
        Push();
        await ReadAsync();
    }
}
