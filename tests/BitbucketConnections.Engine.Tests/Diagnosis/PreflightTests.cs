using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.KeyManagementService.Model;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Tests.Diagnosis;

/// <summary>Tests the checks of a definition before it is created, in an account where everything that it needs has a fault.</summary>
[Collection("environment")]
public sealed class PreflightTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_faults_of_an_account_are_found_in_one_go_and_nothing_is_changed()
    {
        using var system = await SoundSystem.CreateAsync();
        var role = await system.Iam.CreateRoleAsync("next-role", PolicyJson.Trust("ec2.amazonaws.com"));
        var connection = await system.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "next" }, Token);
        var key = (await system.Kms.CreateKeyAsync(new CreateKeyRequest(), Token)).KeyMetadata.Arn;
        await system.Kms.DisableKeyAsync(new DisableKeyRequest { KeyId = key }, Token);
        system.Pipeline = system.Session.Pipelines.Build(new PipelineRequest
        {
            Name = "next", ConnectionArn = connection.ConnectionArn, Repository = SoundSystem.Repository, Branch = "main", RoleArn = role, ArtifactBucket = "no-such-bucket-next",
            EncryptionKeyId = key, OutputArtifactFormat = "CODEBUILD_CLONE_REF", Stages = [RoleHarness.Build("no-such-project")],
        }).Definition;
        var before = system.Iam.Fixture.Sink.Events.Count;

        var results = await system.TestAsync();

        var wrong = results.Where(result => result.Status is CheckStatus.Failed or CheckStatus.Warning).Select(result => result.Check).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["ArtifactBucket", "BuildProject", "ConnectionStatus", "EncryptionKey", "RolePermissions", "RoleTrust"], wrong);
        var called = system.Iam.Fixture.Sink.Events.Skip(before).Where(call => call.Level == DiagnosticLevel.Verbose)
            .Select(call => call.Message.Split(" in ")[0].Split(' ').Last()).Distinct().ToList();
        Assert.NotEmpty(called);
        Assert.All(called, operation => Assert.Matches("^(Get|List|Describe|Head|BatchGet|Simulate)", operation));
    }

    [Fact]
    public async Task The_next_session_of_a_search_uses_the_Region_of_each_pipeline()
    {
        using var system = await SoundSystem.CreateAsync();
        var far = system.Iam.Fixture.Open("eu-west-1");
        using var s3 = system.S3Of("eu-west-1");
        await s3.PutBucketAsync(new Amazon.S3.Model.PutBucketRequest { BucketName = "web-far", BucketRegionName = "eu-west-1", UseClientRegion = false }, Token);
        await far.Pipelines.CreateAsync(
            far.Pipelines.Build(new PipelineRequest
            {
                Name = "far", ConnectionArn = system.ConnectionArn, Repository = SoundSystem.Repository, Branch = "main", RoleArn = system.Sandbox.Info.ServiceRoleArn, ArtifactBucket = "web-far",
                BuildProject = system.Sandbox.Info.BuildProject,
            }),
            Token);

        var results = await system.TestConnectionAsync();

        IEnumerable<string> Of(string pipeline) => results.Where(result => result.PipelineName == pipeline).Select(result => $"{result.Check} {result.Region}");
        Assert.Equal(["SourceResult us-east-1", "Transition us-east-1", "PushStart us-east-1"], Of("web"));
        Assert.Equal(["SourceResult eu-west-1", "Transition eu-west-1", "PushStart eu-west-1"], Of("far"));
    }
}
