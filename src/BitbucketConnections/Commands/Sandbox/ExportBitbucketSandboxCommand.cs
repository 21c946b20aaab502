using System.IO;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Writes the state of the sandbox to a file, which <c>Import-BitbucketSandbox</c> reads.</summary>
[Cmdlet(VerbsData.Export, "BitbucketSandbox", SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Export-BitbucketSandbox.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportBitbucketSandboxCommand : CancellableCommand
{
    /// <summary>Gets or sets the file.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file to write")]
    [Alias("LiteralPath")]
    [ValidateNotEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Gets or sets whether to overwrite an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessEach(Path, () =>
    {
        var path = FilePath.Resolve(SessionState, Path, nameof(Path));
        var sandbox = SandboxSession.Required;
        if (ShouldProcess(path, $"Export the state of the sandbox at {sandbox.Info.EndpointUrl}"))
        {
            EngineHost.Sandbox.Save(sandbox.ExportState(), path, Force);
            WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
        }
    });
}
