using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Checks connections, and the newest source results of the pipelines of every Region that use them. Changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "BitbucketConnection", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Test-BitbucketConnection.md")]
[OutputType(typeof(CheckResult), typeof(bool))]
public sealed class TestBitbucketConnectionCommand : ConnectionTargetCommand
{
    private readonly CheckReport _report = new();
    private readonly List<ConnectionTarget> _targets = [];

    /// <summary>Gets or sets the Regions to search for pipelines that use the connections. Default: every Region that can have such pipelines.</summary>
    [Parameter]
    [RegionListTransformation]
    [ValidateNotEmpty("Omit -SearchRegion to search every Region that can have such pipelines.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string[]? SearchRegion { get; set; }

    /// <summary>Gets or sets whether to return only a Boolean: whether all checks could be made and none failed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override bool IsReading => true;

    /// <inheritdoc/>
    protected override void ProcessTarget(ConnectionTarget target)
    {
        if (!_targets.Exists(known => known.Arn == target.Arn))
        {
            _targets.Add(target);
        }
    }

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        if (_targets.Count > 0)
        {
            ProcessEach(_targets.Select(target => target.Input).ToArray(), Test);
        }

        if (Quiet)
        {
            WriteObject(_report.IsSound(HasFailures));
        }
    }

    // The pipelines are searched once for all connections.
    private void Test()
    {
        var session = Session(_targets[0].Region);
        var results = Await(token => session.Diagnosis.TestConnectionsAsync(_targets.ConvertAll(target => target.Arn), SearchRegion, token));
        _report.Add(results);
        if (!Quiet)
        {
            WriteObject(results, enumerateCollection: true);
        }
    }
}
