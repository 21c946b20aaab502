using System.Management.Automation;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Stops the sandbox of this session and restores the environment variables. With <c>-Force</c>, it also stops one that another process runs.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BitbucketSandbox", SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Stop-BitbucketSandbox.md")]
[OutputType(typeof(void))]
public sealed class StopBitbucketSandboxCommand : CancellableCommand
{
    /// <summary>Gets or sets whether to stop a sandbox that another process runs.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (SandboxSession.Current is { } sandbox)
        {
            if (ShouldProcess(sandbox.Info.EndpointUrl.ToString(), "Stop sandbox"))
            {
                SandboxSession.Stop();
            }

            return;
        }

        ProcessEach(null, StopOther);
    }

    // A script that stops its own sandbox at the end must not end the one that other programs use.
    private void StopOther()
    {
        if (SandboxSession.FindOther() is not { } other)
        {
            WriteVerbose("No sandbox is running in this process, and none answers at AWS_ENDPOINT_URL.");
        }
        else if (!Force)
        {
            throw new ServiceException(ServiceErrorKind.Sandbox, $"The sandbox at {other.Info.EndpointUrl} belongs to another process. Press Ctrl+C there, or specify -Force to stop it.") { Condition = "SandboxOfAnotherProcess" };
        }
        else if (ShouldProcess(other.Info.EndpointUrl.ToString(), "Stop sandbox of another process"))
        {
            other.ShutDown();
        }
    }
}
