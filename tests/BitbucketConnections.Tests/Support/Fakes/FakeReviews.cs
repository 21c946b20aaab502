using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The associations of the fake, and their waiter.</summary>
internal sealed class FakeReviews(FakeEngine engine, string region, IDiagnosticSink diagnostics) : IReviewerAssociationService, IReviewerAssociationWaiter
{
    private IReadOnlyList<string> _waited = [];

    public async Task<ReviewerAssociation> CreateAsync(ReviewerAssociationRequest request, CancellationToken cancellationToken)
    {
        await engine.CallAsync("AssociateRepository", diagnostics, cancellationToken, request.FullRepositoryId);
        engine.ReviewRequests.Add(request);
        var created = FakeEngine.Association(request.FullRepositoryId, "Associating", region, connectionArn: request.ConnectionArn);
        engine.Associations.Add(created);
        await engine.CreatedAsync(created.AssociationArn, diagnostics, cancellationToken);
        return created;
    }

    public async Task<ReviewerAssociation> GetAsync(string associationArn, CancellationToken cancellationToken)
    {
        await engine.CallAsync("DescribeRepositoryAssociation", diagnostics, cancellationToken, associationArn);
        return engine.Associations.FirstOrDefault(a => a.AssociationArn == associationArn) ?? throw FakeEngine.NotFound("DescribeRepositoryAssociation", "NotFoundException");
    }

    public async Task<Page<ReviewerAssociation>> ListAsync(ReviewerAssociationQuery query, PageCursor? cursor, CancellationToken cancellationToken)
    {
        await engine.CallAsync(query.RequireComplete ? "ListAllRepositoryAssociations" : "ListRepositoryAssociations", diagnostics, cancellationToken);
        engine.ReviewRequests.Add(query);
        return engine.PageOf(engine.Associations.Where(a => (query.States.Count == 0 || query.States.Contains(a.State)) && Has(query.Names, a.Name) && Has(query.Owners, a.Owner)).ToList(), cursor);
    }

    public async Task RemoveAsync(string associationArn, CancellationToken cancellationToken)
    {
        await engine.CallAsync("DisassociateRepository", diagnostics, cancellationToken, associationArn);
        engine.Associations.RemoveAll(a => a.AssociationArn == associationArn);
    }

    public IReviewerAssociationWaiter CreateWaiter(IReadOnlyList<string> associationArns, WaitOptions options)
    {
        engine.Calls.Enqueue($"CreateWaiter {associationArns.Count} {options.Timeout.TotalSeconds} {options.PollInterval.TotalSeconds}");
        _waited = associationArns;
        return this;
    }

    // The first association fails if it is Failed; the others are Associated at the second poll.
    public async Task<ReviewerAssociationPoll> PollAsync(CancellationToken cancellationToken)
    {
        var isFirst = engine.Calls.All(call => call != "PollAssociations");
        await engine.CallAsync("PollAssociations", diagnostics, cancellationToken);
        var waited = engine.Associations.Where(a => _waited.Contains(a.AssociationArn)).ToList();
        return isFirst
            ? new ReviewerAssociationPoll { Waiting = waited, Delay = TimeSpan.FromMilliseconds(1) }
            : new ReviewerAssociationPoll
            {
                Associated = waited.Where(a => a.State != "Failed").Select(a => a with { State = "Associated" }).ToList(),
                Failed = waited.Where(a => a.State == "Failed").Select(a => new ReviewerAssociationWaitFailure
                {
                    AssociationArn = a.AssociationArn, Error = new ServiceException(ServiceErrorKind.InvalidState, "failed") { Condition = "ReviewerAssociationFailed" },
                }).ToList(),
                IsCompleted = true,
            };
    }

    private static bool Has(IReadOnlyList<string> filter, string value) => filter.Count == 0 || filter.Contains(value);
}
