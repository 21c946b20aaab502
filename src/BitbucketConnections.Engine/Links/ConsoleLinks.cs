using System;
using System.Net;

namespace BitbucketConnections.Engine.Links;

/// <summary>
/// Builds links to the console. A sandbox serves the same paths on its own endpoint, so links for a loopback endpoint
/// use that endpoint. Partitions without a known console have no links.
/// </summary>
internal sealed class ConsoleLinks
{
    private readonly Uri? _loopback;

    public ConsoleLinks(Uri? endpoint) => _loopback = endpoint is { IsLoopback: true } ? endpoint : null;

    public string? Connection(Arn arn)
    {
        var id = arn.Resource.Substring(arn.Resource.IndexOf('/') + 1);
        return Link(arn.Partition, arn.Region, $"codesuite/settings/{arn.AccountId}/{arn.Region}/{arn.Service}/connections/{WebUtility.UrlEncode(id)}");
    }

    public string? Pipeline(string partition, string region, string name) =>
        Link(partition, region, $"codesuite/codepipeline/pipelines/{WebUtility.UrlEncode(name)}/view?region={region}");

    public string? Execution(string partition, string region, string name, string executionId) =>
        Link(partition, region, $"codesuite/codepipeline/pipelines/{WebUtility.UrlEncode(name)}/executions/{executionId}/timeline?region={region}");

    private string? Link(string partition, string region, string path)
    {
        if (_loopback is not null)
        {
            return new Uri(_loopback, "/" + path).AbsoluteUri;
        }

        var domain = partition switch
        {
            "aws" => "console.aws.amazon.com",
            "aws-us-gov" => "console.amazonaws-us-gov.com",
            "aws-cn" => "console.amazonaws.cn",
            _ => null,
        };
        return domain is null ? null : $"https://{region}.{domain}/{path}";
    }
}
