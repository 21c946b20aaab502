using System;
using System.Management.Automation;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Makes calls of the sandbox slow, fail or break, so that scripts can meet it.</summary>
[Cmdlet(VerbsCommon.Set, "BitbucketSandboxFault", DefaultParameterSetName = FaultSet, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Set-BitbucketSandboxFault.md")]
[OutputType(typeof(void))]
public sealed class SetBitbucketSandboxFaultCommand : CancellableCommand
{
    private const string FaultSet = "Fault";
    private const string ClearSet = "Clear";

    /// <summary>Gets or sets the API operation, such as <c>GetConnection</c>; <c>*</c> for all.</summary>
    [Parameter(ParameterSetName = FaultSet, Mandatory = true, Position = 0, HelpMessage = "The API operation, such as GetConnection, or *")]
    [ValidateNotNullOrEmpty]
    public string Operation { get; set; } = "*";

    /// <summary>Gets or sets how much longer an answer takes, in milliseconds, 0–600000.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(0, 600000)]
    public int DelayMilliseconds { get; set; }

    /// <summary>Gets or sets the error code to answer with, such as <c>ThrottlingException</c>.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    public string? ErrorCode { get; set; }

    /// <summary>Gets or sets the message of the error.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    public string? Message { get; set; }

    /// <summary>Gets or sets the HTTP status of the error, 400–599.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(400, 599)]
    public int HttpStatusCode { get; set; } = 400;

    /// <summary>Gets or sets whether the connection is cut instead of an answer.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    public SwitchParameter CutConnection { get; set; }

    /// <summary>Gets or sets how many calls it happens to, from 1; all when not given.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(1, int.MaxValue)]
    public int? Count { get; set; }

    /// <summary>Gets or sets whether all faults are taken away.</summary>
    [Parameter(ParameterSetName = ClearSet, Mandatory = true, HelpMessage = "Take all faults away")]
    public SwitchParameter Clear { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessEach(Operation, () =>
    {
        var sandbox = SandboxSession.Current ?? throw new ServiceException(
            ServiceErrorKind.Sandbox, "No sandbox is running in this process; start one with Start-BitbucketSandbox.");
        if (!ShouldProcess(sandbox.Info.EndpointUrl.ToString(), Clear ? "Clear faults" : $"Set fault of {Operation}"))
        {
            return;
        }

        if (Clear)
        {
            sandbox.ClearFaults();
            return;
        }

        sandbox.AddFault(new SandboxFault
        {
            Operation = Operation,
            Delay = TimeSpan.FromMilliseconds(DelayMilliseconds),
            ErrorCode = ErrorCode,
            Message = Message,
            HttpStatusCode = HttpStatusCode,
            CutConnection = CutConnection,
            Count = Count,
        });
    });
}
