using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class ServiceRoleCommandTests : IDisposable
{
    private const string Arn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/web";
    private readonly Shell _shell = new();

    public ServiceRoleCommandTests() => Engine.Connections.Add(FakeEngine.Connection("web"));

    private FakeEngine Engine => _shell.Engine;

    // Without the calls that check the provider of connections.
    private IEnumerable<string> RoleCalls => Engine.Calls.Where(call => !call.StartsWith("GetConnection ", StringComparison.Ordinal));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void The_policy_of_a_definition_makes_no_calls()
    {
        var pipeline = FakeEngine.Pipeline("demo", Arn);

        var result = _shell.Run("$p | Get-BitbucketServiceRolePolicy -RestrictToRepository https://bitbucket.org/ws/repo", ("p", pipeline));

        Assert.Equal(["{}"], result.Of<string>());
        var request = Assert.IsType<ServiceRolePolicyRequest>(Assert.Single(Engine.RoleRequests));
        Assert.Equal((pipeline, "123456789012", "ws/repo"), (request.Definition, request.AccountId, request.RestrictToRepository));
        Assert.Empty(Engine.Calls);
    }

    [Fact]
    public void The_policy_of_parameters_has_connection_bucket_key_and_project()
    {
        var result = _shell.Run("$c | Get-BitbucketServiceRolePolicy -ArtifactBucket bucket -EncryptionKeyId k -BuildProject p -AccountId 999999999999 -PipelineName demo", ("c", Engine.Connections[0]));

        Assert.Equal(["{}"], result.Of<string>());
        var request = Assert.IsType<ServiceRolePolicyRequest>(Assert.Single(Engine.RoleRequests));
        Assert.Equal(("demo", "bucket", "k", Arn), (request.Definition.Name, request.Definition.ArtifactStore!.Location, request.Definition.ArtifactStore.EncryptionKey!.Id, request.Definition.ConnectionArn));
        Assert.Equal(("p", "999999999999", null), (request.Definition.Stages[1].Actions[0].Configuration!["ProjectName"], request.AccountId, request.RestrictToRepository));
    }

    [Theory]
    [InlineData("Get-BitbucketServiceRolePolicy -ConnectionArn arn:nope -ArtifactBucket bucket", "InvalidConnectionArn")]
    [InlineData("Get-BitbucketServiceRolePolicy -ConnectionArn $a -ArtifactBucket b/folder", "InvalidArtifactBucket")]
    [InlineData("Get-BitbucketServiceRolePolicy -ConnectionArn $a -ArtifactBucket bucket -RestrictToRepository https://github.com/w/r", "UnsupportedRepositoryHost")]
    [InlineData("Get-BitbucketServiceRolePolicy -ConnectionArn $a -ArtifactBucket bucket -RestrictToRepository w/r -AllowAllRepositories", "RepositoryGivenTwice")]
    [InlineData("[pscustomobject]@{ Name = 'demo'; Region = 'us-east-1' } | Get-BitbucketServiceRolePolicy -AccountId 123456789012", "RequiredValueMissing")]
    [InlineData("[pscustomobject]@{ Name = 'demo'; Region = 'us-east-1' } | New-BitbucketServiceRole", "RequiredValueMissing")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'Selected.BitbucketConnections.Pipeline'; Name = 'demo'; Stages = $null } | New-BitbucketServiceRole", "PipelineWithoutStages")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'Selected.BitbucketConnections.Pipeline'; Name = ''; Region = 'us-east-1' } | New-BitbucketServiceRole", "InvalidPipelineName")]
    [InlineData("New-BitbucketServiceRole demo -ConnectionArn $a -ArtifactBucket bucket -Tag @{ 'aws:x' = 'y' }", "InvalidTag")]
    [InlineData("New-BitbucketServiceRole demo -ConnectionArn $a -ArtifactBucket bucket -Repository nope", "InvalidRepositoryId")]
    [InlineData("Grant-BitbucketConnectionAccess arn:nope -RoleName r", "InvalidConnectionArn")]
    [InlineData("Grant-BitbucketConnectionAccess $a -RoleArn arn:aws:s3:::bucket", "InvalidRoleArn")]
    public void An_invalid_value_is_found_before_any_call(string script, string id)
    {
        var result = _shell.Run(script, ("a", Arn));
        Assert.Equal([id], result.Ids);
        Assert.Empty(Engine.Calls);
    }

    [Theory]
    [InlineData("", false, null)]
    [InlineData(" -AllowAllRepositories", true, true)]
    [InlineData(" -AllowAllRepositories:$false", false, false)]
    public void All_repositories_can_be_allowed_and_without_the_switch_a_role_keeps_what_it_allows(string parameter, bool ofPolicy, bool? ofRole)
    {
        var pipeline = FakeEngine.Pipeline("demo", Arn);

        Assert.Empty(_shell.Run($"$p | Get-BitbucketServiceRolePolicy{parameter}; $p | New-BitbucketServiceRole{parameter}", ("p", pipeline)).Ids);

        Assert.Equal(ofPolicy, Engine.RoleRequests.OfType<ServiceRolePolicyRequest>().Single().AllowAllRepositories);
        Assert.Equal(ofRole, Engine.RoleRequests.OfType<ServiceRoleRequest>().Single().AllowAllRepositories);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(" -Repository https://bitbucket.org/ws/repo", "ws/repo")]
    public void A_role_from_parameters_is_for_the_repository_if_it_is_known(string parameter, string? repository)
    {
        Assert.Empty(_shell.Run("New-BitbucketServiceRole demo -ConnectionArn $a -ArtifactBucket bucket" + parameter, ("a", Arn)).Ids);

        Assert.Equal(repository, PipelineSource.All(Engine.RoleRequests.OfType<ServiceRoleRequest>().Single().Definition.Stages).Single().FullRepositoryId);
    }

    [Fact]
    public void A_policy_without_an_ARN_requires_the_account()
    {
        var stage = new PipelineStage { Name = "Gate", Actions = [new PipelineAction { Name = "Ok", ActionTypeId = new ActionTypeId { Category = "Approval", Owner = "AWS", Provider = "Manual", Version = "1" } }] };
        var result = _shell.Run("$p | Get-BitbucketServiceRolePolicy", ("p", new Pipeline { Name = "x", Region = "us-east-1", Stages = [stage] }));

        Assert.Equal(["AccountMissing"], result.Ids);
        Assert.Empty(Engine.Calls);
    }

    [Fact]
    public void A_new_role_has_the_name_of_the_console_unless_a_name_is_specified()
    {
        Assert.Single(_shell.Run("New-BitbucketServiceRole demo -ConnectionArn $a -ArtifactBucket bucket -Tag @{ team = 'web' }", ("a", Arn)).Of<ServiceRole>());
        Assert.Single(_shell.Run("$p | New-BitbucketServiceRole -RoleName mine", ("p", FakeEngine.Pipeline("demo", Arn))).Of<ServiceRole>());

        Assert.Equal(["EnsureRole AWSCodePipelineServiceRole-us-east-1-demo", "EnsureRole mine"], RoleCalls);
        Assert.Equal("web", Assert.IsType<ServiceRoleRequest>(Engine.RoleRequests[0]).Tags!["team"]);
    }

    [Fact]
    public void Access_to_all_connections_is_granted_in_one_policy()
    {
        var other = FakeEngine.Connection("other");
        foreach (var script in new[] { "$c, $o.ConnectionArn | Grant-BitbucketConnectionAccess -RoleName r", "Grant-BitbucketConnectionAccess $c, $o -RoleArn arn:aws:iam::123456789012:role/service-role/r" })
        {
            Engine.Calls.Clear();
            var result = _shell.Run(script + " -RestrictToRepository ws/repo", ("c", Engine.Connections[0]), ("o", other));
            Assert.Equal("r", Assert.Single(result.Of<ServiceRole>()).RoleName);
            Assert.Equal([$"GrantConnection r {Arn},{other.ConnectionArn} ws/repo"], RoleCalls);
        }
    }

    [Fact]
    public void WhatIf_creates_no_role_and_grants_nothing()
    {
        var result = _shell.Run("New-BitbucketServiceRole demo -ConnectionArn $a -ArtifactBucket bucket -WhatIf; Grant-BitbucketConnectionAccess $a -RoleName r -WhatIf", ("a", Arn));
        Assert.Empty(result.Output);
        Assert.Equal(["ReviewRole AWSCodePipelineServiceRole-us-east-1-demo"], RoleCalls);
    }
}
