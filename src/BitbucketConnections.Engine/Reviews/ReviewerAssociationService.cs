using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Reviews;

/// <summary>Manages associations with CodeGuru Reviewer.</summary>
internal sealed class ReviewerAssociationService : IReviewerAssociationService
{
    private readonly Func<string, ReviewerApi> _apiOf;
    private readonly string _region;
    private readonly IDiagnosticSink _diagnostics;
    private readonly IClock _clock;
    private int _isRegionChecked;

    public ReviewerAssociationService(Func<string, ReviewerApi> apiOf, string region, IDiagnosticSink diagnostics, IClock clock)
    {
        _apiOf = apiOf;
        _region = region;
        _diagnostics = diagnostics;
        _clock = clock;
    }

    public async Task<ReviewerAssociation> CreateAsync(ReviewerAssociationRequest request, CancellationToken cancellationToken)
    {
        var repository = string.Empty;
        var findings = new[]
        {
            BitbucketRepository.Parse(request.FullRepositoryId, out repository) ?? ReviewerRules.CheckRepository(repository),
            ConnectionRules.CheckArn(request.ConnectionArn),
            ReviewerRules.CheckKeyId(request.KmsKeyId),
            ReviewerRules.CheckToken(request.ClientRequestToken),
        }.OfType<Finding>().Concat(TagRules.Check(request.Tags)).ToList();
        if (findings.Count > 0)
        {
            throw ServiceException.FromFindings(findings);
        }

        WarnOfRegion();

        // A repeated request with the same token creates no second association.
        return await CreateAsync(
            new ReviewerAssociationRequest
            {
                FullRepositoryId = repository,
                ConnectionArn = request.ConnectionArn,
                KmsKeyId = request.KmsKeyId,
                Tags = request.Tags,
                ClientRequestToken = request.ClientRequestToken ?? Guid.NewGuid().ToString("D"),
            },
            _apiOf(_region),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<ReviewerAssociation> GetAsync(string associationArn, CancellationToken cancellationToken) =>
        await ForArn(associationArn).GetAsync(associationArn, cancellationToken).ConfigureAwait(false);

    public async Task<Page<ReviewerAssociation>> ListAsync(ReviewerAssociationQuery query, PageCursor? cursor, CancellationToken cancellationToken)
    {
        WarnOfRegion();
        var current = (TokenCursor?)cursor;
        var (items, nextToken) = await _apiOf(_region).ListAsync(query, current?.Token, cancellationToken).ConfigureAwait(false);
        return new Page<ReviewerAssociation>(items, Next(current, nextToken, query));
    }

    public async Task RemoveAsync(string associationArn, CancellationToken cancellationToken)
    {
        try
        {
            await ForArn(associationArn).DisassociateAsync(associationArn, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException repeated) when (repeated.MayHaveTakenEffect && (repeated.IsNotFound || LostAnswers.Explain(repeated, "ConflictException")))
        {
            if (!repeated.IsNotFound && !await IsLeavingAsync(repeated, associationArn, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"The first attempt removed the association {associationArn}, but its response was lost."));
        }
    }

    public IReviewerAssociationWaiter CreateWaiter(IReadOnlyList<string> associationArns, WaitOptions options) =>
        new ReviewerAssociationWaiter(_apiOf, associationArns, options, _diagnostics, _clock);

    private async Task<ReviewerAssociation> CreateAsync(ReviewerAssociationRequest request, ReviewerApi api, CancellationToken cancellationToken)
    {
        try
        {
            var created = await api.AssociateAsync(request, cancellationToken).ConfigureAwait(false);
            _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Created, created.AssociationArn));
            return created;
        }
        catch (ServiceException failure) when (failure.MayHaveTakenEffect)
        {
            return await OutcomeLookup.FindAsync(failure, () => FindAsync(api, request, cancellationToken)).ConfigureAwait(false) is { } found
                ? found
                : throw AssociationRefusal.Explain(failure, request.FullRepositoryId);
        }
        catch (ServiceException refusal)
        {
            var meaning = AssociationRefusal.Explain(refusal, request.FullRepositoryId);
            if (ReferenceEquals(meaning, refusal))
            {
                throw;
            }

            throw meaning;
        }
    }

    // A repository has one association in a Region, so the one that exists is the one of this call, or an older one.
    private async Task<ReviewerAssociation?> FindAsync(ReviewerApi api, ReviewerAssociationRequest request, CancellationToken cancellationToken)
    {
        var parts = request.FullRepositoryId.Split('/');
        var query = new ReviewerAssociationQuery
        {
            Owners = [parts[0]],
            Names = [parts[1]],
            States = [ReviewerAssociationStates.Associating, ReviewerAssociationStates.Associated],
            RequireComplete = true,
        };
        TokenCursor? cursor = null;
        do
        {
            var (items, nextToken) = await api.ListAsync(query, cursor?.Token, cancellationToken).ConfigureAwait(false);
            if (items.FirstOrDefault(item => item.FullRepositoryId == request.FullRepositoryId && item.ConnectionArn == request.ConnectionArn) is { } found)
            {
                _diagnostics.Write(new DiagnosticEvent(
                    DiagnosticLevel.Warning,
                    $"The response of AssociateRepository for '{request.FullRepositoryId}' was lost. The association {found.AssociationArn} exists, and this call may have created it."));
                return found;
            }

            cursor = Next(cursor, nextToken, query);
        }
        while (cursor is not null);
        return null;
    }

    private async Task<bool> IsLeavingAsync(ServiceException failure, string arn, CancellationToken cancellationToken) =>
        await OutcomeLookup.FindAsync<ReviewerAssociation>(failure, async () => await GetAsync(arn, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false)
            is { State: ReviewerAssociationStates.Disassociating or ReviewerAssociationStates.Disassociated };

    private ReviewerApi ForArn(string associationArn) => ReviewerRules.TryParseArn(associationArn, out var arn)
        ? _apiOf(arn.Region)
        : throw ServiceException.FromFindings([ReviewerRules.CheckArn(associationArn)!]);

    private void WarnOfRegion()
    {
        if (Interlocked.Exchange(ref _isRegionChecked, 1) == 0 && ReviewerRules.CheckRegion(_region) is { } finding)
        {
            _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Warning, finding.Message));
        }
    }

    private TokenCursor? Next(TokenCursor? current, string? nextToken, ReviewerAssociationQuery query) => query.RequireComplete
        ? TokenCursor.NextOfAll(current, nextToken, ReviewerApi.ServiceName, "ListRepositoryAssociations")
        : TokenCursor.Next(current, nextToken, ReviewerApi.ServiceName, _diagnostics);
}
