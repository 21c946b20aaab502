using System.Management.Automation;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Gets the sandbox of this session, or the one at <c>AWS_ENDPOINT_URL</c>. Returns nothing if no sandbox is running.</summary>
[Cmdlet(VerbsCommon.Get, "BitbucketSandbox", HelpUri = HelpLinks.Base + "Get-BitbucketSandbox.md")]
[OutputType(typeof(SandboxInfo))]
public sealed class GetBitbucketSandboxCommand : CancellableCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessEach(null, () =>
    {
        if (SandboxSession.Find() is { } sandbox)
        {
            WriteObject(sandbox.Info);
        }
    });
}
