using System;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Calling;

/// <summary>An AWS call, as messages show it.</summary>
internal readonly record struct Call(string ServiceName, string Operation, string Region, string? Target)
{
    /// <inheritdoc/>
    public override string ToString() => Target is null ? Operation : $"{Operation} for '{Target}'";

    /// <summary>Gets a value indicating whether the operation only reads, so a lost response has no effect.</summary>
    public bool IsRead => Operation.StartsWith("Get", StringComparison.Ordinal) || Operation.StartsWith("List", StringComparison.Ordinal)
        || Operation.StartsWith("Head", StringComparison.Ordinal) || Operation.StartsWith("Describe", StringComparison.Ordinal)
        || Operation.StartsWith("BatchGet", StringComparison.Ordinal) || Operation.StartsWith("Simulate", StringComparison.Ordinal);

    /// <summary>Gets a value indicating whether the operation changes something that exists, so that its service reports nothing as created.</summary>
    public bool IsChangeOnly => Operation.StartsWith("Delete", StringComparison.Ordinal) || Operation.StartsWith("Disassociate", StringComparison.Ordinal)
        || Operation.StartsWith("Tag", StringComparison.Ordinal) || Operation.StartsWith("Untag", StringComparison.Ordinal)
        || Operation.StartsWith("Enable", StringComparison.Ordinal) || Operation.StartsWith("Disable", StringComparison.Ordinal)
        || Operation is "PutApprovalResult" or "StopPipelineExecution" or "RetryStageExecution" or "OverrideStageCondition";
}

/// <summary>Makes all AWS calls: writes verbose lines and the debug trace, and converts all failures to one exception type.</summary>
internal sealed class ServiceCaller
{
    private readonly IDiagnosticSink _diagnostics;
    private readonly Func<string, string?>? _askMfaCode;
    private readonly Uri? _endpoint;
    private readonly Func<string> _credentialSource;
    private readonly IClock _clock;
    private int _isSourceTold;

    public ServiceCaller(CallOrigin origin, Uri? endpoint, Func<string> credentialSource, IClock clock)
    {
        _diagnostics = origin.Diagnostics;
        _askMfaCode = origin.AskMfaCode;
        _endpoint = endpoint;
        _credentialSource = credentialSource;
        _clock = clock;
    }

    public IDiagnosticSink Diagnostics => _diagnostics;

    /// <summary>Reports a created or written resource, so a command that ends early can name it.</summary>
    public void ReportCreated(string what) => _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Created, what));

    /// <summary>Reports that something that was reported as created was removed again.</summary>
    public void ReportWithdrawn(string what) => _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Withdrawn, what));

    public async Task<T> InvokeAsync<T>(Call call, Func<CancellationToken, Task<T>> invoke, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        using var scope = CallScope.Begin(_askMfaCode, cancellationToken);
        TellSource(call.Region);
        var start = _clock.Uptime;
        using var trace = WireTrace.Begin(_diagnostics);
        using var answers = LostAnswers.Watch();
        try
        {
            var response = await invoke(cancellationToken).ConfigureAwait(false);
            Log(call, start, null, response.ResponseMetadata?.RequestId);
            if (call.IsChangeOnly)
            {
                _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Completed, call.ToString()));
            }

            return response;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The SDK sometimes wraps a cancellation. Cancellation by the caller is never a service error.
            if (answers.Any && !call.IsRead)
            {
                _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.InDoubt, call.ToString()));
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception failure)
        {
            var translated = FailureTranslator.Translate(failure, call, _endpoint, answers.Any && !call.IsRead, answers.HasAnswer);
            Log(call, start, $"{translated.ErrorCode ?? translated.Condition}, ", translated.RequestId);
            throw translated;
        }
    }

    /// <summary>Gets a required member of a response.</summary>
    /// <exception cref="ServiceException">Kind UnexpectedResponse: the member is missing.</exception>
    public static T Required<T>(T? member, string name, Call call)
        where T : class => member ?? throw FailureTranslator.Incomplete(call, name);

    private void TellSource(string region)
    {
        if (Volatile.Read(ref _isSourceTold) == 0)
        {
            var source = _credentialSource();
            if (Interlocked.Exchange(ref _isSourceTold, 1) == 0 && _diagnostics.IsVerboseWanted)
            {
                _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"Region {region}; credentials from {source}."));
            }
        }
    }

    private void Log(Call call, TimeSpan start, string? error, string? requestId)
    {
        if (_diagnostics.IsVerboseWanted)
        {
            _diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Verbose,
                $"{call.ServiceName} {call.Operation} in {call.Region}: {(long)(_clock.Uptime - start).TotalMilliseconds} ms, {error}request {requestId}"));
        }
    }
}
