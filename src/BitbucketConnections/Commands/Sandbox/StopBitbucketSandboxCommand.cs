using System.Management.Automation;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Stops the sandbox of this session and restores the environment variables.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BitbucketSandbox", SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Stop-BitbucketSandbox.md")]
[OutputType(typeof(void))]
public sealed class StopBitbucketSandboxCommand : CancellableCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (SandboxSession.Current is not { } sandbox)
        {
            WriteVerbose("No sandbox is running in this process.");
        }
        else if (ShouldProcess(sandbox.Info.EndpointUrl.ToString(), "Stop sandbox"))
        {
            SandboxSession.Stop();
        }
    }
}
