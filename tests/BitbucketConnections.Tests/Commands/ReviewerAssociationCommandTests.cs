using System;
using System.Linq;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class ReviewerAssociationCommandTests : IDisposable
{
    private const string Arn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/c";

    private readonly Shell _shell = new();

    private FakeEngine Engine => _shell.Engine;

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void New_associates_each_repository_and_warns_with_the_next_step()
    {
        var result = _shell.Run($"New-BitbucketReviewerAssociation ws/a, https://bitbucket.org/ws/b -ConnectionArn {Arn} -KmsKeyId 1234abcd -Tag @{{ team = 'web' }} -Region eu-west-1");

        Assert.Equal(["ws/a", "ws/b"], result.Of<ReviewerAssociation>().Select(a => a.FullRepositoryId));
        Assert.Equal(2, result.Warnings.Count);
        Assert.EndsWith($"run: Wait-BitbucketReviewerAssociation -AssociationArn {Engine.Associations[0].AssociationArn}", result.Warnings[0], StringComparison.Ordinal);
        var request = Engine.ReviewRequests.OfType<ReviewerAssociationRequest>().First();
        Assert.Equal((Arn, "1234abcd", "web"), (request.ConnectionArn, request.KmsKeyId, request.Tags!["team"]));
        Assert.Equal("eu-west-1", Engine.Associations[0].Region);
        Assert.Empty(result.Errors);
    }

    [Theory]
    [InlineData("New-BitbucketReviewerAssociation ws/a -ConnectionName c")]
    [InlineData("Get-BitbucketConnection c | New-BitbucketReviewerAssociation ws/a")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-BitbucketConnection c))) | New-BitbucketReviewerAssociation ws/a")]
    [InlineData("'arn:aws:codestar-connections:us-east-1:123456789012:connection/c' | New-BitbucketReviewerAssociation -Repository ws/a")]
    [InlineData("New-BitbucketReviewerAssociation ws/a -Connection (Get-BitbucketConnection c)")]
    public void New_accepts_a_connection_by_name_ARN_and_object(string script)
    {
        Engine.Connections.Add(FakeEngine.Connection("c"));

        Assert.Equal(Arn, Assert.Single(_shell.Run(script).Of<ReviewerAssociation>()).ConnectionArn);
    }

    [Fact]
    public void New_reports_each_failure_and_continues()
    {
        Engine.Failures["AssociateRepository ws/a"] = new ServiceException(ServiceErrorKind.InvalidState, "closed") { Condition = "ReviewerAssociationClosed", ErrorCode = "AccessDeniedException" };

        var result = _shell.Run($"New-BitbucketReviewerAssociation ws/a, nope, ws/b -ConnectionArn {Arn}");

        Assert.Equal(["ReviewerAssociationClosed", "InvalidRepositoryId"], result.Ids);
        Assert.Equal(["ws/a", "nope"], result.Errors.Select(e => e.TargetObject));
        Assert.Equal("ws/b", Assert.Single(result.Of<ReviewerAssociation>()).FullRepositoryId);
        Assert.Equal("ReviewerAssociationClosed", _shell.Run($"New-BitbucketReviewerAssociation ws/a -ConnectionArn {Arn} -ErrorAction Stop").ThrownId);
    }

    [Fact]
    public void New_returns_an_existing_association_with_ReuseExisting()
    {
        Engine.Associations.Add(FakeEngine.Association("ws/a", "Failed", id: "000000000001"));
        Engine.Associations.Add(FakeEngine.Association("ws/a", id: "000000000002", connectionArn: "arn:aws:codestar-connections:us-east-1:123456789012:connection/other"));

        var result = _shell.Run($"New-BitbucketReviewerAssociation ws/a, ws/b -ConnectionArn {Arn} -ReuseExisting");

        Assert.Equal([Engine.Associations[1].AssociationArn, Engine.Associations[2].AssociationArn], result.Of<ReviewerAssociation>().Select(a => a.AssociationArn));
        Assert.Contains("connection/other", result.Warnings[0], StringComparison.Ordinal);
        Assert.Equal("ws/b", Assert.Single(Engine.ReviewRequests.OfType<ReviewerAssociationRequest>()).FullRepositoryId);
    }

    [Fact]
    public void New_accepts_a_token_for_one_repository_only()
    {
        _shell.Run($"New-BitbucketReviewerAssociation ws/a -ConnectionArn {Arn} -ClientRequestToken t-1");
        var several = _shell.Run($"New-BitbucketReviewerAssociation ws/b, ws/c -ConnectionArn {Arn} -ClientRequestToken t-1");

        Assert.Equal("t-1", Assert.Single(Engine.ReviewRequests.OfType<ReviewerAssociationRequest>()).ClientRequestToken);
        Assert.Equal(["InvalidClientRequestToken", "InvalidClientRequestToken"], several.Ids);
    }

    [Theory]
    [InlineData($"New-BitbucketReviewerAssociation ws/a -ConnectionArn {Arn} -WhatIf")]
    [InlineData("Remove-BitbucketReviewerAssociation ws/a -WhatIf")]
    [InlineData("$WhatIfPreference = $true; Get-BitbucketReviewerAssociation | Remove-BitbucketReviewerAssociation")]
    public void WhatIf_changes_nothing(string script)
    {
        Engine.Associations.Add(FakeEngine.Association("ws/a"));

        var result = _shell.Run(script);

        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.DoesNotContain(Engine.Calls, call => call.StartsWith("AssociateRepository", StringComparison.Ordinal) || call.StartsWith("Disassociate", StringComparison.Ordinal));
    }

    [Fact]
    public void Get_streams_pages_and_filters()
    {
        Engine.Associations.AddRange([FakeEngine.Association("ws/a"), FakeEngine.Association("ws/b", "Failed"), FakeEngine.Association("other/a", "Associating")]);
        Engine.PageSize = 1;

        Assert.Equal(["ws/a", "ws/b", "other/a"], Get(string.Empty));
        Assert.Equal(["ws/a", "ws/b"], Get("WS/*"));
        Assert.Equal(["ws/b"], Get("https://bitbucket.org/ws/b/src/main"));
        Assert.Equal(["ws/a", "other/a"], Get("-Name a"));
        Assert.Equal(["ws/a", "ws/b"], Get("-Owner W*"));
        Assert.Empty(Get("-Owner WS"));
        Assert.Equal(["ws/b"], Get("-State FAILED"));
        Assert.Equal(["Failed"], Engine.ReviewRequests.OfType<ReviewerAssociationQuery>().Last().States);
        Assert.Equal(["ws/b"], Get(Engine.Associations[1].AssociationArn));

        Engine.Calls.Clear();
        Assert.Equal("ws/a", Assert.Single(_shell.Run("do { Get-BitbucketReviewerAssociation | ForEach-Object { $_; break } } while ($false)").Of<ReviewerAssociation>()).FullRepositoryId);
        Assert.Equal(["ListRepositoryAssociations"], Engine.Calls);

        string[] Get(string arguments) => [.. _shell.Run("Get-BitbucketReviewerAssociation " + arguments).Of<ReviewerAssociation>().Select(a => a.FullRepositoryId)];
    }

    [Fact]
    public void Get_reports_an_exact_repository_without_an_association()
    {
        Engine.Associations.Add(FakeEngine.Association("ws/a"));

        var result = _shell.Run("Get-BitbucketReviewerAssociation ws/a, ws/none, none*, nope, 'https://u:secret-1@github.com/ws/r'");

        Assert.Equal("ws/a", Assert.Single(result.Of<ReviewerAssociation>()).FullRepositoryId);
        Assert.Equal(["InvalidRepositoryId", "UnsupportedRepositoryHost", "ObjectNotFound"], result.Ids);
        Assert.Equal("ws/none", result.Errors[2].TargetObject);
        Assert.DoesNotContain("secret-1", result.All() + string.Join(' ', result.Errors.Select(e => e.TargetObject)), StringComparison.Ordinal);
    }

    [Fact]
    public void Get_by_ARN_uses_the_Region_of_the_ARN()
    {
        Engine.Associations.Add(FakeEngine.Association("ws/a", region: "eu-west-1"));

        Assert.Single(_shell.Run("Get-BitbucketReviewerAssociation -Arn " + Engine.Associations[0].AssociationArn).Output);
        Assert.Equal("eu-west-1", Engine.Settings[^1].InputRegion);
        Assert.Equal(["InvalidAssociationArn"], _shell.Run($"'{Arn}' | Get-BitbucketReviewerAssociation").Ids);
    }

    [Fact]
    public void Wait_returns_each_association_and_reports_the_failed_ones()
    {
        Engine.Associations.AddRange([FakeEngine.Association("ws/a", "Failed"), FakeEngine.Association("ws/b", "Associating"), FakeEngine.Association("ws/c", "Associating")]);

        var result = _shell.Run("Get-BitbucketReviewerAssociation | Wait-BitbucketReviewerAssociation");

        Assert.Contains("CreateWaiter 3 300 10", Engine.Calls);
        Assert.Equal([("ws/b", "Associated"), ("ws/c", "Associated")], result.Of<ReviewerAssociation>().Select(a => (a.FullRepositoryId, a.State)));
        Assert.Equal(["ReviewerAssociationFailed"], result.Ids);
        Assert.Same(Engine.Associations[0], result.Errors[0].TargetObject);
    }

    [Theory]
    [InlineData("Wait-BitbucketReviewerAssociation ws/a -TimeoutSeconds 60 -PollIntervalSeconds 2")]
    [InlineData("Wait-BitbucketReviewerAssociation $a.AssociationArn -TimeoutSeconds 60 -PollIntervalSeconds 2")]
    [InlineData("$a.AssociationArn | Wait-BitbucketReviewerAssociation -TimeoutSeconds 60 -PollIntervalSeconds 2")]
    [InlineData("$a | Wait-BitbucketReviewerAssociation -TimeoutSeconds 60 -PollIntervalSeconds 2")]
    [InlineData("[pscustomobject]@{ Arn = $a.AssociationArn } | Wait-BitbucketReviewerAssociation -TimeoutSeconds 60 -PollIntervalSeconds 2")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($a)) | Wait-BitbucketReviewerAssociation -TimeoutSeconds 60 -PollIntervalSeconds 2")]
    public void Wait_accepts_repositories_ARNs_and_objects(string script)
    {
        Engine.Associations.Add(FakeEngine.Association("ws/a", "Associating"));

        Assert.Equal("ws/a", Assert.Single(_shell.Run(script, ("a", Engine.Associations[0])).Of<ReviewerAssociation>()).FullRepositoryId);
        Assert.Contains("CreateWaiter 1 60 2", Engine.Calls);
    }

    [Fact]
    public void Wait_means_the_current_association_of_a_repository_and_Remove_asks_for_the_ARN()
    {
        Engine.Associations.Add(FakeEngine.Association("ws/a", "Failed", id: "000000000001"));
        Engine.Associations.Add(FakeEngine.Association("ws/a", "Associating", id: "000000000002"));

        Assert.Equal(Engine.Associations[1].AssociationArn, Assert.Single(_shell.Run("Wait-BitbucketReviewerAssociation ws/A").Of<ReviewerAssociation>()).AssociationArn);
        var ambiguous = _shell.Run("Remove-BitbucketReviewerAssociation ws/a -Confirm:$false");
        Assert.Equal(["AmbiguousName"], ambiguous.Ids);
        Assert.All(Engine.Associations, a => Assert.Contains(a.AssociationArn, ambiguous.Errors[0].ToString(), StringComparison.Ordinal));
        Assert.Equal(["ObjectNotFound"], _shell.Run("Remove-BitbucketReviewerAssociation ws/none -Confirm:$false").Ids);
        Assert.Equal(2, Engine.Associations.Count);
    }

    [Theory]
    [InlineData("Remove-BitbucketReviewerAssociation ws/a, ws/b -Confirm:$false")]
    [InlineData("Remove-BitbucketReviewerAssociation 'ws/[ab]' -Confirm:$false")]
    [InlineData("Get-BitbucketReviewerAssociation ws/a, ws/b | Remove-BitbucketReviewerAssociation -Confirm:$false")]
    [InlineData("(Get-BitbucketReviewerAssociation ws/a, ws/b).AssociationArn | Remove-BitbucketReviewerAssociation -Confirm:$false")]
    public void Remove_removes_the_specified_associations(string script)
    {
        Engine.Associations.AddRange([FakeEngine.Association("ws/a"), FakeEngine.Association("ws/b"), FakeEngine.Association("ws/c")]);

        var result = _shell.Run(script);

        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.Equal("ws/c", Assert.Single(Engine.Associations).FullRepositoryId);
    }

    [Fact]
    public void Remove_continues_after_a_failure_and_refuses_another_ARN()
    {
        Engine.Associations.AddRange([FakeEngine.Association("ws/a"), FakeEngine.Association("ws/b")]);
        Engine.Failures["DisassociateRepository " + Engine.Associations[0].AssociationArn] = FakeEngine.NotFound("DisassociateRepository", "NotFoundException");

        Assert.Equal(["ReviewerAssociationNotFound"], _shell.Run("Get-BitbucketReviewerAssociation | Remove-BitbucketReviewerAssociation -Confirm:$false").Ids);
        Assert.Equal("ws/a", Assert.Single(Engine.Associations).FullRepositoryId);
        Engine.Connections.Add(FakeEngine.Connection("c"));
        Assert.Equal(["InvalidAssociationArn"], _shell.Run($"Remove-BitbucketReviewerAssociation -Arn {Arn} -Confirm:$false").Ids);
    }

    [Fact]
    public void Repositories_ARNs_and_states_are_completed()
    {
        Engine.Associations.Add(FakeEngine.Association("ws/a"));

        Assert.Equal(["ws/a"], Complete("Wait-BitbucketReviewerAssociation ws"));
        Assert.Equal([Engine.Associations[0].AssociationArn], Complete("Remove-BitbucketReviewerAssociation -AssociationArn "));
        Assert.Equal(["Associated", "Associating"], Complete("Get-BitbucketReviewerAssociation -State Assoc"));

        string[] Complete(string line) => [.. _shell.Run($"(TabExpansion2 -InputScript '{line}').CompletionMatches.CompletionText").Of<string>().Order(StringComparer.Ordinal)];
    }
}
