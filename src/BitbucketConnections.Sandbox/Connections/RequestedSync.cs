using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Finds the repository link and the sync configuration of a call to one of the two APIs. They must be in the account and the Region of the call.</summary>
internal static class RequestedSync
{
    /// <summary>Finds the repository link.</summary>
    /// <param name="call">The call.</param>
    /// <param name="service">The service segment of the API's ARNs.</param>
    /// <param name="input">The input.</param>
    /// <returns>The link, or null.</returns>
    public static RepositoryLinkRecord? FindLink(ServiceCall call, string service, JsonObject input) =>
        call.RegionState.Part<RepositoryLinkStore>().Find(service, input.Text("RepositoryLinkId")!);

    /// <summary>Finds the repository link, which must exist.</summary>
    /// <param name="call">The call.</param>
    /// <param name="service">The service segment of the API's ARNs.</param>
    /// <param name="input">The input.</param>
    /// <returns>The link.</returns>
    /// <exception cref="AwsErrorException">The link is not found.</exception>
    public static RepositoryLinkRecord Link(ServiceCall call, string service, JsonObject input) => FindLink(call, service, input) ?? throw ConnectionErrors.NotFound();

    /// <summary>Finds the sync configuration.</summary>
    /// <param name="call">The call.</param>
    /// <param name="service">The service segment of the API's ARNs.</param>
    /// <param name="input">The input.</param>
    /// <returns>The sync configuration, or null.</returns>
    public static SyncConfigurationRecord? FindConfiguration(ServiceCall call, string service, JsonObject input) =>
        call.RegionState.Part<SyncConfigurationStore>().Find(input.Text("SyncType")!, input.Text("ResourceName")!) is { } found && found.Service == service ? found : null;

    /// <summary>Finds the sync configuration, which must exist.</summary>
    /// <param name="call">The call.</param>
    /// <param name="service">The service segment of the API's ARNs.</param>
    /// <param name="input">The input.</param>
    /// <returns>The sync configuration.</returns>
    /// <exception cref="AwsErrorException">The sync configuration is not found.</exception>
    public static SyncConfigurationRecord Configuration(ServiceCall call, string service, JsonObject input) =>
        FindConfiguration(call, service, input) ?? throw ConnectionErrors.NotFound();
}
