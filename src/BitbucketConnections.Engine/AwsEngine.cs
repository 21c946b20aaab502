using System.Collections.Concurrent;
using System.Threading;
using BitbucketConnections.Engine.Credentials;
using BitbucketConnections.Engine.Sessions;

namespace BitbucketConnections.Engine;

/// <summary>The shared SDK service. Sessions of equal settings, in an equal environment, share their clients.</summary>
public sealed class AwsEngine : IEngine
{
    private readonly ConcurrentDictionary<ClientKey, System.Lazy<ClientSet>> _clients = new();
    private readonly IClock _clock;

    /// <summary>Initializes a new instance of the <see cref="AwsEngine"/> class.</summary>
    public AwsEngine()
        : this(new SystemClock())
    {
    }

    internal AwsEngine(IClock clock) => _clock = clock;

    /// <inheritdoc/>
    public IEngineSession Open(SessionSettings settings, IDiagnosticSink diagnostics)
    {
        var region = RegionResolver.Resolve(settings);
        var key = new ClientKey(settings, region, AwsEnvironment.Stamp());
        var clients = _clients.GetOrAdd(
            key, k => new System.Lazy<ClientSet>(() => CreateClients(k), LazyThreadSafetyMode.PublicationOnly)).Value;
        diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"Region {region}; credentials from {clients.CredentialSource}."));
        return new EngineSession(clients, region, diagnostics, _clock);
    }

    private static ClientSet CreateClients(ClientKey key)
    {
        var credentials = CredentialResolver.Resolve(key.Settings);
        return new ClientSet(credentials, key.Settings.EndpointUrl);
    }

    private sealed record ClientKey(SessionSettings Settings, string Region, string Environment);
}
