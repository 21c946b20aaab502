using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Parameters;

namespace BitbucketConnections.Commands;

/// <summary>Removes connections; refuses while pipelines use them. A removed one can't be brought back.</summary>
[Cmdlet(VerbsCommon.Remove, "BitbucketConnection", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpLinks.Base + "Remove-BitbucketConnection.md")]
[OutputType(typeof(void))]
public sealed class RemoveBitbucketConnectionCommand : ConnectionTargetCommand
{
    private readonly List<ConnectionTarget> _targets = [];

    /// <summary>Gets or sets whether connections are removed though pipelines use them. Does not stop the question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessTarget(ConnectionTarget target) => _targets.Add(target);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_targets.Count == 0)
        {
            return;
        }

        var users = new ConnectionUsers(_targets, FindUsage);
        foreach (var target in _targets)
        {
            ProcessEach(target.Input, () => Remove(target, users));
        }
    }

    private void Remove(ConnectionTarget target, ConnectionUsers users)
    {
        var session = Session(target.Region);
        var connection = target.Connection ?? Await(token => session.Connections.GetAsync(target.Arn, token));
        if (!Force)
        {
            users.ThrowIfUsed(target, Regions(target));
        }

        if (ShouldProcess($"{connection.ConnectionName} ({target.Arn})", "Remove connection; a new one needs a new handshake"))
        {
            Await(token => session.Connections.DeleteAsync(target.Arn, token));
        }
    }

    // Connections are global: besides the ARN's own Region, pipelines of the Region the caller works in may use them.
    private string[] Regions(ConnectionTarget target) =>
        CallerRegion() is { } own && own != target.Region ? [target.Region, own] : [target.Region];

    private string? CallerRegion()
    {
        try
        {
            return SessionIn(Region).Region;
        }
        catch (ServiceException none) when (none.Kind == ServiceErrorKind.RegionNotFound)
        {
            return null;
        }
    }

    private List<ConnectionUsage> FindUsage(string region, IReadOnlyCollection<string> arns)
    {
        var pipelines = SessionIn(region).Pipelines;
        return Stream<ConnectionUsage>((cursor, token) => pipelines.FindUsageAsync(arns, cursor, token)).ToList();
    }
}
