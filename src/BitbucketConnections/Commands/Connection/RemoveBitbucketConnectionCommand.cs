using System.Collections.Generic;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Errors;

namespace BitbucketConnections.Commands;

/// <summary>Removes connections, unless pipelines in any Region use them. A removed connection cannot be restored.</summary>
[Cmdlet(VerbsCommon.Remove, "BitbucketConnection", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpLinks.Base + "Remove-BitbucketConnection.md")]
[OutputType(typeof(void))]
public sealed class RemoveBitbucketConnectionCommand : ConnectionTargetCommand
{
    private readonly List<ConnectionTarget> _targets = [];
    private string? _leftOut;
    private bool _isReported;

    /// <summary>Gets or sets the Regions to search. Default: every Region that can have such pipelines.</summary>
    [Parameter]
    [RegionListTransformation]
    [ValidateNotEmpty("Omit -SearchRegion to search every Region that can have such pipelines.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string[]? SearchRegion { get; set; }

    /// <summary>Gets or sets whether to remove connections that pipelines use. The confirmation prompt still appears.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets or sets how many connections are removed at the same time, 1–256. With 1, an error that ends the command leaves the next connections untouched.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    [CompletesNothing]
    public int ThrottleLimit { get; set; } = Fleets.DefaultLimit;

    private protected override ResourceNoun Noun => ResourceNoun.OnlyConnection;

    /// <inheritdoc/>
    private protected override int InputLimit => ThrottleLimit;

    /// <inheritdoc/>
    protected override void ProcessTarget(ConnectionTarget target) => _targets.Add(target);

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        var guard = new ConnectionUsageGuard(_targets, Search, ReportOnce);
        foreach (var target in _targets)
        {
            ProcessBeside(target.Input, target.Arn, _targets.Count == 1, () => Remove(target, guard));
        }
    }

    private void Remove(ConnectionTarget target, ConnectionUsageGuard guard)
    {
        var session = Session(target.Region);
        RequireOwnConnection(session, target.Arn);
        var connection = target.Connection ?? Await(token => session.Connections.GetAsync(target.Arn, token));
        RequireBitbucket(connection);
        if (!Force)
        {
            guard.ThrowIfUsed(target);
        }

        if (ShouldProcess($"{connection.ConnectionName} ({target.Arn})", "Remove connection (a new connection needs a new handshake)"))
        {
            Await(token => session.Connections.DeleteAsync(target.Arn, token));
        }
    }

    private void ReportOnce(IReadOnlyList<UnsearchedRegion> regions) => OnPipelineThread(() =>
    {
        if (_isReported)
        {
            return;
        }

        _isReported = true;
        if (_leftOut is not null)
        {
            WriteWarning(_leftOut);
        }

        foreach (var region in regions)
        {
            ReportUnsearched(region);
        }
    });

    private IEnumerable<ConnectionUsageFinding> Search(IReadOnlyCollection<string> arns)
    {
        var usage = Session(fallbackRegion: _targets[0].Region).Usage;
        if (SearchRegion is not null && UnsearchedRegionMessages.DescribeLeftOut(SearchRegion, usage.DefaultRegions(arns)) is { } leftOut)
        {
            _leftOut = leftOut;
        }

        return Stream(usage, new ConnectionUsageQuery { ConnectionArns = arns, Regions = SearchRegion });
    }
}
