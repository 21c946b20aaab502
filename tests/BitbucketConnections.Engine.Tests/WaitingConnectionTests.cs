using System;
using BitbucketConnections.Engine.Connections;

namespace BitbucketConnections.Engine.Tests;

/// <summary>ERROR can't be made to happen on the wire, so the state machine is tested by itself.</summary>
public sealed class WaitingConnectionTests
{
    private const string ConnectionArn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/x";
    private readonly RecordingSink _sink = new();

    [Fact]
    public void ERROR_is_warned_of_at_first_sight_and_given_up_at_the_third()
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
    public void ERROR_that_passes_is_forgotten()
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
    public void A_state_change_is_a_verbose_line_and_no_change_is_none()
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
