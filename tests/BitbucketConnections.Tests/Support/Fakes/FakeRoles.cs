using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The service roles of the fake.</summary>
internal sealed class FakeRoles(FakeEngine engine, string region, IDiagnosticSink diagnostics) : IServiceRoleService
{
    public string NameOf(string pipelineName) => $"AWSCodePipelineServiceRole-{region}-{pipelineName}";

    public string PolicyNameOf(string pipelineName) => $"BitbucketConnections-{region}-{pipelineName}-12345678";

    public async Task<IReadOnlyList<string>> ReviewAsync(ServiceRoleRequest request, CancellationToken cancellationToken)
    {
        engine.RoleRequests.Add(request);
        await engine.CallAsync("ReviewRole", diagnostics, cancellationToken, request.RoleName);
        return ["Service role: " + request.RoleName];
    }

    public Task RemovePolicyAsync(Pipeline pipeline, CancellationToken cancellationToken) => engine.CallAsync("RemovePolicy", diagnostics, cancellationToken, pipeline.Name);

    public string BuildPolicy(ServiceRolePolicyRequest request)
    {
        engine.RoleRequests.Add(request);
        return "{}";
    }

    public async Task<ServiceRole> EnsureAsync(ServiceRoleRequest request, CancellationToken cancellationToken)
    {
        engine.RoleRequests.Add(request);
        await engine.CallAsync("EnsureRole", diagnostics, cancellationToken, request.RoleName);
        await engine.CreatedAsync(Role(request.RoleName).RoleArn, diagnostics, cancellationToken);
        return Role(request.RoleName);
    }

    public async Task<ServiceRole> GrantConnectionAsync(
        string roleName, IReadOnlyList<string> connectionArns, string? restrictToRepository, CancellationToken cancellationToken)
    {
        await engine.CallAsync("GrantConnection", diagnostics, cancellationToken, $"{roleName} {string.Join(",", connectionArns)} {restrictToRepository}".TrimEnd());
        await engine.CreatedAsync($"the policy P of {roleName}", diagnostics, cancellationToken);
        return Role(roleName);
    }

    private static ServiceRole Role(string name) => new() { RoleName = name, RoleArn = "arn:aws:iam::123456789012:role/service-role/" + name };
}
