using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Manages the associations of Bitbucket repositories with CodeGuru Reviewer. Since 7 November 2025, AWS accepts no new ones.</summary>
public interface IReviewerAssociationService
{
    /// <summary>Creates an association, in state Associating.</summary>
    /// <param name="request">The repository and its connection.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The association.</returns>
    /// <exception cref="ServiceException">A value is not valid, the repository is already associated, or AWS accepts no new associations.</exception>
    Task<ReviewerAssociation> CreateAsync(ReviewerAssociationRequest request, CancellationToken cancellationToken);

    /// <summary>Gets an association with all details.</summary>
    /// <param name="associationArn">The ARN. Its Region determines where to call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The association.</returns>
    Task<ReviewerAssociation> GetAsync(string associationArn, CancellationToken cancellationToken);

    /// <summary>Lists a page of the associations in the Region of the session, without reason, creation time, key and tags.</summary>
    /// <param name="query">What to list.</param>
    /// <param name="cursor">Where to start; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    Task<Page<ReviewerAssociation>> ListAsync(ReviewerAssociationQuery query, PageCursor? cursor, CancellationToken cancellationToken);

    /// <summary>Removes an association. Its state becomes Disassociating, and then it is gone.</summary>
    /// <param name="associationArn">The ARN.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    Task RemoveAsync(string associationArn, CancellationToken cancellationToken);

    /// <summary>Creates a waiter for many associations.</summary>
    /// <param name="associationArns">The ARNs, of any Region.</param>
    /// <param name="options">The timeout and the interval.</param>
    /// <returns>The waiter. It has made no AWS calls yet.</returns>
    IReviewerAssociationWaiter CreateWaiter(IReadOnlyList<string> associationArns, WaitOptions options);
}

/// <summary>Waits for associations to become Associated, one poll per call. It never sleeps: the caller waits between two polls.</summary>
public interface IReviewerAssociationWaiter
{
    /// <summary>Polls the remaining associations once.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result.</returns>
    Task<ReviewerAssociationPoll> PollAsync(CancellationToken cancellationToken);
}

/// <summary>A request to associate a repository.</summary>
public sealed class ReviewerAssociationRequest
{
    /// <summary>Gets the repository as <c>workspace/repository</c>.</summary>
    public required string FullRepositoryId { get; init; }

    /// <summary>Gets the ARN of the connection, of either API.</summary>
    public required string ConnectionArn { get; init; }

    /// <summary>Gets the id of a customer managed KMS key; null for a key of AWS.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Gets the tags; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Gets the token that makes a repeated call return the same association; null for a new token.</summary>
    public string? ClientRequestToken { get; init; }
}

/// <summary>A request to list associations.</summary>
public sealed class ReviewerAssociationQuery
{
    /// <summary>Gets the provider to list; null for all.</summary>
    public string? ProviderType { get; init; } = "Bitbucket";

    /// <summary>Gets the states to list; empty for all.</summary>
    public IReadOnlyList<string> States { get; init; } = Array.Empty<string>();

    /// <summary>Gets the exact names of the repositories to list; empty for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = Array.Empty<string>();

    /// <summary>Gets the exact workspaces to list; empty for all.</summary>
    public IReadOnlyList<string> Owners { get; init; } = Array.Empty<string>();

    /// <summary>Gets a value indicating whether an incomplete list is an error, because the command decides by it.</summary>
    public bool RequireComplete { get; init; }
}

/// <summary>The result of one poll for associations.</summary>
public sealed class ReviewerAssociationPoll
{
    /// <summary>Gets the associations that became Associated with this poll.</summary>
    public IReadOnlyList<ReviewerAssociation> Associated { get; init; } = Array.Empty<ReviewerAssociation>();

    /// <summary>Gets the associations that failed in this poll: not found, Failed, removed, or timed out.</summary>
    public IReadOnlyList<ReviewerAssociationWaitFailure> Failed { get; init; } = Array.Empty<ReviewerAssociationWaitFailure>();

    /// <summary>Gets the remaining associations.</summary>
    public IReadOnlyList<ReviewerAssociation> Waiting { get; init; } = Array.Empty<ReviewerAssociation>();

    /// <summary>Gets a value indicating whether the wait is finished.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>Gets how long to wait before the next poll, including jitter, never past the deadline.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets the time left until the deadline.</summary>
    public TimeSpan Remaining { get; init; }
}

/// <summary>An association that did not become Associated.</summary>
public sealed class ReviewerAssociationWaitFailure
{
    /// <summary>Gets the ARN.</summary>
    public required string AssociationArn { get; init; }

    /// <summary>Gets the error.</summary>
    public required ServiceException Error { get; init; }
}
