using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Time;
using BitbucketConnections.Engine.Waiting;

namespace BitbucketConnections.Engine.Reviews;

/// <summary>
/// Waits for associations. Several associations of a Region need one list call per page and poll, and one more call for each that is ready or failed,
/// because lists have no reason. A single association needs one DescribeRepositoryAssociation.
/// </summary>
internal sealed class ReviewerAssociationWaiter : IReviewerAssociationWaiter
{
    private readonly Func<string, ReviewerApi> _apiOf;
    private readonly IDiagnosticSink _diagnostics;
    private readonly WaitList<WaitingAssociation, ReviewerAssociation> _waiting;

    public ReviewerAssociationWaiter(
        Func<string, ReviewerApi> apiOf, IReadOnlyList<string> associationArns, WaitOptions options, IDiagnosticSink diagnostics, IClock clock)
    {
        _apiOf = apiOf;
        _diagnostics = diagnostics;
        var associations = associationArns.Distinct(StringComparer.Ordinal).Select(arn => new WaitingAssociation(arn));
        _waiting = new WaitList<WaitingAssociation, ReviewerAssociation>(associations, options, clock);
    }

    public async Task<ReviewerAssociationPoll> PollAsync(CancellationToken cancellationToken)
    {
        var done = await _waiting.PollAsync(association => association.Region, LookAsync, cancellationToken).ConfigureAwait(false);
        return new ReviewerAssociationPoll
        {
            Associated = done.Where(w => w.Failure is null).Select(w => w.LastSeen!).ToList(),
            Failed = done.Where(w => w.Failure is not null).Select(w => w.ToFailure()).ToList(),
            Waiting = _waiting.Waiting.Select(w => w.LastSeen!).ToList(),
            IsCompleted = _waiting.IsCompleted,
            Remaining = _waiting.Schedule.Remaining,
            Delay = _waiting.Schedule.Delay,
        };
    }

    private async Task LookAsync(string region, List<WaitingAssociation> group, CancellationToken cancellationToken)
    {
        var api = _apiOf(region);
        if (group.Count == 1)
        {
            group[0].See(await GetAsync(api, group[0].Arn, cancellationToken).ConfigureAwait(false), _diagnostics);
            return;
        }

        var seen = await ListAsync(api, group, cancellationToken).ConfigureAwait(false);
        foreach (var waiting in group)
        {
            var association = seen.TryGetValue(waiting.Arn, out var summary) ? summary : null;
            if (association is { State: not ReviewerAssociationStates.Associating })
            {
                association = await GetAsync(api, waiting.Arn, cancellationToken).ConfigureAwait(false);
            }

            waiting.See(association, _diagnostics);
        }
    }

    private static async Task<ReviewerAssociation?> GetAsync(ReviewerApi api, string arn, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetAsync(arn, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (failure.IsNotFound)
        {
            return null;
        }
    }

    // An ARN can belong to a repository of another provider.
    private async Task<Dictionary<string, ReviewerAssociation>> ListAsync(ReviewerApi api, List<WaitingAssociation> group, CancellationToken cancellationToken)
    {
        var query = new ReviewerAssociationQuery { ProviderType = null };
        var wanted = new HashSet<string>(group.Select(w => w.Arn), StringComparer.Ordinal);
        var seen = new Dictionary<string, ReviewerAssociation>(StringComparer.Ordinal);
        TokenCursor? cursor = null;
        do
        {
            var (items, nextToken) = await api.ListAsync(query, cursor?.Token, cancellationToken).ConfigureAwait(false);
            foreach (var association in items.Where(item => wanted.Contains(item.AssociationArn)))
            {
                seen[association.AssociationArn] = association;
            }

            cursor = seen.Count < wanted.Count ? TokenCursor.Next(cursor, nextToken, ReviewerApi.ServiceName, _diagnostics) : null;
        }
        while (cursor is not null);
        return seen;
    }
}
