using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Connections;

namespace BitbucketConnections.Engine.Tags;

/// <summary>Manages tags of connections and pipelines. The ARN determines the API.</summary>
internal sealed class TagService : ITagService
{
    private readonly ConnectionApis _connections;
    private readonly ClientSet _clients;
    private readonly ServiceCaller _caller;

    public TagService(ConnectionApis connections, ClientSet clients, ServiceCaller caller)
    {
        _connections = connections;
        _clients = clients;
        _caller = caller;
    }

    public async Task<IReadOnlyList<BitbucketConnections.Tag>> ListAsync(string resourceArn, CancellationToken cancellationToken)
    {
        if (!IsPipeline(resourceArn, out var arn))
        {
            return await _connections.CallAsync(resourceArn, api => api.ListTagsAsync(resourceArn, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        var tags = new List<BitbucketConnections.Tag>();
        string? token = null;
        do
        {
            var message = new ListTagsForResourceRequest { ResourceArn = resourceArn, NextToken = token };
            var response = await _caller.InvokeAsync(
                Call("ListTagsForResource", arn), ct => Client(arn).ListTagsForResourceAsync(message, ct), cancellationToken).ConfigureAwait(false);
            tags.AddRange((response.Tags ?? []).Select(tag => new BitbucketConnections.Tag
            {
                ResourceArn = resourceArn, Key = tag.Key!, Value = tag.Value ?? string.Empty, Region = arn.Region,
            }));
            token = response.NextToken == token ? null : response.NextToken;
        }
        while (token is { Length: > 0 });
        return tags;
    }

    public Task AddAsync(string resourceArn, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        if (TagRules.Check(tags) is { Count: > 0 } findings)
        {
            throw ServiceException.FromFindings(findings);
        }

        if (!IsPipeline(resourceArn, out var arn))
        {
            return _connections.CallAsync(resourceArn, api => api.TagAsync(resourceArn, tags, cancellationToken), cancellationToken);
        }

        var message = new TagResourceRequest
        {
            ResourceArn = resourceArn,
            Tags = tags.Select(tag => new Amazon.CodePipeline.Model.Tag { Key = tag.Key, Value = tag.Value }).ToList(),
        };
        return _caller.InvokeAsync(Call("TagResource", arn), ct => Client(arn).TagResourceAsync(message, ct), cancellationToken);
    }

    public Task RemoveAsync(string resourceArn, IReadOnlyList<string> tagKeys, CancellationToken cancellationToken)
    {
        if (!IsPipeline(resourceArn, out var arn))
        {
            return _connections.CallAsync(resourceArn, api => api.UntagAsync(resourceArn, tagKeys, cancellationToken), cancellationToken);
        }

        var message = new UntagResourceRequest { ResourceArn = resourceArn, TagKeys = tagKeys.ToList() };
        return _caller.InvokeAsync(Call("UntagResource", arn), ct => Client(arn).UntagResourceAsync(message, ct), cancellationToken);
    }

    private static bool IsPipeline(string resourceArn, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Arn? arn) =>
        Arn.TryParse(resourceArn, out arn) && arn.Service == "codepipeline"
            ? true
            : ConnectionRules.TryParseArn(resourceArn, out _)
                ? false
                : throw ServiceException.FromFindings([new Finding(
                    "InvalidResourceArn", $"'{resourceArn}' is not the ARN of a connection or a pipeline. This module can tag only connections and pipelines.")]);

    private static Call Call(string operation, Arn arn) => new("codepipeline", operation, arn.Region, arn.ToString());

    private IAmazonCodePipeline Client(Arn arn) => _clients.CodePipeline(arn.Region);
}
