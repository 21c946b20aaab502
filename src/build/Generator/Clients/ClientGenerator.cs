using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Clients;

/// <summary>Makes the source of a client.</summary>
public static class ClientGenerator
{
    /// <summary>Makes the source of a client.</summary>
    /// <param name="model">The service model.</param>
    /// <param name="settings">What of it is wanted.</param>
    /// <returns>The text of the file.</returns>
    /// <exception cref="UsageException">The model lacks something, or has what the generator does not know.</exception>
    public static string Generate(ServiceModel model, ClientSettings settings)
    {
        var client = new ClientModel(model, settings, isAnnotated: true);
        IClientProtocol protocol = model.Metadata("protocol") switch
        {
            "json" => new JsonProtocol(client),
            "query" => new QueryProtocol(client),
            var other => throw new UsageException($"{model.Name} speaks the protocol '{other}', which the clients do not have."),
        };
        return new ClientSource(client, protocol).Write();
    }
}
