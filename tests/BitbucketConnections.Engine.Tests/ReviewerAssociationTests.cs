using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

/// <summary>The associations with CodeGuru Reviewer, on the sandbox.</summary>
[Collection("environment")]
public sealed class ReviewerAssociationTests : IDisposable
{
    private const string Repository = "example-ws/demo-repo";
    private const string Missing = "arn:aws:codeguru-reviewer:us-east-1:123456789012:association:11111111-2222-4333-8444-555555555555";

    private readonly SandboxFixture _fixture = new(wantsDebug: true, allowsReviewerAssociations: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IReviewerAssociationService Reviews => _fixture.Session.Reviews;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task An_association_has_all_members()
    {
        var connection = await ConnectAsync();

        var created = await Reviews.CreateAsync(
            new ReviewerAssociationRequest
            {
                FullRepositoryId = "https://bitbucket.org/example-ws/demo-repo.git", ConnectionArn = connection, Tags = new Dictionary<string, string> { ["team"] = "a" },
            },
            Token);

        Assert.Equal(
            (Repository, "example-ws", "demo-repo", connection, "Bitbucket", "Associating", "Pending Repository Association", "us-east-1", null),
            (created.FullRepositoryId, created.Owner, created.Name, created.ConnectionArn, created.ProviderType, created.State, created.StateReason, created.Region, created.KmsKeyId));
        Assert.Equal("a", created.Tags!["team"]);
        Assert.EndsWith(":association:" + created.AssociationId, created.AssociationArn, StringComparison.Ordinal);
        Assert.NotNull(created.CreatedTimeStamp);
        Assert.Contains(created.AssociationArn, _fixture.Sink.Messages(DiagnosticLevel.Created));
        var got = await Reviews.GetAsync(created.AssociationArn, Token);
        Assert.Equal((created.AssociationArn, created.CreatedTimeStamp), (got.AssociationArn, got.CreatedTimeStamp));
        var listed = Assert.Single((await Reviews.ListAsync(new ReviewerAssociationQuery(), null, Token)).Items);
        Assert.Equal((created.AssociationArn, Repository, null), (listed.AssociationArn, listed.FullRepositoryId, listed.CreatedTimeStamp));
    }

    [Theory]
    [InlineData("no repository", null, null, null, null, "InvalidRepositoryId")]
    [InlineData("w/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", null, null, null, null, "InvalidRepositoryId")]
    [InlineData(Repository, "nope", null, null, null, "InvalidConnectionArn")]
    [InlineData(Repository, null, "alias/key", null, null, "InvalidKmsKeyId")]
    [InlineData(Repository, null, null, "not a token", null, "InvalidClientRequestToken")]
    [InlineData(Repository, null, null, null, "aws:team", "InvalidTag")]
    public async Task An_invalid_value_is_refused_without_a_call(string repository, string? connection, string? key, string? token, string? tag, string condition)
    {
        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Reviews.CreateAsync(
            new ReviewerAssociationRequest
            {
                FullRepositoryId = repository,
                ConnectionArn = connection ?? "arn:aws:codestar-connections:us-east-1:123456789012:connection/1",
                KmsKeyId = key,
                ClientRequestToken = token,
                Tags = tag is null ? null : new Dictionary<string, string> { [tag] = "v" },
            },
            Token));

        Assert.Equal(condition, thrown.Condition);
        Assert.Equal(0, _fixture.Sink.Calls("AssociateRepository"));
    }

    [Theory]
    [InlineData("ValidationException", "Amazon CodeGuru Reviewer is no longer open to new customers.", "ReviewerAssociationClosed", "AWS accepts no new")]
    [InlineData("AccessDeniedException", "You can't create new repository associations.", "ReviewerAssociationClosed", "Since 7 November 2025, AWS accepts no new")]
    [InlineData("AccessDeniedException", "Denied", "ReviewerAssociationClosed", "may be that AWS accepts no new")]
    [InlineData("ConflictException", "It is there.", "ReviewerAssociationExists", "may already have an association")]
    [InlineData("AccessDeniedException", "User: u is not authorized to perform: codeguru-reviewer:AssociateRepository on resource: *", null, "not authorized to perform")]
    [InlineData("ValidationException", "The connection is no longer valid.", null, "no longer valid")]
    public async Task A_refusal_says_what_it_means_and_keeps_the_answer(string code, string message, string? condition, string text)
    {
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "AssociateRepository", ErrorCode = code, Message = message, Count = 1 });

        var thrown = await Assert.ThrowsAsync<ServiceException>(CreateAsync);

        Assert.Equal((condition, code), (thrown.Condition, thrown.ErrorCode));
        Assert.Contains(text, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(message.TrimEnd('.'), thrown.Message, StringComparison.Ordinal);
        Assert.Contains(thrown.RequestId!, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_refuses_as_AWS_does_by_default()
    {
        using var fixture = new SandboxFixture();
        var connection = await fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => fixture.Session.Reviews.CreateAsync(
            new ReviewerAssociationRequest { FullRepositoryId = Repository, ConnectionArn = connection.ConnectionArn }, Token));

        Assert.Equal("ReviewerAssociationClosed", thrown.Condition);
    }

    [Fact]
    public async Task An_association_whose_response_was_lost_is_created_once()
    {
        Lose("AssociateRepository", 1);

        var created = await CreateAsync();

        var sent = _fixture.Sink.Messages(DiagnosticLevel.Debug).Where(m => !m.StartsWith("HTTP", StringComparison.Ordinal) && m.Contains("ClientRequestToken", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, sent.Count);
        Assert.Single(sent.Distinct());
        Assert.Equal(created.AssociationArn, Assert.Single((await Reviews.ListAsync(new ReviewerAssociationQuery(), null, Token)).Items).AssociationArn);
    }

    [Fact]
    public async Task An_association_whose_responses_were_all_lost_is_found_with_a_warning()
    {
        Lose("AssociateRepository", null);

        var created = await CreateAsync();

        Assert.Equal(Repository, created.FullRepositoryId);
        Assert.Contains(created.AssociationArn, Assert.Single(_fixture.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_association_that_can_t_be_found_after_a_lost_response_keeps_the_error()
    {
        Lose("AssociateRepository", null);
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListRepositoryAssociations", ErrorCode = "AccessDeniedException", Message = "no" });

        var thrown = await Assert.ThrowsAsync<ServiceException>(CreateAsync);

        Assert.True(thrown.MayHaveTakenEffect);
        Assert.Contains("Check the resource before you try again.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throttled_call_is_repeated()
    {
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "AssociateRepository", ErrorCode = "ThrottlingException", Count = 1 });

        Assert.Equal(Repository, (await CreateAsync()).FullRepositoryId);
    }

    [Fact]
    public async Task An_association_whose_removal_lost_its_response_is_removed()
    {
        var created = await CreateAsync();
        await Eventually.TrueAsync(async () => (await Reviews.GetAsync(created.AssociationArn, Token)).State == ReviewerAssociationStates.Associated, "the association is Associated");
        Lose("DisassociateRepository", 1);

        await Reviews.RemoveAsync(created.AssociationArn, Token);

        Assert.Contains(_fixture.Sink.Messages(DiagnosticLevel.Verbose), m => m.Contains("its response was lost", StringComparison.Ordinal));
        await Eventually.TrueAsync(async () => (await Reviews.ListAsync(new ReviewerAssociationQuery(), null, Token)).Items.Count == 0, "the association is gone");
    }

    [Fact]
    public async Task A_conflict_after_a_lost_removal_is_an_error_if_the_association_is_not_being_removed()
    {
        var created = await CreateAsync();
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "DisassociateRepository", CutConnection = true, Count = 1 });

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Reviews.RemoveAsync(created.AssociationArn, Token));

        Assert.Equal(("ConflictException", true), (thrown.ErrorCode, thrown.MayHaveTakenEffect));
    }

    [Fact]
    public async Task A_missing_association_is_not_found_and_another_ARN_is_refused()
    {
        Assert.True((await Assert.ThrowsAsync<ServiceException>(() => Reviews.GetAsync(Missing, Token))).IsNotFound);
        Assert.True((await Assert.ThrowsAsync<ServiceException>(() => Reviews.RemoveAsync(Missing, Token))).IsNotFound);
        Assert.Equal("InvalidAssociationArn", (await Assert.ThrowsAsync<ServiceException>(() => Reviews.RemoveAsync("arn:aws:codeguru-reviewer:us-east-1:123456789012:association:x", Token))).Condition);
    }

    [Fact]
    public async Task A_Region_that_is_not_known_is_one_warning()
    {
        var session = _fixture.Open("eu-west-3");

        await session.Reviews.ListAsync(new ReviewerAssociationQuery(), null, Token);
        await session.Reviews.ListAsync(new ReviewerAssociationQuery(), null, Token);
        await Reviews.ListAsync(new ReviewerAssociationQuery(), null, Token);

        Assert.Contains("eu-west-3", Assert.Single(_fixture.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_association_sends_the_key_and_warns_of_a_Region_that_is_not_known()
    {
        var request = new ReviewerAssociationRequest { FullRepositoryId = Repository, ConnectionArn = await ConnectAsync(), KmsKeyId = "1234abcd" };

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _fixture.Open("eu-west-3").Reviews.CreateAsync(request, Token));

        Assert.Equal("The KMS key 1234abcd was not found.", thrown.ServiceMessage);
        Assert.Contains("eu-west-3", Assert.Single(_fixture.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
    }

    private async Task<ReviewerAssociation> CreateAsync() =>
        await Reviews.CreateAsync(new ReviewerAssociationRequest { FullRepositoryId = Repository, ConnectionArn = await ConnectAsync() }, Token);

    private async Task<string> ConnectAsync()
    {
        var connection = await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);
        _fixture.Sandbox.CompleteConnection(connection.ConnectionArn);
        return connection.ConnectionArn;
    }

    private void Lose(string operation, int? count) => _fixture.Sandbox.AddFault(new SandboxFault { Operation = operation, LoseAnswer = true, Count = count });
}
