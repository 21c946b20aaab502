using System.Linq;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The two connection APIs. Both have the same operations, each for the resources with its own ARN prefix.</summary>
internal static class CodeConnectionsServices
{
    /// <summary>Creates the older API, <c>codestar-connections</c>, which AWS's guide describes.</summary>
    /// <returns>The service.</returns>
    public static JsonService CodeStarConnections() =>
        Make(ConnectionRules.CodeStarConnectionsService, "com.amazonaws.codestar.connections.CodeStar_connections_20191201");

    /// <summary>Creates the newer API, <c>codeconnections</c>.</summary>
    /// <returns>The service.</returns>
    public static JsonService CodeConnections() =>
        Make(ConnectionRules.CodeConnectionsService, "com.amazonaws.codeconnections.CodeConnections_20231201");

    private static JsonService Make(string service, string targetPrefix)
    {
        var shapes = new ConnectionShapes(service);
        var syncShapes = new SyncShapes(service);
        return new JsonService(
            new JsonServiceDefinition(service, targetPrefix, "application/x-amz-json-1.0", "Message", EchoesValues: true),
            new ConnectionOperations(service).All(shapes)
                .Concat(new ConnectionTags(service).All(shapes))
                .Concat(new HostOperations(service).All())
                .Concat(new RepositoryLinkOperations(service).All())
                .Concat(new SyncConfigurationOperations(service).All(syncShapes))
                .Concat(new SyncStatusOperations(service).All(syncShapes)),
            ConnectionRights.Of(service));
    }
}
