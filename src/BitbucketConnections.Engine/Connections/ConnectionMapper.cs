using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Connections;

/// <summary>Converts the response of either API to the module's connection.</summary>
internal sealed class ConnectionMapper
{
    private readonly ConsoleLinks _links;

    public ConnectionMapper(ConsoleLinks links) => _links = links;

    public Connection Map(string arn, string? name, string? status, string? providerType, string? ownerAccountId, string? hostArn)
    {
        var isArn = Arn.TryParse(arn, out var parsed);
        var link = isArn ? _links.Connection(parsed!) : null;
        return new Connection
        {
            ConnectionArn = arn,
            ConnectionName = name ?? string.Empty,
            ConnectionStatus = status ?? string.Empty,
            ProviderType = providerType,
            OwnerAccountId = ownerAccountId,
            HostArn = hostArn,
            Region = parsed?.Region ?? string.Empty,
            ConsoleUrl = link,
            NextStep = NextStep(arn, status, link),
        };
    }

    private static string? NextStep(string arn, string? status, string? link) => status switch
    {
        ConnectionStatuses.Pending =>
            $"{ConnectionRules.HowToComplete(link)} Then run: Wait-BitbucketConnection -ConnectionArn {arn}",
        ConnectionStatuses.Error =>
            "The Bitbucket app of the connection was removed or changed. Create a new connection and move the pipelines to it.",
        _ => null,
    };
}
