using System.Management.Automation;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Completes connections of the sandbox, as a person does on the page. AWS has no such API.</summary>
[Cmdlet(VerbsLifecycle.Complete, "BitbucketSandboxConnection", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Complete-BitbucketSandboxConnection.md")]
[OutputType(typeof(Connection))]
public sealed class CompleteBitbucketSandboxConnectionCommand : ConnectionTargetCommand
{
    /// <summary>Gets or sets whether to return the completed connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessTarget(ConnectionTarget target)
    {
        var sandbox = SandboxSession.Current ?? throw new ServiceException(
            ServiceErrorKind.Sandbox, "No sandbox is running in this process. Start one with Start-BitbucketSandbox. On AWS, only a person can complete a connection.");
        if (!ShouldProcess(target.DisplayName, "Complete connection"))
        {
            return;
        }

        sandbox.CompleteConnection(target.Arn);
        if (PassThru)
        {
            WriteObject(Await(token => Session(target.Region).Connections.GetAsync(target.Arn, token)));
        }
    }
}
