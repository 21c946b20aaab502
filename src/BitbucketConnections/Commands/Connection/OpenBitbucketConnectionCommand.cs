using System.Management.Automation;
using BitbucketConnections.Binding.Targets;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Opens the console page that completes a connection. Writes the URL as a warning if no browser or no person is available.</summary>
[Cmdlet(VerbsCommon.Open, "BitbucketConnection", DefaultParameterSetName = ParameterSets.ByName, HelpUri = HelpLinks.Base + "Open-BitbucketConnection.md")]
[OutputType(typeof(Connection))]
public sealed class OpenBitbucketConnectionCommand : ConnectionTargetCommand
{
    /// <summary>Gets or sets whether to return the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool IsReading => true;

    /// <inheritdoc/>
    protected override void ProcessTarget(ConnectionTarget target)
    {
        // Read the connection again, so that its status is current.
        var connection = Await(token => Session(target.Region).Connections.GetAsync(target.Arn, token));
        RequireBitbucket(connection);
        if (connection.ConsoleUrl is null)
        {
            WriteWarning($"The console URL of {target.Arn} is not known for its partition. Open the console, and find the connection under Developer Tools, Settings, Connections.");
        }
        else if (!Interactivity.IsInteractive(Host) || !BrowserLauncher.TryOpen(new System.Uri(connection.ConsoleUrl)))
        {
            WriteWarning($"Cannot open a browser here. Open this page in a browser: {connection.ConsoleUrl}");
        }

        if (PassThru)
        {
            WriteObject(connection);
        }
    }
}
