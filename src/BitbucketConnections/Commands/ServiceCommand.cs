using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Security;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;
using BitbucketConnections.Parameters;

namespace BitbucketConnections.Commands;

/// <summary>A cmdlet that calls AWS: Region, credentials and endpoint, with the names and aliases of AWS Tools.</summary>
public abstract class ServiceCommand : CancellableCommand
{
    private readonly Dictionary<string, IEngineSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the Region, such as <c>us-east-1</c>. Comes before the Region of an ARN or object.</summary>
    [Parameter]
    [Alias("RegionToCall")]
    [RegionTransformation]
    [ValidateNotEmpty("Omit -Region to use the Region of the input, the shell, the environment or the profile.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Gets or sets the name of a profile of the shared files.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ValidateNotEmpty("Omit -ProfileName to use the credentials of the shell, the environment or the default profile.")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Gets or sets the path of the credentials file the profile is in.</summary>
    [Parameter]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    [ValidateNotEmpty("Omit -ProfileLocation to use the default credentials file.")]
    public string? ProfileLocation { get; set; }

    /// <summary>
    /// Gets or sets an object that holds credentials: AWSCredentials of any AWS SDK, what AWS Tools give, or a
    /// PSCredential with the access key as user name. Comes before a profile.
    /// </summary>
    [Parameter]
    [CredentialTransformation]
    [ValidateNotEmpty("Omit -Credential to use the credentials of the profile, the shell or the environment.")]
    public object? Credential { get; set; }

    /// <summary>Gets or sets the access key id.</summary>
    [Parameter]
    [Alias("AK")]
    [ValidateNotEmpty("Omit -AccessKey to use the credentials of the profile, the shell or the environment.")]
    public string? AccessKey { get; set; }

    /// <summary>Gets or sets the secret access key, as a SecureString or a string.</summary>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    [SecretTransformation]
    [ValidateNotEmpty("Omit -SecretKey to use the credentials of the profile, the shell or the environment.")]
    public SecureString? SecretKey { get; set; }

    /// <summary>Gets or sets the session token of temporary credentials, as a SecureString or a string.</summary>
    [Parameter]
    [Alias("ST")]
    [SecretTransformation]
    [ValidateNotEmpty("Omit -SessionToken to use keys that are not temporary.")]
    public SecureString? SessionToken { get; set; }

    /// <summary>Gets or sets the endpoint to call instead of AWS's own.</summary>
    [Parameter]
    [UrlTransformation]
    [ValidateNotEmpty("Omit -EndpointUrl to call AWS.")]
    public Uri? EndpointUrl { get; set; }

    /// <summary>Opens the session of an input. <see cref="Region"/> comes before the input's own.</summary>
    /// <param name="inputRegion">The Region of the input's ARN; null when it has none.</param>
    /// <returns>The session.</returns>
    /// <exception cref="ServiceException">No Region or credentials, or an unusable profile.</exception>
    protected IEngineSession Session(string? inputRegion = null) => SessionIn(Region ?? inputRegion);

    /// <summary>Opens the session of a Region; one for the whole run of the cmdlet.</summary>
    /// <param name="region">The Region; null for the session's default.</param>
    /// <returns>The session.</returns>
    /// <exception cref="ServiceException">No Region or credentials, or an unusable profile.</exception>
    protected IEngineSession SessionIn(string? region)
    {
        if (!_sessions.TryGetValue(region ?? string.Empty, out var session))
        {
            var engine = EngineHost.Engine;
            if (EngineHost.TakeWarning() is { } warning)
            {
                WriteWarning(warning);
            }

            session = engine.Open(Settings(region), Diagnostics);
            _sessions.Add(region ?? string.Empty, session);
        }

        return session;
    }

    /// <summary>Opens the session of the Region that the caller works in, where there is one; else of the input's.</summary>
    /// <param name="inputRegion">The Region of the input.</param>
    /// <returns>The session.</returns>
    /// <exception cref="ServiceException">No credentials, or an unusable profile.</exception>
    protected IEngineSession CallerSession(string? inputRegion)
    {
        try
        {
            return SessionIn(Region);
        }
        catch (ServiceException none) when (none.Kind == ServiceErrorKind.RegionNotFound && inputRegion is { Length: > 0 })
        {
            return SessionIn(inputRegion);
        }
    }

    /// <summary>Gets a value indicating whether the shell or the environment has a Region, so that an ARN's need not serve.</summary>
    protected bool HasDefaultRegion =>
        new StoredSettings(SessionState).Region is not null
        || Environment.GetEnvironmentVariable("AWS_REGION") is { Length: > 0 }
        || Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION") is { Length: > 0 };

    /// <summary>Does the work with the session of one input; a failure is told, and the next input is tried.</summary>
    /// <param name="target">The input.</param>
    /// <param name="inputRegion">The Region of the input's ARN; null when it has none.</param>
    /// <param name="action">The work.</param>
    protected void WithSession(object? target, string? inputRegion, Action<IEngineSession> action) =>
        ProcessEach(target, () => action(Session(inputRegion)));

    /// <summary>Reads pages and hands on each item as its page arrives, so that a stopped pipeline stops the calls.</summary>
    /// <typeparam name="T">What is listed.</typeparam>
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

    /// <summary>Searches for the pipelines that use connections. A search that is left early ends its calls.</summary>
    /// <param name="usage">The service.</param>
    /// <param name="query">What to search for, and where.</param>
    /// <returns>The Regions that were not searched, and the pipelines.</returns>
    protected IEnumerable<ConnectionUsageFinding> Stream(IConnectionUsageService usage, ConnectionUsageQuery query)
    {
        using var search = usage.Search(query);
        while (Await(search.NextAsync) is { } finding)
        {
            yield return finding;
        }
    }

    /// <summary>Tells of a Region that was not searched, where that holds nothing back.</summary>
    /// <param name="region">The Region.</param>
    protected void ReportUnsearched(UnsearchedRegion region)
    {
        if (region.Reason == UnsearchedReason.NotEnabled)
        {
            WriteVerbose(RegionMessages.Describe(region));
        }
        else
        {
            WriteWarning(RegionMessages.Describe(region));
        }
    }

    /// <summary>Lists the connections of a session to be shown, as <see cref="Stream{T}"/> does. Some may be left out, with a warning.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The connections.</returns>
    protected IEnumerable<Connection> ListConnections(IEngineSession session) => ListConnections(session, new ConnectionQuery());

    /// <summary>Lists all connections of a session, for a decision.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The connections.</returns>
    /// <exception cref="ServiceException">Kind Incomplete: some are left out.</exception>
    protected IEnumerable<Connection> ListAllConnections(IEngineSession session) => ListConnections(session, new ConnectionQuery { RequireComplete = true });

    private IEnumerable<Connection> ListConnections(IEngineSession session, ConnectionQuery query) =>
        Stream<Connection>((cursor, token) => session.Connections.ListAsync(query, cursor, token));

    private SessionSettings Settings(string? region)
    {
        if (EndpointUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
        {
            throw ServiceException.FromFindings([new Finding(
                "InvalidEndpointUrl", $"'{(url.IsAbsoluteUri ? url.GetComponents(UriComponents.SchemeAndServer, UriFormat.Unescaped) : url.OriginalString)}' is no endpoint; expected http:// or https:// and a host.")]);
        }

        var stored = new StoredSettings(SessionState);
        return new SessionSettings
        {
            Region = region,
            DefaultRegion = stored.Region,
            ProfileName = ProfileName,
            ProfileLocation = ProfileLocation is null ? null : GetUnresolvedProviderPathFromPSPath(ProfileLocation),
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
}
