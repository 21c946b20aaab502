using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using BitbucketConnections.Engine.Policies;
using static BitbucketConnections.Engine.Tests.RoleHarness;

namespace BitbucketConnections.Engine.Tests;

/// <summary>The keys in policies: by ARN where KMS can be asked, otherwise by id in the account or by a condition on the alias.</summary>
[Collection("environment")]
public sealed class KeyResolverTests : IDisposable
{
    private readonly RoleHarness _iam = new();
    private readonly AmazonKeyManagementServiceClient _kms;

    public KeyResolverTests() => _kms = new AmazonKeyManagementServiceClient(
        new Amazon.Runtime.BasicAWSCredentials(_iam.Fixture.Sandbox.Info.AccessKey, _iam.Fixture.Sandbox.Info.SecretKey),
        new AmazonKeyManagementServiceConfig { ServiceURL = _iam.Fixture.Sandbox.Info.EndpointUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _kms.Dispose();
        _iam.Dispose();
    }

    [Theory]
    [InlineData("alias/site-key")]
    [InlineData("arn:aws:kms:us-east-1:123456789012:alias/site-key")]
    [InlineData("")]
    public async Task A_key_by_id_or_alias_is_named_by_its_ARN_and_its_pipeline_runs(string alias)
    {
        var key = await CreateKeyAsync();

        var pipeline = await _iam.CreateAsync("demo", "role", Deploy(alias.Length > 0 ? alias : key.KeyId!));

        Assert.Equal([$"AllowS3DeployKey {key.Arn}"], await KeysAsync());
        Assert.Equal("Succeeded", await StatusAsync(pipeline));
    }

    [Theory]
    [InlineData("alias/site-key", "AllowS3DeployKeysitekey ", "arn:aws:kms:us-east-1:123456789012:key/*", "a condition on its alias")]
    [InlineData("", "AllowS3DeployKey ", "arn:aws:kms:us-east-1:123456789012:key/", "a key with this id in the account")]
    public async Task Without_permission_to_look_up_a_key_the_policy_still_allows_only_this_key(string alias, string sid, string resource, string note)
    {
        var key = await CreateKeyAsync();
        _iam.Refuse("DescribeKey");

        var pipeline = await _iam.CreateAsync("demo", "role", Deploy(alias.Length > 0 ? alias : key.KeyId!));

        var right = Assert.Single(await KeysAsync());
        Assert.StartsWith(sid, right, StringComparison.Ordinal);
        Assert.Contains(resource, right, StringComparison.Ordinal);
        Assert.Contains(_iam.Fixture.Sink.Messages(DiagnosticLevel.Verbose), message => message.Contains(note, StringComparison.Ordinal));
        Assert.Equal("Succeeded", await StatusAsync(pipeline));
    }

    [Fact]
    public async Task An_edit_replaces_the_condition_on_an_alias_by_the_ARN()
    {
        var key = await CreateKeyAsync();
        _iam.Refuse("DescribeKey");
        await _iam.CreateAsync("demo", "role", Deploy("alias/site-key"));
        _iam.Fixture.Sandbox.ClearFaults();

        await _iam.EditAsync("demo", new PipelineChanges { GrantsRole = true });

        Assert.Equal([$"AllowS3DeployKey {key.Arn}"], await KeysAsync());
        Assert.DoesNotContain(Sids(await PolicyAsync()), sid => sid.EndsWith("ByHand", StringComparison.Ordinal));
        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public void A_policy_that_is_only_shown_needs_no_call()
    {
        var definition = new Pipeline
        {
            Name = "demo", Region = "us-east-1", ArtifactStore = new ArtifactStore { Location = "b", EncryptionKey = new EncryptionKey { Id = "alias/site-key" } }, Stages = [Deploy("alias/other")],
        };

        _iam.Session.Roles.BuildPolicy(new ServiceRolePolicyRequest { Definition = definition, AccountId = "123456789012" });

        Assert.Equal(0, _iam.Calls("DescribeKey"));
    }

    private static PipelineStage Deploy(string key) => new()
    {
        Name = "Deploy",
        Actions =
        [
            new PipelineAction
            {
                Name = "Deploy",
                ActionTypeId = new ActionTypeId { Category = "Deploy", Owner = "AWS", Provider = "S3", Version = "1" },
                Configuration = new Dictionary<string, string> { ["BucketName"] = "site", ["Extract"] = "true", ["KMSEncryptionKeyARN"] = key },
                InputArtifacts = ["SourceArtifact"],
            },
        ],
    };

    private async Task<KeyMetadata> CreateKeyAsync()
    {
        var key = (await _kms.CreateKeyAsync(new CreateKeyRequest(), Token)).KeyMetadata!;
        await _kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/site-key", TargetKeyId = key.KeyId }, Token);
        return key;
    }

    private async Task<JsonObject> PolicyAsync() => (await _iam.PoliciesAsync("role"))[await _iam.NameOfAsync("role", "demo")];

    private async Task<List<string>> KeysAsync() => (await PolicyAsync())["Statement"]!.AsArray().Where(s => Texts(s!["Action"]).Contains("kms:Encrypt"))
        .SelectMany(s => Texts(s!["Resource"]).Select(resource => $"{PolicyStatement.WithoutHash((string)s!["Sid"]!)} {resource}")).ToList();

    private async Task<string?> StatusAsync(Pipeline pipeline) =>
        (await _iam.Session.Executions.GetStateAsync(pipeline.Name, Token)).SelectMany(stage => stage.Actions).Last().Status;
}
