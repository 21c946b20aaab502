using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Connections;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Reviews;

/// <summary>Reads the repository of AssociateRepository. The model has a union of providers: exactly one is set.</summary>
internal static class RequestedRepository
{
    private static readonly string[] s_providers = ["CodeCommit", "Bitbucket", "GitHubEnterpriseServer", "S3Bucket"];

    /// <summary>Gets the providers whose repositories need a connection.</summary>
    public static IReadOnlyList<string> ConnectionProviders { get; } = ["Bitbucket", "GitHubEnterpriseServer"];

    /// <summary>Reads the repository.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">The validated input.</param>
    /// <returns>The repository.</returns>
    /// <exception cref="AwsErrorException">No provider is set, or several are.</exception>
    public static AssociatedRepository Read(ServiceCall call, JsonObject input)
    {
        var union = input["Repository"]!;
        var set = s_providers.Where(provider => union[provider] is not null).ToList();
        if (set.Count != 1)
        {
            throw Invalid($"Exactly one of {string.Join(", ", s_providers)} must be set in Repository.");
        }

        // Only the members of the provider are validated.
        var repository = union[set[0]]!;
        var name = repository.Text("Name")!;
        return set[0] switch
        {
            "CodeCommit" => new AssociatedRepository(set[0], call.AccountId, name, null, null),
            "S3Bucket" => new AssociatedRepository(set[0], call.AccountId, name, null, repository.Text("BucketName")),
            _ => new AssociatedRepository(set[0], repository.Text("Owner")!, name, repository.Text("ConnectionArn"), null),
        };
    }

    /// <summary>Gets the connection of a repository.</summary>
    /// <param name="call">The call.</param>
    /// <param name="repository">The repository.</param>
    /// <returns>The connection; null for a provider without one.</returns>
    /// <exception cref="AwsErrorException">The account has no such connection, or it is for another provider.</exception>
    public static ConnectionRecord? ConnectionOf(ServiceCall call, AssociatedRepository repository)
    {
        if (repository.ConnectionArn is not { } arn)
        {
            return null;
        }

        var found = ConnectionDirectory.Find(call.State, call.AccountId, arn);
        var connection = found?.OwnerAccountId == call.AccountId ? found : throw Invalid($"The connection {arn} was not found.");
        return string.Equals(connection.ProviderType, repository.ProviderType, StringComparison.Ordinal)
            ? connection
            : throw Invalid($"The connection {arn} is for {connection.ProviderType}, not for {repository.ProviderType}.");
    }

    private static AwsErrorException Invalid(string message) => new("ValidationException", message);
}
