using System.Management.Automation;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Returns the sandbox to its state after the start, for example before each test.</summary>
[Cmdlet(VerbsCommon.Reset, "BitbucketSandbox", SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Reset-BitbucketSandbox.md")]
[OutputType(typeof(void))]
public sealed class ResetBitbucketSandboxCommand : CancellableCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessEach(null, () =>
    {
        var sandbox = SandboxSession.Required;
        if (ShouldProcess(sandbox.Info.EndpointUrl.ToString(), "Remove all resources, faults and limits, and reset the clock"))
        {
            sandbox.Reset();
        }
    });
}
