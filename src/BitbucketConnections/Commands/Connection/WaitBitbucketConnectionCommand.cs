using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Waits until connections are AVAILABLE. A poll for many connections makes one list call.</summary>
[Cmdlet(VerbsLifecycle.Wait, "BitbucketConnection", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Wait-BitbucketConnection.md")]
[OutputType(typeof(Connection))]
public sealed class WaitBitbucketConnectionCommand : ConnectionTargetCommand
{
    private readonly List<ConnectionTarget> _targets = [];
    private readonly Dictionary<string, object> _inputs = new(StringComparer.Ordinal);

    /// <summary>Gets or sets how long to wait, in seconds, 1–86400.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    [CompletesNothing]
    public int TimeoutSeconds { get; set; } = 2700;

    /// <summary>Gets or sets the time between two checks, in seconds, 1–300.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    [CompletesNothing]
    public int PollIntervalSeconds { get; set; } = 5;

    private protected override bool IsReading => true;

    /// <inheritdoc/>
    protected override void ProcessTarget(ConnectionTarget target)
    {
        _targets.Add(target);
        if (!_inputs.ContainsKey(target.Arn))
        {
            _inputs.Add(target.Arn, target.Input);
        }
    }

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        if (_targets.Count > 0)
        {
            ProcessEach(_targets.Select(t => t.Input).ToArray(), WaitForAll);
        }
    }

    private void WaitForAll()
    {
        var options = new WaitOptions
        {
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds), PollInterval = TimeSpan.FromSeconds(PollIntervalSeconds),
        };
        var waiter = Session(_targets[0].Region).Connections.CreateWaiter(_targets.ConvertAll(t => t.Arn), options);
        new ConnectionWait(() => Await(waiter.PollAsync), ShowProgress, StopToken).Run(Report);
    }

    private void Report(ConnectionPoll poll)
    {
        foreach (var connection in poll.Available)
        {
            WriteObject(connection);
        }

        foreach (var failed in poll.Failed)
        {
            WriteFailure(failed.Error, _inputs[failed.ConnectionArn]);
        }
    }
}
