using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Completion;
using BitbucketConnections.Errors;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets that call AWS. It has the parameters for credentials and endpoint, with the names and aliases of AWS Tools.</summary>
public abstract partial class ServiceCommand : CancellableCommand
{
    private readonly ConcurrentDictionary<SessionKey, IEngineSession> _sessions = new(concurrencyLevel: 1, capacity: 3);
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the path of the credentials file that contains the profile.</summary>
    [Parameter]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    [ValidateNotEmpty("Omit -ProfileLocation to use the default credentials file.")]
    public string? ProfileLocation { get; set; }

    /// <summary>
    /// Gets or sets an object with credentials: AWSCredentials of any AWS SDK, the output of AWS Tools, or a PSCredential with the access key as user
    /// name. Takes precedence over a profile.
    /// </summary>
    [Parameter]
    [CredentialTransformation]
    [ValidateNotEmpty("Omit -Credential to use the credentials of the profile, the shell or the environment.")]
    [CompletesNothing]
    public object? Credential { get; set; }

    /// <summary>Gets or sets the access key id.</summary>
    [Parameter]
    [Alias("AK")]
    [ValidateNotEmpty("Omit -AccessKey to use the credentials of the profile, the shell or the environment.")]
    [CompletesNothing]
    public string? AccessKey { get; set; }

    /// <summary>Gets or sets the secret access key, as a SecureString or a string.</summary>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    [SecretTransformation]
    [ValidateNotEmpty("Omit -SecretKey to use the credentials of the profile, the shell or the environment.")]
    [CompletesNothing]
    public SecureString? SecretKey { get; set; }

    /// <summary>Gets or sets the session token of temporary credentials, as a SecureString or a string.</summary>
    [Parameter]
    [Alias("ST")]
    [SecretTransformation]
    [ValidateNotEmpty("Omit -SessionToken to use keys that are not temporary.")]
    [CompletesNothing]
    public SecureString? SessionToken { get; set; }

    /// <summary>Gets or sets the endpoint to call instead of AWS.</summary>
    [Parameter]
    [UrlTransformation]
    [ValidateNotEmpty("Omit -EndpointUrl to call AWS.")]
    [CompletesNothing]
    public Uri? EndpointUrl { get; set; }

    /// <summary>Opens a session, or returns the open session for the Region. The engine determines the Region.</summary>
    /// <param name="inputRegion">The Region of the ARN or object that the command processes; null if it has none.</param>
    /// <param name="fallbackRegion">The Region to use if no other source has one; null for none.</param>
    /// <returns>The session.</returns>
    /// <exception cref="ServiceException">No Region or credentials were found, or the profile cannot be used.</exception>
    protected IEngineSession Session(string? inputRegion = null, string? fallbackRegion = null)
    {
        var key = new SessionKey(Scope, inputRegion, fallbackRegion);
        return _sessions.TryGetValue(key, out var session) ? session : WithPipelineThread(() => Open(key));
    }

    /// <summary>Gets the Region of a connection that the command uses, as a fallback Region.</summary>
    /// <param name="connectionArn">The ARN, or another text.</param>
    /// <returns>The Region; null if the text is not the ARN of a connection.</returns>
    protected static string? RegionOf(string? connectionArn) => ConnectionRules.TryParseArn(connectionArn, out var arn) ? arn.Region : null;

    /// <summary>Processes one input with its session. A failure is written as an error, and the next input is processed.</summary>
    /// <param name="target">The input.</param>
    /// <param name="inputRegion">The Region of the input's ARN; null if it has none.</param>
    /// <param name="action">The work.</param>
    /// <param name="fallbackRegion">The Region to use if no other source has one; null for none.</param>
    protected void WithSession(object? target, string? inputRegion, Action<IEngineSession> action, string? fallbackRegion = null) =>
        ProcessEach(target, () => action(Session(inputRegion, fallbackRegion)));

    /// <summary>Reads pages and returns the items of each page at once, so that a stopped pipeline also stops the calls.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="page">Gets a page.</param>
    /// <returns>The items.</returns>
    protected IEnumerable<T> Stream<T>(Func<PageCursor?, System.Threading.CancellationToken, System.Threading.Tasks.Task<Page<T>>> page)
    {
        PageCursor? cursor = null;
        do
        {
            var current = cursor;
            var result = Await(token => page(current, token));
            foreach (var item in result.Items)
            {
                yield return item;
            }

            cursor = result.Next;
        }
        while (cursor is not null);
    }

    /// <summary>Searches for the pipelines that use connections. The calls end if the enumeration ends early.</summary>
    /// <param name="usage">The service.</param>
    /// <param name="query">The connections, and the Regions to search.</param>
    /// <returns>The Regions that were not searched, and the pipelines.</returns>
    protected IEnumerable<ConnectionUsageFinding> Stream(IConnectionUsageService usage, ConnectionUsageQuery query)
    {
        using var search = usage.Search(query);
        while (Await(search.NextAsync) is { } finding)
        {
            yield return finding;
        }
    }

    /// <summary>Reports a Region that was not searched as a warning or verbose message.</summary>
    /// <param name="region">The Region.</param>
    protected void ReportUnsearched(UnsearchedRegion region)
    {
        if (region.Reason == UnsearchedReason.NotEnabled)
        {
            WriteVerbose(UnsearchedRegionMessages.Describe(region));
        }
        else
        {
            WriteWarning(UnsearchedRegionMessages.Describe(region));
        }
    }

    /// <summary>Reports a Region that was not searched. A failure is an error, because the output may be piped to a command that changes something.</summary>
    /// <param name="region">The Region.</param>
    protected void WriteUnsearched(UnsearchedRegion region)
    {
        if (region.Reason == UnsearchedReason.Failed)
        {
            WriteFailure(UnsearchedRegionMessages.ToFailure(region), region.Region);
        }
        else
        {
            ReportUnsearched(region);
        }
    }

    /// <summary>Lists connections for display, as <see cref="Stream{T}"/> does. The list may be incomplete, with a warning.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The connections.</returns>
    protected IEnumerable<Connection> ListConnections(IEngineSession session) => ListConnections(session, new ConnectionQuery());

    /// <summary>Lists all connections, for a decision that needs a complete list.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The connections.</returns>
    /// <exception cref="ServiceException">Kind Incomplete: the list is incomplete.</exception>
    protected IEnumerable<Connection> ListAllConnections(IEngineSession session) => ListConnections(session, new ConnectionQuery { RequireComplete = true });

    /// <summary>Lists connections by a query, as <see cref="Stream{T}"/> does.</summary>
    /// <param name="session">The session.</param>
    /// <param name="query">The query.</param>
    /// <returns>The connections.</returns>
    protected IEnumerable<Connection> ListConnections(IEngineSession session, ConnectionQuery query) =>
        Stream<Connection>((cursor, token) => session.Connections.ListAsync(query, cursor, token));

    /// <summary>Creates the lookup of the connections that pipelines use.</summary>
    /// <param name="session">The session that lists the connections.</param>
    /// <returns>The lookup. A name that only a connection to another provider has is an error with its provider.</returns>
    private protected ConnectionNameLookup LookUpForPipelines(IEngineSession session) => new(() => ListAllConnections(session), WriteWarningOnce, () => ListAllProviders(session));

    /// <summary>Writes a warning that several inputs can cause, for the first of them.</summary>
    /// <param name="warning">The warning.</param>
    private protected void WriteWarningOnce(string warning) => OnPipelineThread(() =>
    {
        if (_warned.Add(warning))
        {
            WriteWarning(warning);
        }
    });

    /// <summary>Throws if a connection belongs to another account, because only its owner can change it.</summary>
    /// <param name="session">The session of the change.</param>
    /// <param name="arn">The ARN of a connection or another resource.</param>
    /// <exception cref="ServiceException">Kind InvalidInput, with both accounts.</exception>
    protected void RequireOwnConnection(IEngineSession session, string arn)
    {
        // Other connections can't be shared, so AWS finds only those of the account.
        if (ConnectionSharing.CanBeShared(arn) && ConnectionSharing.CheckChange(arn, Await(session.Connections.FindAccountAsync)) is { } finding)
        {
            throw ServiceException.FromFindings([finding]);
        }
    }

    /// <summary>Throws if a connection is for another provider.</summary>
    /// <param name="connection">The connection.</param>
    /// <exception cref="ServiceException">Kind InvalidInput, with the provider.</exception>
    protected static void RequireBitbucket(Connection connection)
    {
        if (ConnectionRules.CheckProvider(connection) is { } finding)
        {
            throw ServiceException.FromFindings([finding]);
        }
    }

    /// <summary>Throws if a connection is for another provider. A connection that the caller can't read is not checked.</summary>
    /// <param name="session">A session.</param>
    /// <param name="arn">The ARN of the connection.</param>
    /// <exception cref="ServiceException">Kind InvalidInput, with the provider.</exception>
    protected void RequireBitbucket(IEngineSession session, string arn)
    {
        try
        {
            RequireBitbucket(Await(token => session.Connections.GetAsync(arn, token)));
        }
        catch (ServiceException unreadable) when (unreadable.IsNotFound || unreadable.IsAccessDenied)
        {
            WriteVerbose($"The connection {arn} can't be read, so its provider is not checked: {unreadable.Message}");
        }
    }

    // A policy may allow only the list of connections to Bitbucket.
    private List<Connection> ListAllProviders(IEngineSession session)
    {
        try
        {
            return ListConnections(session, new ConnectionQuery { ProviderType = null, RequireComplete = true }).ToList();
        }
        catch (ServiceException failure)
        {
            WriteVerbose($"Connections to other providers were not searched: {failure.Message}");
            return [];
        }
    }

    // Runs on the pipeline thread, because the settings come from the session state.
    private IEngineSession Open(SessionKey key)
    {
        // Several inputs can ask for the same session.
        if (_sessions.TryGetValue(key, out var known))
        {
            return known;
        }

        var engine = EngineHost.Engine;
        if (EngineHost.TakeWarning() is { } warning)
        {
            WriteWarning(warning);
        }

        var opened = engine.Open(Settings(key.Scope, key.Input, key.Fallback), Diagnostics);
        var session = _sessions.IsEmpty ? opened : _sessions.FirstOrDefault(other => other.Key.Scope.ProfileName == key.Scope.ProfileName && other.Value.Region == opened.Region).Value ?? opened;
        _sessions[key] = session;
        return session;
    }

    private SessionSettings Settings(RegionProfile scope, string? inputRegion, string? fallbackRegion)
    {
        if (EndpointUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
        {
            throw ServiceException.FromFindings([new Finding(
                "InvalidEndpointUrl", $"'{(url.IsAbsoluteUri ? url.GetComponents(UriComponents.SchemeAndServer, UriFormat.Unescaped) : url.OriginalString)}' is not a valid endpoint. Specify http:// or https:// and a host.")]);
        }

        var stored = new StoredSettings(SessionState);
        return new SessionSettings
        {
            Region = scope.Region,
            InputRegion = inputRegion,
            DefaultRegion = stored.Region,
            FallbackRegion = fallbackRegion,
            ProfileName = scope.ProfileName,
            ProfileLocation = ProfileLocation is null ? null : FilePath.Resolve(SessionState, ProfileLocation, nameof(ProfileLocation)),
            Credential = CredentialObject.Hold(Credential),
            DefaultCredential = stored.Credential,
            AskMfaCode = Interactivity.IsInteractive(Host) ? profile => AskAtHost(() => AskMfaCode(profile)) : null,
            AccessKey = AccessKey,
            SecretKey = Secret.Reveal(SecretKey),
            SessionToken = Secret.Reveal(SessionToken),
            EndpointUrl = EndpointUrl,
        };
    }

    private string? AskMfaCode(string profile)
    {
        Host.UI.Write($"MFA code for the profile '{profile}': ");
        using var code = Host.UI.ReadLineAsSecureString();
        return Secret.Reveal(code);
    }

    // A class: .NET has native code for a dictionary with keys that are objects.
    private sealed record SessionKey(RegionProfile Scope, string? Input, string? Fallback);
}
