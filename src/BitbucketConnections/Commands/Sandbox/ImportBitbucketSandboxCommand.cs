using System;
using System.IO;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Replaces the state of the sandbox with one that <c>Export-BitbucketSandbox</c> or <c>Start-BitbucketSandbox -Path</c> wrote.</summary>
[Cmdlet(VerbsData.Import, "BitbucketSandbox", SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Import-BitbucketSandbox.md")]
[OutputType(typeof(void))]
public sealed class ImportBitbucketSandboxCommand : CancellableCommand
{
    /// <summary>Gets or sets the file.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file with the state")]
    [Alias("LiteralPath")]
    [ValidateNotEmpty]
    public string Path { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessEach(Path, () =>
    {
        var path = FilePath.Resolve(SessionState, Path, nameof(Path));
        var state = Read(path);
        var sandbox = SandboxSession.Required;
        if (ShouldProcess(sandbox.Info.EndpointUrl.ToString(), $"Replace the state with '{path}'"))
        {
            sandbox.ImportState(state);
        }
    });

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceException(ServiceErrorKind.InvalidState, $"The file '{path}' can't be read: {e.Message}", e) { Condition = "SandboxStateNotRead" };
        }
    }
}
