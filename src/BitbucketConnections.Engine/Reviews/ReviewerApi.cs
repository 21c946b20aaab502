using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeGuruReviewer;
using Amazon.CodeGuruReviewer.Model;
using BitbucketConnections.Engine.Calling;

namespace BitbucketConnections.Engine.Reviews;

/// <summary>Calls CodeGuru Reviewer in one Region.</summary>
internal sealed class ReviewerApi
{
    /// <summary>The service, as messages show it.</summary>
    public const string ServiceName = "codeguru-reviewer";

    private readonly IAmazonCodeGuruReviewer _client;
    private readonly ServiceCaller _caller;
    private readonly string _region;

    public ReviewerApi(IAmazonCodeGuruReviewer client, ServiceCaller caller, string region)
    {
        _client = client;
        _caller = caller;
        _region = region;
    }

    public async Task<ReviewerAssociation> AssociateAsync(ReviewerAssociationRequest request, CancellationToken cancellationToken)
    {
        var parts = request.FullRepositoryId.Split('/');
        var message = new AssociateRepositoryRequest
        {
            Repository = new Repository { Bitbucket = new ThirdPartySourceRepository { Owner = parts[0], Name = parts[1], ConnectionArn = request.ConnectionArn } },
            ClientRequestToken = request.ClientRequestToken,
            Tags = request.Tags is { Count: > 0 } tags ? tags.ToDictionary(tag => tag.Key, tag => tag.Value) : null,
            KMSKeyDetails = request.KmsKeyId is { } key ? new KMSKeyDetails { KMSKeyId = key, EncryptionOption = EncryptionOption.CUSTOMER_MANAGED_CMK } : null,
        };
        var call = Call("AssociateRepository", request.FullRepositoryId);
        var response = await _caller.InvokeAsync(call, ct => _client.AssociateRepositoryAsync(message, ct), cancellationToken).ConfigureAwait(false);
        return Map(response.RepositoryAssociation, response.Tags, call);
    }

    public async Task<ReviewerAssociation> GetAsync(string arn, CancellationToken cancellationToken)
    {
        var message = new DescribeRepositoryAssociationRequest { AssociationArn = arn };
        var call = Call("DescribeRepositoryAssociation", arn);
        var response = await _caller.InvokeAsync(call, ct => _client.DescribeRepositoryAssociationAsync(message, ct), cancellationToken).ConfigureAwait(false);
        return Map(response.RepositoryAssociation, response.Tags, call);
    }

    public async Task<(IReadOnlyList<ReviewerAssociation> Items, string? NextToken)> ListAsync(
        ReviewerAssociationQuery query, string? nextToken, CancellationToken cancellationToken)
    {
        var message = new ListRepositoryAssociationsRequest
        {
            ProviderTypes = query.ProviderType is { } provider ? [provider] : null,
            States = query.States.Count > 0 ? [.. query.States] : null,
            Names = Filter(query.Names),
            Owners = Filter(query.Owners),
            MaxResults = 100,
            NextToken = nextToken,
        };
        var call = Call("ListRepositoryAssociations", null);
        var response = await _caller.InvokeAsync(call, ct => _client.ListRepositoryAssociationsAsync(message, ct), cancellationToken).ConfigureAwait(false);
        return ((response.RepositoryAssociationSummaries ?? []).ConvertAll(summary => Map(summary, call)), response.NextToken);
    }

    public Task DisassociateAsync(string arn, CancellationToken cancellationToken)
    {
        var message = new DisassociateRepositoryRequest { AssociationArn = arn };
        return _caller.InvokeAsync(Call("DisassociateRepository", arn), ct => _client.DisassociateRepositoryAsync(message, ct), cancellationToken);
    }

    // A filter has at most 3 values. With more, the list is not filtered, and the command filters it.
    private static List<string>? Filter(IReadOnlyList<string> values) => values.Count is > 0 and <= ReviewerRules.MaximumFilterValues ? [.. values] : null;

    private static ReviewerAssociation Map(RepositoryAssociation? association, Dictionary<string, string>? tags, Call call)
    {
        var found = ServiceCaller.Required(association, "RepositoryAssociation", call);
        var arn = ServiceCaller.Required(found.AssociationArn, "AssociationArn", call);
        return new ReviewerAssociation
        {
            AssociationArn = arn,
            AssociationId = found.AssociationId,
            ConnectionArn = found.ConnectionArn,
            Name = found.Name ?? string.Empty,
            Owner = found.Owner ?? string.Empty,
            ProviderType = found.ProviderType?.Value,
            State = found.State?.Value ?? string.Empty,
            StateReason = found.StateReason,
            CreatedTimeStamp = found.CreatedTimeStamp,
            LastUpdatedTimeStamp = found.LastUpdatedTimeStamp,
            KmsKeyId = found.KMSKeyDetails?.KMSKeyId,
            Tags = tags ?? [],
            Region = RegionOf(arn),
        };
    }

    private static ReviewerAssociation Map(RepositoryAssociationSummary summary, Call call)
    {
        var arn = ServiceCaller.Required(summary.AssociationArn, "AssociationArn", call);
        return new ReviewerAssociation
        {
            AssociationArn = arn,
            AssociationId = summary.AssociationId,
            ConnectionArn = summary.ConnectionArn,
            Name = summary.Name ?? string.Empty,
            Owner = summary.Owner ?? string.Empty,
            ProviderType = summary.ProviderType?.Value,
            State = summary.State?.Value ?? string.Empty,
            LastUpdatedTimeStamp = summary.LastUpdatedTimeStamp,
            Region = RegionOf(arn),
        };
    }

    private static string RegionOf(string arn) => Arn.TryParse(arn, out var parsed) ? parsed.Region : string.Empty;

    private Call Call(string operation, string? target) => new(ServiceName, operation, _region, target);
}
