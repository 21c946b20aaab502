using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The connections of the fake, and their waiter.</summary>
internal sealed class FakeConnections(FakeEngine engine, string region, IDiagnosticSink diagnostics) : IConnectionService, IConnectionWaiter
{
    public async Task<Connection> CreateAsync(ConnectionRequest request, CancellationToken cancellationToken)
    {
        await engine.CallAsync("CreateConnection", diagnostics, cancellationToken, request.ConnectionName);
        var created = FakeEngine.Connection(request.ConnectionName, "PENDING", region, request.ConnectionName + engine.Connections.Count);
        engine.Locked(() => engine.Connections.Add(created));
        await engine.CreatedAsync(created.ConnectionArn, diagnostics, cancellationToken);
        return created;
    }

    public async Task<Connection> GetAsync(string connectionArn, CancellationToken cancellationToken)
    {
        await engine.CallAsync("GetConnection", diagnostics, cancellationToken, connectionArn);
        return engine.Connections.FirstOrDefault(c => c.ConnectionArn == connectionArn) ?? throw FakeEngine.NotFound("GetConnection", "ResourceNotFoundException");
    }

    public async Task<string?> FindAccountAsync(CancellationToken cancellationToken)
    {
        await engine.CallAsync("GetCallerIdentity", diagnostics, cancellationToken);
        return engine.AccountId;
    }

    public async Task<Page<Connection>> ListAsync(ConnectionQuery query, PageCursor? cursor, CancellationToken cancellationToken)
    {
        await engine.CallAsync(query.RequireComplete ? "ListAllConnections" : "ListConnections", diagnostics, cancellationToken);
        if (query.ProviderType is null && engine.Failures.TryGetValue("ListAllProviders", out var failure))
        {
            throw failure;
        }

        engine.Locked(() => engine.Alternatives.Add(query.Alternative));
        return engine.PageOf(engine.Connections.Where(c => query.ProviderType is null || c.ProviderType == query.ProviderType).ToList(), cursor);
    }

    public async Task DeleteAsync(string connectionArn, CancellationToken cancellationToken)
    {
        await engine.CallAsync("DeleteConnection", diagnostics, cancellationToken, connectionArn);
        engine.Locked(() => engine.Connections.RemoveAll(c => c.ConnectionArn == connectionArn));
    }

    public IConnectionWaiter CreateWaiter(IReadOnlyList<string> connectionArns, WaitOptions options)
    {
        engine.Awaited.AddRange(connectionArns);
        engine.Calls.Enqueue($"CreateWaiter {connectionArns.Count} {options.Timeout.TotalSeconds} {options.PollInterval.TotalSeconds}");
        return this;
    }

    public async Task<ConnectionPoll> PollAsync(CancellationToken cancellationToken)
    {
        await engine.CallAsync("Poll", diagnostics, cancellationToken);
        return engine.Polls.Count > 0 ? engine.Polls.Dequeue()() : new ConnectionPoll { Available = engine.Connections, IsCompleted = true };
    }
}
