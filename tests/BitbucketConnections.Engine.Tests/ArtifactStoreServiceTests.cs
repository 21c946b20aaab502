using System;
using System.Threading;
using System.Threading.Tasks;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using BitbucketConnections.Engine.ArtifactStores;

namespace BitbucketConnections.Engine.Tests;

[Collection("environment")]
public sealed class ArtifactStoreServiceTests : IDisposable
{
    private readonly SandboxFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ArtifactStoreService Stores => _fixture.Session.Stores;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_symmetric_enabled_key_is_accepted_by_id_ARN_and_alias_ARN()
    {
        var key = await KeyAsync(KeySpec.SYMMETRIC_DEFAULT);
        using var client = Client();
        await client.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/artifacts", TargetKeyId = key.KeyId }, Token);

        Assert.Null(await Stores.CheckKeyAsync(key.KeyId, "us-east-1", Token));
        Assert.Null(await Stores.CheckKeyAsync(key.Arn, "us-east-1", Token));
        Assert.Null(await Stores.CheckKeyAsync("arn:aws:kms:us-east-1:123456789012:alias/artifacts", "us-east-1", Token));
        Assert.Empty(_fixture.Sink.Messages(DiagnosticLevel.Warning));
    }

    [Fact]
    public async Task A_key_that_cannot_encrypt_artifacts_is_a_finding()
    {
        var pair = await KeyAsync(KeySpec.RSA_2048);
        Assert.Equal("EncryptionKeyNotSymmetric", (await Stores.CheckKeyAsync(pair.Arn, "us-east-1", Token))?.Id);

        var disabled = await KeyAsync(KeySpec.SYMMETRIC_DEFAULT);
        using var client = Client();
        await client.DisableKeyAsync(disabled.KeyId, Token);
        Assert.Equal("EncryptionKeyDisabled", (await Stores.CheckKeyAsync(disabled.KeyId, "us-east-1", Token))?.Id);

        Assert.Equal("EncryptionKeyNotFound", (await Stores.CheckKeyAsync("11111111-2222-4333-8444-555555555555", "us-east-1", Token))?.Id);
        Assert.Equal("EncryptionKeyWrongRegion", (await Stores.CheckKeyAsync(pair.Arn, "eu-west-1", Token))?.Id);
    }

    [Fact]
    public async Task A_key_and_a_bucket_without_read_access_are_a_warning()
    {
        Deny("DescribeKey");
        Deny("HeadBucket");
        Deny("ListBuckets");

        Assert.Null(await Stores.CheckKeyAsync("11111111-2222-4333-8444-555555555555", "us-east-1", Token));
        Assert.Null(await Stores.CheckBucketAsync("some-bucket", "us-east-1", Token));

        var warnings = _fixture.Sink.Messages(DiagnosticLevel.Warning);
        Assert.Contains(warnings, w => w.Contains("kms:DescribeKey is denied", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Contains("'some-bucket' can't be checked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_bucket_by_name_is_the_default_location()
    {
        var seeded = await Stores.FindDefaultAsync("us-east-1", Token);
        var mine = (await Stores.CreateDefaultAsync("eu-west-1", Token)).Bucket;

        Assert.Equal(_fixture.Sandbox.Info.ArtifactBucket, seeded);
        Assert.Matches("^codepipeline-eu-west-1-[0-9]{12}$", mine);
        Assert.Equal(mine, await Stores.FindDefaultAsync("eu-west-1", Token));
        Assert.Null(await Stores.FindDefaultAsync("eu-west-3", Token));
        Assert.Null(await Stores.CheckBucketAsync(mine, "eu-west-1", Token));
    }

    [Fact]
    public async Task A_bucket_name_of_another_account_is_replaced_by_another_name()
    {
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "CreateBucket", ErrorCode = "BucketAlreadyExists", Message = "taken", HttpStatusCode = 409, Count = 1 });

        var bucket = (await Stores.CreateDefaultAsync("eu-west-1", Token)).Bucket;

        Assert.Equal(bucket, await Stores.FindDefaultAsync("eu-west-1", Token));
        Assert.Equal(2, _fixture.Sink.Calls("CreateBucket"));
    }

    [Fact]
    public async Task A_bucket_whose_policy_is_rejected_is_named()
    {
        Deny("PutBucketPolicy");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Stores.CreateDefaultAsync("eu-west-1", Token));

        Assert.Equal(await Stores.FindDefaultAsync("eu-west-1", Token), Assert.Single(thrown.Created));
    }

    private void Deny(string operation) =>
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = operation, ErrorCode = "AccessDenied", Message = "no", HttpStatusCode = 403 });

    private async Task<KeyMetadata> KeyAsync(KeySpec spec)
    {
        using var client = Client();
        return (await client.CreateKeyAsync(new CreateKeyRequest { KeySpec = spec, KeyUsage = KeyUsageType.ENCRYPT_DECRYPT }, Token)).KeyMetadata;
    }

    private AmazonKeyManagementServiceClient Client() => new(
        new BasicAWSCredentials(_fixture.Sandbox.Info.AccessKey, _fixture.Sandbox.Info.SecretKey),
        new AmazonKeyManagementServiceConfig { ServiceURL = _fixture.Sandbox.Info.EndpointUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });
}
