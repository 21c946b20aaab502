using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The removal of service roles of the fake.</summary>
internal sealed class FakeRoleRemoval(FakeEngine engine, IDiagnosticSink diagnostics) : IServiceRoleRemoval
{
    public IReadOnlyList<string> RolesInUse => engine.RolesInUse;

    public async Task<Pipeline?> FindLeftAsync(string pipelineName, string region, CancellationToken cancellationToken)
    {
        await engine.CallAsync("FindLeftRole", diagnostics, cancellationToken, pipelineName);
        return engine.LeftRole is { } role ? new Pipeline { Name = pipelineName, Region = region, RoleArn = role, Stages = [] } : null;
    }

    public async Task<string> DescribeAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        await engine.CallAsync("DescribeRole", diagnostics, cancellationToken, pipeline.Name);
        return "remove its service role r";
    }

    public void Skip(Pipeline pipeline) => engine.Calls.Enqueue("SkipRole " + pipeline.Name);

    public Task RemoveAsync(Pipeline pipeline, CancellationToken cancellationToken) => engine.CallAsync("RemoveRole", diagnostics, cancellationToken, pipeline.Name);
}
