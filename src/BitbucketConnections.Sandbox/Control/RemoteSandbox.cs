using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Sandbox.Control;

/// <summary>A sandbox of another process, which is steered with its control API.</summary>
internal sealed class RemoteSandbox : ISandbox
{
    /// <summary>The sandbox answers from memory. A large state takes longest.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;

    private RemoteSandbox(Uri endpoint, string token)
    {
        // A proxy of the environment never gets the token.
        _http = new HttpClient(new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = endpoint, Timeout = s_timeout };
        _http.DefaultRequestHeaders.Add(ControlPaths.TokenHeader, token);
    }

    /// <inheritdoc/>
    public SandboxInfo Info => Get<SandboxInfo>(ControlPaths.Info);

    /// <inheritdoc/>
    public DateTimeOffset Time => Get<TimeBody>(ControlPaths.Clock).Time;

    /// <inheritdoc/>
    public SandboxLimits Limits => Get<SandboxLimits>(ControlPaths.Limits);

    /// <inheritdoc/>
    public IReadOnlyList<string> Operations => Get<List<string>>(ControlPaths.Operations);

    /// <summary>Connects to a sandbox.</summary>
    /// <param name="endpoint">Its endpoint.</param>
    /// <param name="tokenPath">The file with its token; null for the file of the port.</param>
    /// <returns>The sandbox; null if no sandbox with such a file answers.</returns>
    /// <exception cref="ServiceException">Kind Sandbox: a file can't be read, or the sandbox rejects the token.</exception>
    public static RemoteSandbox? Connect(Uri endpoint, string? tokenPath)
    {
        if (!endpoint.IsAbsoluteUri || !endpoint.IsLoopback)
        {
            return null;
        }

        // The environment can have the file of another sandbox, and a killed sandbox leaves the file of its port.
        ServiceException? refusal = null;
        foreach (var path in new[] { tokenPath, ControlToken.PathOf(endpoint.Port) }.OfType<string>().Where(path => path == tokenPath || File.Exists(path)).Distinct(StringComparer.Ordinal))
        {
            try
            {
                return Open(endpoint, ReadToken(endpoint, path));
            }
            catch (ServiceException e)
            {
                refusal ??= e;
            }
        }

        return refusal is null or { InnerException: HttpRequestException } ? null : throw refusal;
    }

    /// <inheritdoc/>
    public void CompleteConnection(string connectionArn) => Send("POST", ControlPaths.Complete, new ConnectionBody { ConnectionArn = connectionArn });

    /// <inheritdoc/>
    public void ShareConnection(string connectionArn, IReadOnlyCollection<string> accountIds) =>
        Send("POST", ControlPaths.Share, new ConnectionBody { ConnectionArn = connectionArn, AccountIds = [.. accountIds] });

    /// <inheritdoc/>
    public void SetConnectionStatus(string connectionArn, string status) =>
        Send("POST", ControlPaths.Status, new ConnectionBody { ConnectionArn = connectionArn, Status = status });

    /// <inheritdoc/>
    public void AddFault(SandboxFault fault) => Send("POST", ControlPaths.Faults, fault);

    /// <inheritdoc/>
    public void SetActionOutcome(SandboxActionOutcome outcome) => Send("POST", ControlPaths.ActionOutcomes, outcome);

    /// <inheritdoc/>
    public void SetRuleOutcome(SandboxRuleOutcome outcome) => Send("POST", ControlPaths.RuleOutcomes, outcome);

    /// <inheritdoc/>
    public void SetAlarmState(string alarmName, string state) => Send("POST", ControlPaths.Alarms, new AlarmBody { AlarmName = alarmName, State = state });

    /// <inheritdoc/>
    public void SetRegionStatus(string region, SandboxRegionStatus status) => Send("POST", ControlPaths.Regions, new RegionBody { Region = region, Status = status });

    /// <inheritdoc/>
    public void ClearFaults() => Send("DELETE", ControlPaths.Faults, null);

    /// <inheritdoc/>
    public IReadOnlyList<SandboxPushResult> Push(SandboxPush push) =>
        ControlJson.Read<List<SandboxPushResult>>(Send("POST", ControlPaths.Push, ControlJson.Write(push)));

    /// <inheritdoc/>
    public void PutClockForward(TimeSpan by) => Send("POST", ControlPaths.Clock, new ClockBody { Forward = by });

    /// <inheritdoc/>
    public void SetLimits(SandboxLimits limits) => Send("PUT", ControlPaths.Limits, limits);

    /// <inheritdoc/>
    public void Reset() => Send("POST", ControlPaths.Reset, null);

    /// <inheritdoc/>
    public string ExportState() => Encoding.UTF8.GetString(Send("GET", ControlPaths.State, null));

    /// <inheritdoc/>
    public void ImportState(string state) => Send("PUT", ControlPaths.State, Encoding.UTF8.GetBytes(state));

    /// <inheritdoc/>
    public void ShutDown() => Send("POST", ControlPaths.Stop, null);

    /// <inheritdoc/>
    public Task WaitForStopAsync(CancellationToken cancellationToken) => throw new NotSupportedException("A sandbox of another process can't be waited for.");

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static RemoteSandbox Open(Uri endpoint, string token)
    {
        var sandbox = new RemoteSandbox(endpoint, token);
        _ = sandbox.Time;
        return sandbox;
    }

    private static string ReadToken(Uri endpoint, string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ServiceException(ServiceErrorKind.Sandbox, $"The control token of the sandbox at {endpoint} can't be read from '{path}': {e.Message}", e);
        }
    }

    private T Get<T>(string path)
        where T : class => ControlJson.Read<T>(Send("GET", path, null));

    private void Send<T>(string method, string path, T body)
        where T : class => Send(method, path, ControlJson.Write(body));

    private byte[] Send(string method, string path, byte[]? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), ControlPaths.Root + path);
        // HttpListener refuses a change without the length of its body.
        request.Content = method == "GET" ? null : new ByteArrayContent(body ?? []);
        try
        {
            // The callers are synchronous. A task of its own never waits for their thread.
            return Task.Run(() => AnswerAsync(request)).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            throw new ServiceException(ServiceErrorKind.Sandbox, $"The sandbox at {_http.BaseAddress} does not answer: {e.Message}", e);
        }
    }

    private async Task<byte[]> AnswerAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return body;
        }

        if (response.Content.Headers.ContentType?.MediaType != "application/json")
        {
            throw new ServiceException(ServiceErrorKind.Sandbox, $"The program at {_http.BaseAddress} is not a sandbox of this version: it answered {(int)response.StatusCode} to {request.RequestUri}.");
        }

        var error = ControlJson.Read<ErrorBody>(body);
        throw new ServiceException(error.Kind, error.Message) { Condition = error.Condition };
    }
}
