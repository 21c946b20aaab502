using System;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Tests;

/// <summary>Connections of other accounts and of other providers.</summary>
[Collection("shell")]
public sealed class ForeignConnectionTests : IDisposable
{
    private const string Shared = "arn:aws:codeconnections:us-east-1:222222222222:connection/s";
    private readonly Shell _shell = new();

    public ForeignConnectionTests() => Engine.Connections.AddRange([
        FakeEngine.Connection("own"),
        FakeEngine.Connection("shared") with { ConnectionArn = Shared, OwnerAccountId = "222222222222" },
        FakeEngine.Connection("hub") with { ProviderType = "GitHub" },
    ]);

    private FakeEngine Engine => _shell.Engine;

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("Remove-BitbucketConnection shared -Force -Confirm:$false")]
    [InlineData("Remove-BitbucketConnection shared -WhatIf")]
    [InlineData("Remove-BitbucketConnection -ConnectionArn $a -Confirm:$false")]
    [InlineData("$c | Remove-BitbucketConnection -Confirm:$false -ErrorAction Continue")]
    [InlineData("Add-BitbucketTag $a @{ k = 'v' }")]
    [InlineData("Add-BitbucketTag $a @{ k = 'v' } -WhatIf")]
    [InlineData("$c | Add-BitbucketTag -Tag @{ k = 'v' }")]
    [InlineData("Remove-BitbucketTag $a k")]
    [InlineData("Remove-BitbucketTag $a k -WhatIf")]
    public void Only_the_owner_changes_a_shared_connection(string script)
    {
        var result = _shell.Run(script, ("a", Shared), ("c", Engine.Connections[1]));

        Assert.Equal(["ConnectionOfOtherAccount"], result.Ids);
        Assert.Equal(ErrorCategory.InvalidArgument, result.Errors[0].CategoryInfo.Category);
        Assert.Contains($"{Shared} belongs to the account 222222222222, and the credentials to 123456789012. Only the owner can change or remove the connection.", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Engine.Calls, call => call.StartsWith("Delete", StringComparison.Ordinal) || call.StartsWith("AddTags", StringComparison.Ordinal) || call.StartsWith("RemoveTags", StringComparison.Ordinal) || call.StartsWith("Search", StringComparison.Ordinal));
    }

    [Fact]
    public void The_other_connections_of_a_removal_are_removed_and_ErrorAction_Stop_ends_it()
    {
        var result = _shell.Run("Remove-BitbucketConnection shared, own -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable e; $e.Count");

        Assert.Equal(1, Assert.Single(result.Of<int>()));
        Assert.Equal(["shared", "hub"], Engine.Connections.Select(c => c.ConnectionName));
        Assert.Equal("ConnectionOfOtherAccount", _shell.Run("Remove-BitbucketConnection shared -Confirm:$false -ErrorAction Stop").ThrownId);
    }

    [Fact]
    public void A_change_continues_if_the_account_of_the_credentials_is_not_known()
    {
        Engine.AccountId = null;

        Assert.Empty(_shell.Run("Add-BitbucketTag $a @{ k = 'v' }", ("a", Shared)).Errors);
        Assert.Contains("AddTags " + Shared, Engine.Calls);
    }

    [Fact]
    public void The_account_is_not_read_for_a_connection_that_cannot_be_shared()
    {
        Assert.Empty(_shell.Run("Add-BitbucketTag $a @{ k = 'v' }; Remove-BitbucketConnection own -Confirm:$false; New-BitbucketConnection own", ("a", Engine.Connections[0].ConnectionArn)).Errors);
        Assert.DoesNotContain("GetCallerIdentity", Engine.Calls);
    }

    [Theory]
    [InlineData("New-BitbucketConnection shared")]
    [InlineData("New-BitbucketConnection shared -ReuseExisting")]
    public void A_shared_connection_does_not_count_as_an_existing_one(string script)
    {
        var result = _shell.Run(script);

        Assert.Empty(result.Errors);
        Assert.NotEqual(Shared, Assert.Single(result.Of<Connection>()).ConnectionArn);
        Assert.Contains($"The name 'shared' is also used by another account, which shares its connection: {Shared} (AVAILABLE). In commands that change something, specify the ARN.", result.Warnings);
        Assert.Equal(4, Engine.Connections.Count);
    }

    [Fact]
    public void A_shared_connection_is_shown_with_its_owner_and_can_be_used()
    {
        Assert.Equal("222222222222", Assert.Single(_shell.Run("Get-BitbucketConnection shared").Of<Connection>()).OwnerAccountId);
        Assert.Empty(_shell.Run("New-BitbucketPipeline p -ConnectionName shared -Repository w/r -Branch main -BuildProject b; Get-BitbucketConnectionUsage shared; Wait-BitbucketConnection shared").Errors);
        Assert.Equal(Shared, Engine.Requests[0].ConnectionArn);
    }

    [Theory]
    [InlineData("New-BitbucketPipeline p -ConnectionName hub -Repository w/r -Branch main -BuildProject b")]
    [InlineData("New-BitbucketPipeline p -ConnectionName hub -Repository w/r -Branch main -BuildProject b -WhatIf")]
    [InlineData("New-BitbucketPipeline p -ConnectionName hub -Repository w/r -Branch main -BuildProject b -AllowPendingConnection")]
    [InlineData("Set-BitbucketPipeline demo -ConnectionName hub -Force")]
    public void The_name_of_a_connection_to_another_provider_is_an_error_with_the_provider(string script)
    {
        Engine.Pipelines.Add(FakeEngine.Pipeline("demo", Engine.Connections[0].ConnectionArn));

        var result = _shell.Run(script);

        Assert.Equal(["ConnectionNotBitbucket"], result.Ids);
        Assert.Equal(
            $"The connection 'hub' ({Engine.Connections[2].ConnectionArn}) is for GitHub, not for Bitbucket. This module needs a connection to Bitbucket. To list the connections to Bitbucket, run Get-BitbucketConnection.",
            result.Errors[0].ToString());
        Assert.Empty(Engine.Changes);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void A_list_shows_only_connections_to_Bitbucket()
    {
        Assert.Equal(["own", "shared"], _shell.Run("Get-BitbucketConnection").Of<Connection>().Select(c => c.ConnectionName));
        Assert.Equal(["ObjectNotFound"], _shell.Run("Get-BitbucketConnection hub").Ids);
        Assert.Equal(["ObjectNotFound"], _shell.Run("Wait-BitbucketConnection hub").Ids);
    }
}
