using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets that need AVAILABLE connections and can wait for them.</summary>
public abstract class ConnectionReadinessCommand : RowCommand
{
    /// <summary>Gets or sets whether a connection that is not AVAILABLE is accepted. The first execution then fails.</summary>
    [Parameter]
    public SwitchParameter AllowPendingConnection { get; set; }

    /// <summary>Gets or sets whether to wait until the connection is AVAILABLE before the pipeline is created.</summary>
    [Parameter]
    public SwitchParameter WaitForConnection { get; set; }

    /// <summary>Gets or sets whether to create the pipeline at once, and to start its source again when the connection is AVAILABLE.</summary>
    [Parameter]
    public SwitchParameter StartWhenAvailable { get; set; }

    /// <summary>Gets or sets how long to wait for the connection, in seconds, 1–86400.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    [CompletesNothing]
    public int TimeoutSeconds { get; set; } = 2700;

    /// <summary>Gets or sets the time between two checks of the connection, in seconds, 1–300.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    [CompletesNothing]
    public int PollIntervalSeconds { get; set; } = 5;

    /// <summary>Finds the connections of a definition that are not AVAILABLE.</summary>
    /// <param name="session">The session.</param>
    /// <param name="definition">The definition.</param>
    /// <returns>Their ARNs.</returns>
    /// <exception cref="ServiceException">A connection cannot be read.</exception>
    protected IReadOnlyList<string> FindPending(IEngineSession session, Pipeline definition) =>
        PipelineSource.All(definition.Stages).Select(s => s.ConnectionArn).OfType<string>().Distinct()
            .Where(arn => Await(token => session.Connections.GetAsync(arn, token)).ConnectionStatus != ConnectionStatuses.Available).ToList();

    /// <summary>Waits until connections are AVAILABLE, as Wait-BitbucketConnection does.</summary>
    /// <param name="session">The session.</param>
    /// <param name="connectionArns">The connections; empty for no wait.</param>
    /// <exception cref="ServiceException">The wait failed for one of them.</exception>
    protected void WaitUntilAvailable(IEngineSession session, IReadOnlyList<string> connectionArns)
    {
        if (connectionArns.Count == 0)
        {
            return;
        }

        var options = new WaitOptions { Timeout = TimeSpan.FromSeconds(TimeoutSeconds), PollInterval = TimeSpan.FromSeconds(PollIntervalSeconds) };
        var waiter = session.Connections.CreateWaiter(connectionArns, options);
        new ConnectionWait(() => Await(waiter.PollAsync), ShowProgress, StopToken).UntilAvailable();
    }
}
