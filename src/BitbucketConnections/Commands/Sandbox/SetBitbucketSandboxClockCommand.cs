using System;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Puts the clock of the sandbox forward, so that scripts can be tested with what takes minutes or days.</summary>
[Cmdlet(VerbsCommon.Set, "BitbucketSandboxClock", DefaultParameterSetName = ForwardSet, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Set-BitbucketSandboxClock.md")]
[OutputType(typeof(SandboxInfo))]
public sealed class SetBitbucketSandboxClockCommand : CancellableCommand
{
    private const string ForwardSet = "Forward";
    private const string UntilSet = "Until";

    /// <summary>Gets or sets how far the clock is put forward, in seconds, 0–315360000.</summary>
    [Parameter(ParameterSetName = ForwardSet, Mandatory = true, Position = 0, HelpMessage = "How many seconds")]
    [NumberTransformation]
    [ValidateRange(0d, 315360000d)]
    [CompletesNothing]
    public double ForwardSeconds { get; set; }

    /// <summary>Gets or sets the time that the clock is set to. It is not before the time of the sandbox.</summary>
    [Parameter(ParameterSetName = UntilSet, Mandatory = true, HelpMessage = "The new time")]
    [CompletesNothing]
    public DateTime Until { get; set; }

    /// <summary>Gets or sets whether to return the sandbox, with its new time.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessEach(ParameterSetName == UntilSet ? Until : ForwardSeconds, () =>
    {
        var sandbox = SandboxSession.Required;
        var forward = ParameterSetName == UntilSet ? new DateTimeOffset(Until) - sandbox.Time : TimeSpan.FromSeconds(ForwardSeconds);
        if (ShouldProcess(sandbox.Info.EndpointUrl.ToString(), $"Put the clock forward by {forward:c}"))
        {
            sandbox.PutClockForward(forward);
        }

        if (PassThru)
        {
            WriteObject(sandbox.Info);
        }
    });
}
