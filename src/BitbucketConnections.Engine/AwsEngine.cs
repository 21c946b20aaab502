using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Calling.Rates;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Configuration;
using BitbucketConnections.Engine.Credentials;
using BitbucketConnections.Engine.Regions;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine;

/// <summary>The shared SDK service. Sessions with equal settings and an equal environment share their clients.</summary>
public sealed class AwsEngine : IEngine
{
    private readonly ClientSets _clients;
    private readonly IClock _clock;
    private readonly CallLimits _limits;
    private readonly CallRates _rates;
    private readonly ResourceTurns _roleTurns = new();
    private readonly CredentialResolver _credentials;

    /// <summary>Initializes a new instance of the <see cref="AwsEngine"/> class.</summary>
    public AwsEngine()
        : this(new SystemClock())
    {
#if NET
        _ = HttpWarmUp.Start();
#endif
        _ = DropIdleClientsAsync();
    }

    internal AwsEngine(IClock clock, CallLimits? limits = null)
    {
        _clock = clock;
        _limits = limits ?? CallLimits.Default;
        _rates = new CallRates(clock);
        _credentials = new CredentialResolver(_limits, _rates);
        _clients = new ClientSets(CreateClients, clock);
    }

    /// <inheritdoc/>
    IEngineSession IEngine.Open(SessionSettings settings, IDiagnosticSink diagnostics) => Open(settings, diagnostics);

    /// <inheritdoc/>
    public IReadOnlyList<string> ListProfiles(string? profileLocation) => ProfileStore.List(new SessionSettings { ProfileLocation = profileLocation });

    internal EngineSession Open(SessionSettings settings, IDiagnosticSink diagnostics)
    {
        var region = RegionResolver.Resolve(settings);
        var shared = settings with { Region = region, InputRegion = null, DefaultRegion = null, FallbackRegion = null, AskMfaCode = null };
        var clients = _clients.Get(new ClientKey(shared, AwsEnvironment.Stamp(), ProfileStore.Times(settings)));
        return new EngineSession(clients, region, new CallOrigin(diagnostics, settings.AskMfaCode), _clock);
    }

    private async Task DropIdleClientsAsync()
    {
        while (true)
        {
            await _clock.DelayAsync(ClientSets.IdleLimit, CancellationToken.None).ConfigureAwait(false);
            _clients.DropIdle();
        }
    }

    // Credentials are resolved with the first call, because building a definition needs none.
    private ClientSet CreateClients(ClientKey key)
    {
        SdkSettings.Reset(key.Settings);
        return new ClientSet(() => _credentials.Resolve(key.Settings), key.Settings, _limits, _rates, _roleTurns);
    }
}
