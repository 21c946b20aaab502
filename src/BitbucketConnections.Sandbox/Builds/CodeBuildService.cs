using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>CodeBuild, with its projects, its source credentials and the builds of pipeline actions. It builds nothing.</summary>
internal static class CodeBuildService
{
    /// <summary>Creates the service.</summary>
    /// <returns>The service.</returns>
    public static JsonService Make() => new(
        new JsonServiceDefinition("codebuild", "CodeBuild_20161006", "application/x-amz-json-1.1", "message", EchoesValues: true) { RefusesJson10 = true },
        [.. BuildProjectOperations.All(), .. BuildOperations.All(), .. SourceCredentialOperations.All()],
        BuildRights.Table);
}
