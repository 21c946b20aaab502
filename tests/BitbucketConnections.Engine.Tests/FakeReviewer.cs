using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon;
using Amazon.CodeGuruReviewer;
using Amazon.CodeGuruReviewer.Model;
using Amazon.Runtime;

namespace BitbucketConnections.Engine.Tests;

/// <summary>A client of CodeGuru Reviewer with associations in memory. Lists have one association on each page.</summary>
internal sealed class FakeReviewer : AmazonCodeGuruReviewerClient
{
    public FakeReviewer()
        : base(new AnonymousAWSCredentials(), new AmazonCodeGuruReviewerConfig { RegionEndpoint = RegionEndpoint.USEast1 })
    {
    }

    /// <summary>Gets the associations, by ARN, with their states.</summary>
    public Dictionary<string, string> States { get; } = [];

    /// <summary>Gets the calls.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Gets or sets the failure of the next calls.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Gets or sets whether each page of a list has the token of the first one.</summary>
    public bool RepeatsToken { get; set; }

    public override Task<DescribeRepositoryAssociationResponse> DescribeRepositoryAssociationAsync(DescribeRepositoryAssociationRequest request, CancellationToken cancellationToken = default)
    {
        Note("Describe");
        var arn = request.AssociationArn!;
        return States.TryGetValue(arn, out var state)
            ? Task.FromResult(new DescribeRepositoryAssociationResponse
            {
                RepositoryAssociation = new RepositoryAssociation { AssociationArn = arn, Name = "repo", Owner = "ws", State = state, StateReason = state == "Failed" ? "Failed, Please retry." : null, KMSKeyDetails = new KMSKeyDetails { KMSKeyId = "key-1" } },
            })
            : throw new NotFoundException("none", ErrorType.Sender, "NotFoundException", "r", System.Net.HttpStatusCode.NotFound);
    }

    public override Task<ListRepositoryAssociationsResponse> ListRepositoryAssociationsAsync(ListRepositoryAssociationsRequest request, CancellationToken cancellationToken = default)
    {
        Note("List");
        var index = request.NextToken is null ? 0 : int.Parse(request.NextToken, System.Globalization.CultureInfo.InvariantCulture);
        return Task.FromResult(new ListRepositoryAssociationsResponse
        {
            RepositoryAssociationSummaries = [.. States.Skip(index).Take(1).Select(entry => new RepositoryAssociationSummary { AssociationArn = entry.Key, Name = "repo", Owner = "ws", State = entry.Value })],
            NextToken = RepeatsToken ? "1" : index + 1 < States.Count ? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        });
    }

    private void Note(string call)
    {
        Calls.Add(call);
        if (Failure is not null)
        {
            throw Failure;
        }
    }
}
