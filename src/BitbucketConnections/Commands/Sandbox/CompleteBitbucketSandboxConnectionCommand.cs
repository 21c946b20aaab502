using System.Management.Automation;
using BitbucketConnections.Binding;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Completes connections of the sandbox, as a person does on the page. AWS has no such API.</summary>
[Cmdlet(VerbsLifecycle.Complete, "BitbucketSandboxConnection", DefaultParameterSetName = ParameterSets.ByName, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Complete-BitbucketSandboxConnection.md")]
[OutputType(typeof(Connection))]
public sealed class CompleteBitbucketSandboxConnectionCommand : ConnectionTargetCommand
{
    /// <summary>Gets or sets the 12-digit accounts to share the connection with. They replace the accounts before.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -SharedWith to share the connection with no other accounts.")]
    [CompletesNothing]
    public string[]? SharedWith { get; set; }

    /// <summary>Gets or sets whether to stop sharing the connection.</summary>
    [Parameter]
    public SwitchParameter StopSharing { get; set; }

    /// <summary>Gets or sets whether to return the completed connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessTarget(ConnectionTarget target)
    {
        var sandbox = SandboxSession.Find() ?? throw new ServiceException(
            ServiceErrorKind.Sandbox, "No sandbox is running in this process, and none answers at AWS_ENDPOINT_URL. Start one with Start-BitbucketSandbox. On AWS, only a person can complete a connection.");
        var accounts = ClearSwitch.Choose(nameof(StopSharing), StopSharing, [], nameof(SharedWith), SharedWith);
        var action = accounts is null ? "Complete connection" : accounts.Length == 0 ? "Stop sharing connection" : $"Share connection with {string.Join(", ", accounts)}";
        if (!ShouldProcess(target.DisplayName, action))
        {
            return;
        }

        if (accounts is null)
        {
            sandbox.CompleteConnection(target.Arn);
        }
        else
        {
            sandbox.ShareConnection(target.Arn, accounts);
        }

        if (PassThru)
        {
            WriteObject(Await(token => Session(target.Region).Connections.GetAsync(target.Arn, token)));
        }
    }
}
