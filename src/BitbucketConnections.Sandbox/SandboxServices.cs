using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Builds;
using BitbucketConnections.Sandbox.Connections;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Keys;
using BitbucketConnections.Sandbox.Logs;
using BitbucketConnections.Sandbox.Pipelines.Executions;
using BitbucketConnections.Sandbox.Pipelines.Operations;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Reviews;
using BitbucketConnections.Sandbox.State;
using BitbucketConnections.Sandbox.Storage;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox;

/// <summary>The AWS services of the sandbox.</summary>
public static class SandboxServices
{
    /// <summary>Gets the operations that the sandbox supports. The page of operations is generated from this list.</summary>
    /// <returns>The API names of the operations, by the service name in the scope of signatures.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Operations()
    {
        var engine = new ExecutionEngine(new SandboxState(new SandboxOptions(), SandboxClock.SystemTime, AccountSeed.Plant));
        return Make(engine).Services.ToDictionary(
            service => service.SigningName, service => (IReadOnlyList<string>)[.. service.Operations.OrderBy(name => name, StringComparer.Ordinal)]);
    }

    /// <summary>Lists the operations of services, with their service.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The operations, such as <c>codepipeline:GetPipeline</c>.</returns>
    internal static IReadOnlyList<string> Names(IEnumerable<IAwsService> services) =>
        [.. services.SelectMany(service => service.Operations.OrderBy(name => name, StringComparer.Ordinal).Select(name => $"{service.SigningName}:{name}"))];

    /// <summary>Creates the services.</summary>
    /// <param name="engine">Advances executions.</param>
    /// <returns>The router of requests to services.</returns>
    internal static ServiceRouter Make(ExecutionEngine engine) => new(
        [
            CodeConnectionsServices.CodeStarConnections(),
            CodeConnectionsServices.CodeConnections(),
            CodePipelineService.Make(engine),
            KmsService.Make(),
            CodeBuildService.Make(),
            CloudWatchLogsService.Make(),
        ],
        [StsService.Make(), IamService.Make()],
        [CodeGuruReviewerService.Make()],
        new S3Service());
}
