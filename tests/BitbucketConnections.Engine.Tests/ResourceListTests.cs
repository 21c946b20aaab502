using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests the lists of resources that completion offers, on the sandbox.</summary>
[Collection("environment")]
public sealed class ResourceListTests : IDisposable
{
    private readonly SandboxFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IResourceListService Resources => _fixture.Session.Resources;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Projects_buckets_and_roles_are_listed()
    {
        var bucket = Assert.Single(await Resources.ListBucketsAsync(Token));
        var role = (await Resources.ListRolesAsync(Token)).Single(role => role.RoleArn == _fixture.Sandbox.Info.ServiceRoleArn);

        Assert.Equal([_fixture.Sandbox.Info.BuildProject], await Resources.ListBuildProjectsAsync(Token));
        Assert.Equal((_fixture.Sandbox.Info.ArtifactBucket, "us-east-1"), (bucket.BucketName, bucket.Region));
        Assert.NotNull(bucket.Created);
        Assert.Equal(["codepipeline.amazonaws.com"], role.TrustedServices);
    }

    [Fact]
    public async Task Keys_are_listed_by_alias_and_without_one()
    {
        using var kms = Kms();
        var named = (await kms.CreateKeyAsync(new CreateKeyRequest(), Token)).KeyMetadata;
        var unnamed = (await kms.CreateKeyAsync(new CreateKeyRequest(), Token)).KeyMetadata;
        await kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/artifacts", TargetKeyId = named.KeyId }, Token);

        var keys = await Resources.ListKeysAsync(Token);

        Assert.Equal([("alias/artifacts", named.Arn), (null, unnamed.Arn)], keys.Select(key => (key.AliasName, key.KeyArn)));
        Assert.Equal("arn:aws:kms:us-east-1:123456789012:alias/artifacts", keys[0].AliasArn);

        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListKeys", ErrorCode = "AccessDeniedException", Message = "no" });
        Assert.Equal([named.Arn], (await Resources.ListKeysAsync(Token)).Select(key => key.KeyArn));
    }

    [Fact]
    public async Task Lists_of_several_pages_are_read_until_a_limit()
    {
        using var kms = Kms();
        for (var i = 0; i < 120; i++)
        {
            await kms.CreateKeyAsync(new CreateKeyRequest(), Token);
        }

        Assert.Equal(120, (await Resources.ListKeysAsync(Token)).Count);
        Assert.Equal(2, _fixture.Sink.Calls("ListKeys"));
    }

    [Fact]
    public async Task A_denied_list_is_an_error()
    {
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListProjects", ErrorCode = "AccessDeniedException", Message = "no" });

        Assert.True((await Assert.ThrowsAsync<ServiceException>(() => Resources.ListBuildProjectsAsync(Token))).IsAccessDenied);
    }

    private AmazonKeyManagementServiceClient Kms() => new(
        _fixture.Sandbox.Info.AccessKey, _fixture.Sandbox.Info.SecretKey, new AmazonKeyManagementServiceConfig { ServiceURL = _fixture.Sandbox.Info.EndpointUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });
}
