using System.Linq;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests.Diagnosis;

/// <summary>Tests that no check fails where nothing is wrong, and that each check is made.</summary>
[Collection("environment")]
public sealed class SoundSystemTests
{
    [Fact]
    public async Task Every_check_of_a_sound_pipeline_passes()
    {
        using var system = await SoundSystem.CreateAsync();

        var results = await system.TestAsync();

        Assert.Empty(results.Where(result => result.Status != CheckStatus.Passed).Select(result => $"{result}: {result.Detail}"));
        Assert.Equal(
            [
                "ArtifactBucket", "ArtifactBucketEncryption", "ArtifactBucketPolicy", "BuildCredential", "BuildProject", "BuildRoleConnection", "BuildRoleKey", "CallerPassConnection", "CallerPassRole", "ConnectionAccount", "ConnectionExists",
                "ConnectionProvider", "ConnectionStatus", "EncryptionKey", "EncryptionKeyPolicy", "PushStart", "Quotas", "RepositoryId", "RoleExists", "RolePermissions", "RoleTrust",
                "SourceResult", "Structure", "Transition", "Trigger",
            ],
            results.Select(result => result.Check).Distinct().Order(System.StringComparer.Ordinal));
        Assert.All(results, result => Assert.Equal(($"pipeline web (us-east-1)", "web", "us-east-1"), (result.Subject, result.PipelineName, result.Region)));
    }

    [Fact]
    public async Task Every_check_of_a_sound_connection_passes()
    {
        using var system = await SoundSystem.CreateAsync();

        var results = await system.TestConnectionAsync();

        Assert.Empty(results.Where(result => result.Status != CheckStatus.Passed).Select(result => $"{result}: {result.Detail}"));
        Assert.Equal(
            ["ConnectionAccount", "ConnectionExists", "ConnectionProvider", "ConnectionStatus", "SourceResult", "Transition", "PushStart"], results.Select(result => result.Check));
    }

    [Fact]
    public async Task The_checks_of_a_definition_need_no_pipeline_role_or_bucket()
    {
        using var system = await SoundSystem.CreateAsync();
        system.Pipeline = system.Session.Pipelines.Build(new PipelineRequest
        {
            Name = "next", ConnectionArn = system.ConnectionArn, Repository = SoundSystem.Repository, Branch = "main", BuildProject = system.Sandbox.Info.BuildProject,
        }).Definition;

        var results = await system.TestAsync();

        Assert.Empty(results.Where(result => result.Status != CheckStatus.Passed).Select(result => $"{result}: {result.Detail}"));
        Assert.All(results, result => Assert.Equal("definition next (us-east-1)", result.Subject));
        Assert.DoesNotContain(results, result => result.Check is "SourceResult" or "PushStart");
    }
}
