using System;
using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;
using BitbucketConnections.Sandbox.Http;

namespace BitbucketConnections.Sandbox.Control;

/// <summary>
/// The API that steers the sandbox from other processes: everything that <see cref="ISandbox"/> does, over HTTP. Each request has the control token in a header. A web page can't
/// send that header to another origin, and does not know the token.
/// </summary>
internal sealed class ControlApi
{
    private const string JsonType = "application/json; charset=utf-8";

    private readonly ISandbox _sandbox;
    private readonly ControlToken _token;
    private readonly Dictionary<(string Method, string Path), Func<byte[], byte[]?>> _routes;

    /// <summary>Initializes a new instance of the <see cref="ControlApi"/> class.</summary>
    /// <param name="sandbox">The sandbox to steer.</param>
    /// <param name="token">The token of its users.</param>
    public ControlApi(ISandbox sandbox, ControlToken token)
    {
        _sandbox = sandbox;
        _token = token;
        _routes = new Dictionary<(string Method, string Path), Func<byte[], byte[]?>>
        {
            [("GET", ControlPaths.Info)] = _ => ControlJson.Write(_sandbox.Info),
            [("GET", ControlPaths.Operations)] = _ => ControlJson.Write(_sandbox.Operations),
            [("POST", ControlPaths.Complete)] = On<ConnectionBody>(body => _sandbox.CompleteConnection(body.ConnectionArn)),
            [("POST", ControlPaths.Share)] = On<ConnectionBody>(body => _sandbox.ShareConnection(body.ConnectionArn, body.AccountIds ?? throw Missing("accountIds"))),
            [("POST", ControlPaths.Status)] = On<ConnectionBody>(body => _sandbox.SetConnectionStatus(body.ConnectionArn, body.Status ?? throw Missing("status"))),
            [("POST", ControlPaths.Push)] = body => ControlJson.Write(_sandbox.Push(ControlJson.Read<SandboxPush>(body))),
            [("POST", ControlPaths.Faults)] = On<SandboxFault>(_sandbox.AddFault),
            [("DELETE", ControlPaths.Faults)] = On(_sandbox.ClearFaults),
            [("POST", ControlPaths.ActionOutcomes)] = On<SandboxActionOutcome>(_sandbox.SetActionOutcome),
            [("POST", ControlPaths.RuleOutcomes)] = On<SandboxRuleOutcome>(_sandbox.SetRuleOutcome),
            [("POST", ControlPaths.Alarms)] = On<AlarmBody>(body => _sandbox.SetAlarmState(body.AlarmName, body.State)),
            [("POST", ControlPaths.Regions)] = On<RegionBody>(body => _sandbox.SetRegionStatus(body.Region, body.Status)),
            [("GET", ControlPaths.Clock)] = _ => ControlJson.Write(new TimeBody(_sandbox.Time)),
            [("POST", ControlPaths.Clock)] = On<ClockBody>(body => _sandbox.PutClockForward(body.Forward)),
            [("GET", ControlPaths.Limits)] = _ => ControlJson.Write(_sandbox.Limits),
            [("PUT", ControlPaths.Limits)] = On<SandboxLimits>(_sandbox.SetLimits),
            [("GET", ControlPaths.State)] = _ => Encoding.UTF8.GetBytes(_sandbox.ExportState()),
            [("PUT", ControlPaths.State)] = body => Done(() => _sandbox.ImportState(Encoding.UTF8.GetString(body))),
            [("POST", ControlPaths.Reset)] = On(_sandbox.Reset),
        };
    }

    /// <summary>Determines whether a request is for this API.</summary>
    /// <param name="request">The request.</param>
    /// <returns>True if it is; otherwise false.</returns>
    public static bool Claims(SandboxRequest request) => request.Path.StartsWith(ControlPaths.Root, StringComparison.Ordinal);

    /// <summary>Handles a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The response.</returns>
    public SandboxResponse Answer(SandboxRequest request)
    {
        if (!_token.Accepts(request.Header(ControlPaths.TokenHeader)))
        {
            return Error(401, new ErrorBody(ServiceErrorKind.Sandbox, null, $"The header {ControlPaths.TokenHeader} is not the control token. It is in the file that ControlTokenPath of Get-BitbucketSandbox and the environment variable BITBUCKET_SANDBOX_TOKEN_FILE name."));
        }

        var path = request.Path.Substring(ControlPaths.Root.Length);
        if (path == ControlPaths.Stop && request.Method == "POST")
        {
            // The sandbox ends the requests in progress, and this one must be answered first.
            return new SandboxResponse(204) { ClosesConnection = true, AfterSent = () => Task.Run(_sandbox.ShutDown) };
        }

        if (!_routes.TryGetValue((request.Method, path), out var route))
        {
            return Error(404, new ErrorBody(ServiceErrorKind.Sandbox, null, $"The control API has no {request.Method} {request.Path}. docs/sandbox.md has the list."));
        }

        try
        {
            return route(request.Body) is { } answer ? new SandboxResponse(200, JsonType, Encoding.UTF8.GetString(answer)) : new SandboxResponse(204);
        }
        catch (ServiceException e)
        {
            return Error(e.Kind == ServiceErrorKind.NotFound ? 404 : 400, new ErrorBody(e.Kind, e.Condition, e.Message));
        }
    }

    private static Func<byte[], byte[]?> On<T>(Action<T> change)
        where T : class =>
        body => Done(() => change(ControlJson.Read<T>(body)));

    private static Func<byte[], byte[]?> On(Action change) => _ => Done(change);

    private static byte[]? Done(Action change)
    {
        change();
        return null;
    }

    private static ServiceException Missing(string member) => new(ServiceErrorKind.InvalidInput, $"The member '{member}' is missing.");

    private static SandboxResponse Error(int status, ErrorBody body) => new(status, JsonType, Encoding.UTF8.GetString(ControlJson.Write(body)));
}
