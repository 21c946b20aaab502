using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Clients;

/// <summary>Creates the source of a client.</summary>
public static class ClientGenerator
{
    /// <summary>Creates the source of a client.</summary>
    /// <param name="model">The service model.</param>
    /// <param name="settings">The selected parts of the model.</param>
    /// <returns>The text of the file.</returns>
    /// <exception cref="UsageException">The model does not have a required part, or has a part that the generator does not know.</exception>
    public static string Generate(ServiceModel model, ClientSettings settings)
    {
        var client = new ClientModel(model, settings, isAnnotated: true);
        IClientProtocol protocol = model.Metadata("protocol") switch
        {
            "json" => new JsonProtocol(client),
            "rest-json" => new RestJsonProtocol(client),
            "query" => new QueryProtocol(client),
            var other => throw new UsageException($"{model.Name} uses the protocol '{other}', which the clients do not support."),
        };
        return new ClientSource(client, protocol).Write();
    }
}
