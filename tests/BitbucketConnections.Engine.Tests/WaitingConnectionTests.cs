using System;
using BitbucketConnections.Engine.Connections;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests the state machine of a waiting connection directly, because the sandbox can't cause ERROR.</summary>
public sealed class WaitingConnectionTests
{
    private const string ConnectionArn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/x";
    private readonly RecordingSink _sink = new();

    [Fact]
    public void ERROR_is_a_warning_at_the_first_poll_and_fails_at_the_third()
    {
        var waiting = new WaitingConnection(ConnectionArn);
        waiting.See(Seen("PENDING"), _sink);
        waiting.See(Seen("ERROR"), _sink);
        Assert.Single(_sink.Messages(DiagnosticLevel.Warning));
        waiting.See(Seen("ERROR"), _sink);
        Assert.False(waiting.IsDone);
        waiting.See(Seen("ERROR"), _sink);

        Assert.Equal(ServiceErrorKind.ConnectionInErrorState, waiting.Failure?.Kind);
        Assert.Contains("new connection", waiting.Failure!.Message, StringComparison.Ordinal);
        Assert.Single(_sink.Messages(DiagnosticLevel.Warning));
    }

    [Fact]
    public void A_temporary_ERROR_is_ignored()
    {
        var waiting = new WaitingConnection(ConnectionArn);
        waiting.See(Seen("ERROR"), _sink);
        waiting.See(Seen("ERROR"), _sink);
        waiting.See(Seen("PENDING"), _sink);
        waiting.See(Seen("ERROR"), _sink);
        Assert.False(waiting.IsDone);
        waiting.See(Seen("AVAILABLE"), _sink);
        Assert.True(waiting.IsDone);
        Assert.Null(waiting.Failure);
    }

    [Fact]
    public void A_state_change_is_a_verbose_line_and_no_change_writes_nothing()
    {
        var waiting = new WaitingConnection(ConnectionArn);
        waiting.See(Seen("PENDING"), _sink);
        waiting.See(Seen("PENDING"), _sink);
        waiting.See(Seen("AVAILABLE"), _sink);
        Assert.Equal(2, _sink.Messages(DiagnosticLevel.Verbose).Length);
    }

    private static Connection Seen(string status) => new()
    {
        ConnectionArn = ConnectionArn,
        ConnectionName = "x",
        ConnectionStatus = status,
        Region = "us-east-1",
        NextStep = status == "ERROR" ? "Make a new connection." : null,
    };
}
