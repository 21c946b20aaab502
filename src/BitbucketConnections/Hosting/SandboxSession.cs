using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Hosting;

/// <summary>
/// The sandbox of this process, and the environment variables that it sets. Environment variables belong to the process, so a process has at most one sandbox.
/// </summary>
internal sealed class SandboxSession : IDisposable
{
    private const string EndpointVariable = "AWS_ENDPOINT_URL";

    /// <summary>The variable with the path of the control token.</summary>
    private const string TokenVariable = "BITBUCKET_SANDBOX_TOKEN_FILE";

    private static readonly object s_gate = new();
    private static SandboxSession? s_current;
    private readonly Dictionary<string, string?> _before = new(StringComparer.Ordinal);
    private readonly ISandbox _sandbox;
    private bool _isStopped;

    private SandboxSession(ISandbox sandbox) => _sandbox = sandbox;

    /// <summary>Gets the running sandbox, or null.</summary>
    public static ISandbox? Current
    {
        get
        {
            lock (s_gate)
            {
                return s_current?._sandbox;
            }
        }
    }

    /// <summary>Gets the running sandbox of this process, or else the one at <c>AWS_ENDPOINT_URL</c>.</summary>
    /// <exception cref="ServiceException">Kind Sandbox: no sandbox is running, or the control token of the other one can't be used.</exception>
    public static ISandbox Required => Find() ?? throw new ServiceException(
        ServiceErrorKind.Sandbox, "No sandbox is running in this process, and none answers at AWS_ENDPOINT_URL. Start one with Start-BitbucketSandbox.");

    /// <summary>Finds the running sandbox of this process, or else the one at <c>AWS_ENDPOINT_URL</c>.</summary>
    /// <returns>The sandbox; null if there is none.</returns>
    /// <exception cref="ServiceException">Kind Sandbox: the control token of the other one can't be used.</exception>
    public static ISandbox? Find() => Current ?? FindOther();

    /// <summary>Finds the sandbox at <c>AWS_ENDPOINT_URL</c>, which another process of the user runs.</summary>
    /// <returns>The sandbox; null if there is none.</returns>
    /// <exception cref="ServiceException">Kind Sandbox: its control token can't be used.</exception>
    public static ISandbox? FindOther()
    {
        var token = Environment.GetEnvironmentVariable(TokenVariable);
        return Uri.TryCreate(Environment.GetEnvironmentVariable(EndpointVariable), UriKind.Absolute, out var endpoint) && endpoint.IsLoopback
            ? EngineHost.Sandbox.Connect(endpoint, string.IsNullOrEmpty(token) ? null : token)
            : null;
    }

    /// <summary>Starts the sandbox and sets the environment variables.</summary>
    /// <exception cref="ServiceException">Kind Sandbox: a sandbox is already running, or the port is in use.</exception>
    public static ISandbox Start(SandboxOptions options)
    {
        lock (s_gate)
        {
            if (s_current is { } running)
            {
                throw new ServiceException(
                    ServiceErrorKind.Sandbox, $"A sandbox is already running in this process, at {running._sandbox.Info.EndpointUrl}. Stop it first with Stop-BitbucketSandbox.");
            }

            var session = new SandboxSession(EngineHost.Sandbox.Start(options));
            session.Enter();
            s_current = session;
            ModuleEvents.OnRemoving(session);
            return session._sandbox;
        }
    }

    /// <summary>Stops the sandbox and restores the environment variables.</summary>
    /// <returns>False if no sandbox was running.</returns>
    public static bool Stop()
    {
        lock (s_gate)
        {
            if (s_current is not { } running)
            {
                return false;
            }

            running.Dispose();
            ModuleEvents.Forget(running);
            return true;
        }
    }

    /// <summary>Gets the environment variables that let a program use a sandbox.</summary>
    /// <param name="info">The sandbox.</param>
    /// <returns>The names and values.</returns>
    public static IReadOnlyList<(string Name, string Value)> Variables(SandboxInfo info) =>
    [
        (EndpointVariable, info.EndpointUrl.ToString()),
        ("AWS_ACCESS_KEY_ID", info.AccessKey),
        ("AWS_SECRET_ACCESS_KEY", info.SecretKey),
        ("AWS_REGION", info.Region),
        ("AWS_DEFAULT_REGION", info.Region),
        (TokenVariable, info.ControlTokenPath),
    ];

    public void Dispose()
    {
        lock (s_gate)
        {
            if (_isStopped)
            {
                return;
            }

            _isStopped = true;
            s_current = null;
            foreach (var variable in _before)
            {
                Environment.SetEnvironmentVariable(variable.Key, variable.Value);
            }

            _sandbox.Dispose();
        }
    }

    private void Enter()
    {
        foreach (var (name, value) in Variables(_sandbox.Info))
        {
            Set(name, value);
        }

        // Remove variables that take precedence over these, or change the endpoint.
        var inTheWay = new List<string> { "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT" };
        inTheWay.AddRange(Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(k => k.StartsWith("AWS_ENDPOINT_URL_", StringComparison.Ordinal)));
        inTheWay.ForEach(name => Set(name, null));
    }

    private void Set(string name, string? value)
    {
        _before[name] = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
    }
}
