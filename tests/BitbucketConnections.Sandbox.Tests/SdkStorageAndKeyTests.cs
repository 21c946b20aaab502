using System.Net;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using BitbucketConnections.Sandbox.Tests.Support;
using NotFoundException = Amazon.KeyManagementService.Model.NotFoundException;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>AWSSDK.S3 and AWSSDK.KeyManagementService with the sandbox, over real HTTP.</summary>
public sealed class SdkStorageAndKeyTests : IDisposable
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::mine/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""";

    private readonly TestSandbox _sandbox = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("eu-west-1")]
    public async Task A_bucket_can_be_created_and_configured_as_an_artifact_store(string region)
    {
        using var s3 = S3(region);
        await s3.PutBucketAsync(Creation(region), Stop);
        await s3.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = "mine", VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } }, Stop);
        await s3.PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = "mine", Policy = Policy }, Stop);
        await s3.PutPublicAccessBlockAsync(
            new PutPublicAccessBlockRequest { BucketName = "mine", PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration { BlockPublicAcls = true, BlockPublicPolicy = true } }, Stop);
        await s3.PutBucketEncryptionAsync(
            new PutBucketEncryptionRequest
            {
                BucketName = "mine",
                ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
                {
                    ServerSideEncryptionRules = [new ServerSideEncryptionRule { ServerSideEncryptionByDefault = new ServerSideEncryptionByDefault { ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS } }],
                },
            },
            Stop);

        Assert.Equal(region, (await s3.HeadBucketAsync(new HeadBucketRequest { BucketName = "mine" }, Stop)).BucketRegion);
        // The SDK sends the old name of eu-west-1, and S3 returns it.
        Assert.Equal(region == "us-east-1" ? "" : "EU", (await s3.GetBucketLocationAsync("mine", Stop)).Location.Value);
        Assert.Equal(VersionStatus.Enabled, (await s3.GetBucketVersioningAsync("mine", Stop)).VersioningConfig.Status);
        Assert.Equal(Policy, (await s3.GetBucketPolicyAsync("mine", Stop)).Policy);
        Assert.False((await s3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = "mine" }, Stop)).PublicAccessBlockConfiguration.IgnorePublicAcls);
        var encryption = await s3.GetBucketEncryptionAsync(new GetBucketEncryptionRequest { BucketName = "mine" }, Stop);
        Assert.Equal(
            ServerSideEncryptionMethod.AWSKMS,
            encryption.ServerSideEncryptionConfiguration.ServerSideEncryptionRules.Single().ServerSideEncryptionByDefault.ServerSideEncryptionAlgorithm);
        Assert.Contains((await s3.ListBucketsAsync(Stop)).Buckets, bucket => bucket.BucketName == "mine" && bucket.BucketRegion == region);
        await s3.DeleteBucketPolicyAsync("mine", Stop);
        await s3.DeleteBucketAsync("mine", Stop);
        Assert.Equal(HttpStatusCode.NotFound, await HeadAsync(s3));
    }

    [Fact]
    public async Task HeadBucket_distinguishes_another_Region_another_account_and_a_missing_bucket()
    {
        using var home = S3("us-east-1");
        using var elsewhere = S3("eu-west-1");
        using var other = S3("us-east-1", "210987654321");
        Assert.Equal(HttpStatusCode.NotFound, await HeadAsync(home));
        await home.PutBucketAsync("mine", Stop);

        Assert.Equal(HttpStatusCode.OK, await HeadAsync(home));
        Assert.Equal(HttpStatusCode.MovedPermanently, await HeadAsync(elsewhere));
        Assert.Equal(HttpStatusCode.Forbidden, await HeadAsync(other));
        await Assert.ThrowsAsync<BucketAlreadyExistsException>(() => other.PutBucketAsync("mine", Stop));
    }

    [Fact]
    public async Task Creating_a_bucket_twice_outside_us_east_1_is_BucketAlreadyOwnedByYou()
    {
        using var s3 = S3("eu-west-1");
        await s3.PutBucketAsync(Creation("eu-west-1"), Stop);

        await Assert.ThrowsAsync<BucketAlreadyOwnedByYouException>(() => s3.PutBucketAsync(Creation("eu-west-1"), Stop));
    }

    [Fact]
    public async Task A_key_can_be_created_and_scheduled_for_deletion()
    {
        using var kms = new AmazonKeyManagementServiceClient(
            Credentials(), new AmazonKeyManagementServiceConfig { ServiceURL = _sandbox.Info.EndpointUrl.ToString(), AuthenticationRegion = "us-east-1" });
        var created = (await kms.CreateKeyAsync(new CreateKeyRequest { KeySpec = KeySpec.RSA_2048, KeyUsage = KeyUsageType.ENCRYPT_DECRYPT }, Stop)).KeyMetadata;
        await kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/mine", TargetKeyId = created.KeyId }, Stop);
        await kms.DisableKeyAsync(created.KeyId, Stop);

        var got = (await kms.DescribeKeyAsync("alias/mine", Stop)).KeyMetadata;
        var aliases = await kms.ListAliasesAsync(new ListAliasesRequest(), Stop);
        var deletion = await kms.ScheduleKeyDeletionAsync(new ScheduleKeyDeletionRequest { KeyId = created.Arn }, Stop);

        Assert.Equal((created.Arn, KeyState.Disabled, KeySpec.RSA_2048), (got.Arn, got.KeyState, got.KeySpec));
        Assert.Equal([created.KeyId], aliases.Aliases.Select(alias => alias.TargetKeyId));
        Assert.InRange(deletion.DeletionDate!.Value.ToUniversalTime(), SystemTime.UtcNow.AddDays(29), SystemTime.UtcNow.AddDays(31));
        await Assert.ThrowsAsync<KMSInvalidStateException>(() => kms.EnableKeyAsync(created.KeyId, Stop));
        var missing = await Assert.ThrowsAsync<NotFoundException>(() => kms.DescribeKeyAsync("alias/none", Stop));
        Assert.Equal("Alias arn:aws:kms:us-east-1:123456789012:alias/none is not found.", missing.Message);
    }

    /// <summary>With a custom endpoint, the client does not know the Region for the request, so the test sets it.</summary>
    private static PutBucketRequest Creation(string region) =>
        new() { BucketName = "mine", BucketRegionName = region == "us-east-1" ? null : region };

    private static async Task<HttpStatusCode> HeadAsync(AmazonS3Client s3)
    {
        try
        {
            return (await s3.HeadBucketAsync(new HeadBucketRequest { BucketName = "mine" }, Stop)).HttpStatusCode;
        }
        catch (AmazonServiceException e)
        {
            return e.StatusCode;
        }
    }

    private BasicAWSCredentials Credentials(string? account = null) =>
        new(account is null ? _sandbox.Info.AccessKey : "SANDBOX" + account, _sandbox.Info.SecretKey);

    private AmazonS3Client S3(string region, string? account = null) => new(
        Credentials(account),
        new AmazonS3Config { ServiceURL = _sandbox.Info.EndpointUrl.ToString(), AuthenticationRegion = region, ForcePathStyle = true });
}
