using BitbucketConnections.Engine.Waiting;

namespace BitbucketConnections.Engine.Connections;

/// <summary>A connection to wait for: its last known state, and its result.</summary>
internal sealed class WaitingConnection : WaitTarget<Connection>
{
    /// <summary>The number of polls after which ERROR or a missing connection is final.</summary>
    public const int Grace = 3;

    private int _errors;
    private int _missing;

    public WaitingConnection(string arn)
    {
        if (!ConnectionRules.TryParseArn(arn, out var parsed))
        {
            throw ServiceException.FromFindings([ConnectionRules.CheckArn(arn)!]);
        }

        Arn = arn;
        Api = ConnectionRules.ApiOf(parsed);
        Region = parsed.Region;
    }

    public string Arn { get; }

    public ConnectionApi Api { get; }

    public string Region { get; }

    public void See(Connection? connection, IDiagnosticSink diagnostics)
    {
        if (connection is null)
        {
            Miss();
            return;
        }

        _missing = 0;
        if (ConnectionRules.CheckProvider(connection) is { } other)
        {
            LastSeen = connection;
            Failure = ServiceException.FromFindings([other]);
            return;
        }

        if (connection.ConnectionStatus != LastSeen?.ConnectionStatus)
        {
            diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Verbose, $"Connection '{connection.ConnectionName}' is {connection.ConnectionStatus} ({Arn})."));
        }

        LastSeen = connection;
        if (connection.ConnectionStatus != ConnectionStatuses.Error)
        {
            _errors = 0;
        }
        else if (++_errors == 1)
        {
            diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning, $"Connection '{connection.ConnectionName}' is in ERROR ({Arn}). Checking {Grace - 1} more times."));
        }
        else if (_errors >= Grace)
        {
            Failure = new ServiceException(
                ServiceErrorKind.ConnectionInErrorState,
                $"Connection '{connection.ConnectionName}' is still in ERROR ({Arn}). {connection.NextStep}");
        }
    }

    public ConnectionWaitFailure ToFailure() => new() { ConnectionArn = Arn, LastSeen = LastSeen, Error = Failure! };

    protected override bool IsGood(Connection seen) => seen.ConnectionStatus == ConnectionStatuses.Available;

    protected override ServiceException TimedOut(string when)
    {
        var state = LastSeen is null ? "was not found" : $"is still {LastSeen.ConnectionStatus}";
        return new ServiceException(
            ServiceErrorKind.WaitTimeout, $"{when}, the connection '{LastSeen?.ConnectionName ?? Arn}' {state}. {LastSeen?.NextStep}".TrimEnd())
        {
            IsRetryable = true,
        };
    }

    // A new connection may not be visible at once. A connection that was found before and is missing now was deleted.
    private void Miss()
    {
        _missing++;
        if (LastSeen is not null || _missing >= Grace)
        {
            Failure = new ServiceException(
                ServiceErrorKind.NotFound, $"The connection {Arn} {(LastSeen is null ? "was not found" : "no longer exists")}.");
        }
    }
}
