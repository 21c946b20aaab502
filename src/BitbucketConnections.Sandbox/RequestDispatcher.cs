using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Control;
using BitbucketConnections.Sandbox.Faults;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Pages;
using BitbucketConnections.Sandbox.Persistence;
using BitbucketConnections.Sandbox.Pipelines.Executions;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Regions;
using BitbucketConnections.Sandbox.Signing;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox;

/// <summary>Handles a request: finds the service, verifies the signature, applies faults, calls the service, and writes the response or error.</summary>
internal sealed class RequestDispatcher
{
    private readonly ConsolePages _console;
    private readonly ServiceRouter _router;
    // The wait that AWS SDKs respect since November 2026. AWS's own value is not known; this one keeps tests fast.
    private const string RetryAfterMilliseconds = "250";

    private static readonly HashSet<string> s_throttling = new(StringComparer.Ordinal)
    {
        "ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded", "ThrottledException", "RequestThrottled", "SlowDown",
    };

    private static readonly string[] s_reading = ["Get", "List", "Describe", "BatchGet", "Head", "Filter", "Simulate"];

    private readonly SigV4Verifier _verifier;
    private readonly FaultPlan _faults;
    private readonly RegionPlan _regions;
    private readonly SandboxState _state;
    private readonly ExecutionEngine _engine;
    private readonly ControlApi _control;
    private readonly RequestRates _rates;
    private readonly StateFile? _file;

    /// <summary>Initializes a new instance of the <see cref="RequestDispatcher"/> class.</summary>
    /// <param name="console">Handles the console's pages.</param>
    /// <param name="control">Handles the requests that steer the sandbox.</param>
    /// <param name="router">Finds the service.</param>
    /// <param name="verifier">Verifies the signature.</param>
    /// <param name="faults">The faults to apply.</param>
    /// <param name="regions">The Regions that deny calls or do not answer.</param>
    /// <param name="rates">Limits the calls per second.</param>
    /// <param name="state">The state.</param>
    /// <param name="engine">Advances executions.</param>
    /// <param name="file">Keeps the state; null to keep it in memory only.</param>
    public RequestDispatcher(
        ConsolePages console,
        ControlApi control,
        ServiceRouter router,
        SigV4Verifier verifier,
        FaultPlan faults,
        RegionPlan regions,
        RequestRates rates,
        SandboxState state,
        ExecutionEngine engine,
        StateFile? file)
    {
        _control = control;
        _rates = rates;
        _file = file;
        _engine = engine;
        _console = console;
        _router = router;
        _verifier = verifier;
        _faults = faults;
        _regions = regions;
        _state = state;
    }

    /// <summary>Handles a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancelled when the sandbox stops.</param>
    /// <returns>The response.</returns>
    public async Task<SandboxResponse> DispatchAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        var requestId = Guid.NewGuid().ToString("D");
        if (ControlApi.Claims(request))
        {
            return _control.Answer(request);
        }

        if (ConsolePages.Claims(request))
        {
            var page = AnswerPage(request, requestId);
            await SaveAsync(request.Method == "POST").ConfigureAwait(false);
            return page;
        }

        var errors = ServiceRouter.UnknownService(request);
        SandboxResponse response;
        try
        {
            var service = _router.Find(request) ?? throw ServiceRouter.Unknown(request);
            errors = service.Errors;
            response = await InvokeAsync(service, request, requestId, cancellationToken).ConfigureAwait(false);
        }
        catch (SignatureException e)
        {
            response = errors.Write(errors.Describe(e.Problem), requestId);
        }
        catch (AwsErrorException e)
        {
            response = errors.Write(e, requestId);
            if (s_throttling.Contains(e.Code))
            {
                response.Headers["x-amz-retry-after"] = RetryAfterMilliseconds;
            }
        }
        catch (Exception e) when (IsMistake(e))
        {
            // A bug in the sandbox: the message says so, because the caller is not the cause.
            ServerEvents.Log.Failed(requestId, e);
            response = errors.Write(new AwsErrorException("InternalFailure", $"The sandbox failed: {e.GetType().Name}: {e.Message}", 500), requestId);
        }

        response.Headers["x-amzn-RequestId"] = requestId;
        return response;
    }

    private static bool IsMistake(Exception e) => e is not (OperationCanceledException or ConnectionCutException);

    private SandboxResponse AnswerPage(SandboxRequest request, string requestId)
    {
        try
        {
            return _console.Answer(request);
        }
        catch (Exception e) when (IsMistake(e))
        {
            ServerEvents.Log.Failed(requestId, e);
            return HtmlPage.Message(500, "The sandbox failed", $"{e.GetType().Name}: {e.Message}");
        }
    }

    private async Task<SandboxResponse> InvokeAsync(
        IAwsService service, SandboxRequest request, string requestId, CancellationToken cancellationToken)
    {
        var caller = Identify(service, request);
        var operation = service.OperationOf(request);
        var callerArn = CallerArn.Of(RegionPartition.Of(caller.Region), caller.AccountId, caller.Session, caller.User);
        await _regions.ApplyAsync(service.SigningName, operation, caller.Region, callerArn, cancellationToken).ConfigureAwait(false);
        var losesAnswer = await _faults.ApplyAsync(service.SigningName, operation, caller.Region, cancellationToken).ConfigureAwait(false);
        var before = _state.LastSequence;
        try
        {
            var answer = Invoke(service, request, operation, requestId, caller);
            return losesAnswer ? throw new ConnectionCutException() : answer;
        }
        finally
        {
            // A read can start actions whose time has come. They have ids, which the caller has seen then.
            await SaveAsync(!IsRead(operation) || _state.LastSequence != before).ConfigureAwait(false);
        }
    }

    private SandboxResponse Invoke(IAwsService service, SandboxRequest request, string operation, string requestId, Caller caller)
    {
        lock (_state.Gate)
        {
            _rates.Count(service.SigningName, caller.Region);

            // First apply what ended before the call, then advance what the call changed.
            _engine.Advance();
            try
            {
                return service.Invoke(new ServiceCall(request, operation, requestId, _state.Account(caller.AccountId), caller.Region, _state)
                {
                    AssumedRole = caller.Session,
                    User = caller.User,
                    Authorizer = caller.IsSigned && _state.Options.EnforceCallerPolicies ? CallerAuthorizer.Instance : null,
                });
            }
            finally
            {
                _engine.Advance();
            }
        }
    }

    private Task SaveAsync(bool isChanged) => isChanged && _file is not null ? _file.SaveAsync() : Task.CompletedTask;

    // A key that AWS manages is created when it is first described.
    private static bool IsRead(string operation) =>
        Array.Exists(s_reading, prefix => operation.StartsWith(prefix, StringComparison.Ordinal)) && operation != "DescribeKey";

    // A web identity token identifies its caller; the signature identifies all others.
    private Caller Identify(IAwsService service, SandboxRequest request)
    {
        if (RequestSignature.Read(request) is null && service.AccountOfUnsigned(request) is { } account)
        {
            return new Caller(account, _state.Options.Region, null, null, IsSigned: false);
        }

        var signature = _verifier.Verify(request, service.SigningName);
        if (SandboxCredentials.AccountOf(signature.AccessKeyId) is { } ownAccount)
        {
            return new Caller(ownAccount, signature.Region, null, null, IsSigned: true);
        }

        // Each partition has its own STS.
        if (RoleSessionToken.Read(signature.SessionToken) is { } session && session.Partition == RegionPartition.Of(signature.Region))
        {
            return new Caller(session.AccountId, signature.Region, session, null, IsSigned: true);
        }

        return FindKey(signature.AccessKeyId) is { } key
            ? new Caller(key.AccountId, signature.Region, null, key.User, IsSigned: true)
            : throw new SignatureException(SignatureProblemKind.UnknownKey, "The security token included in the request is invalid.");
    }

    private AccessKey? FindKey(string id)
    {
        lock (_state.Gate)
        {
            return _state.Part<AccessKeyStore>().Find(id);
        }
    }

    private readonly record struct Caller(string AccountId, string Region, RoleSessionToken? Session, CallerUser? User, bool IsSigned);
}
