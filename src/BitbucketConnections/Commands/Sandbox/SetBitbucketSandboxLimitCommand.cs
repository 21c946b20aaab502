using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Sets the quotas and the request rate of the sandbox, so that scripts can be tested at them.</summary>
[Cmdlet(VerbsCommon.Set, "BitbucketSandboxLimit", DefaultParameterSetName = LimitSet, SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Set-BitbucketSandboxLimit.md")]
[OutputType(typeof(SandboxLimits))]
public sealed class SetBitbucketSandboxLimitCommand : CancellableCommand
{
    private const string LimitSet = "Limit";
    private const string ClearSet = "Clear";

    /// <summary>Gets or sets how many connections an account can have in a Region, from 0. AWS's default: 250.</summary>
    [Parameter(ParameterSetName = LimitSet)]
    [ValidateNotEmpty("Omit -ConnectionQuota to keep it.")]
    [NumberTransformation]
    [ValidateRange(0, int.MaxValue)]
    [CompletesNothing]
    public int? ConnectionQuota { get; set; }

    /// <summary>Gets or sets how many pipelines an account can have in a Region, from 0. AWS's default: 1000.</summary>
    [Parameter(ParameterSetName = LimitSet)]
    [ValidateNotEmpty("Omit -PipelineQuota to keep it.")]
    [NumberTransformation]
    [ValidateRange(0, int.MaxValue)]
    [CompletesNothing]
    public int? PipelineQuota { get; set; }

    /// <summary>Gets or sets how many roles an account can have, from 0. AWS's default: 1000.</summary>
    [Parameter(ParameterSetName = LimitSet)]
    [ValidateNotEmpty("Omit -RoleQuota to keep it.")]
    [NumberTransformation]
    [ValidateRange(0, int.MaxValue)]
    [CompletesNothing]
    public int? RoleQuota { get; set; }

    /// <summary>Gets or sets how many executions of a QUEUED or PARALLEL pipeline can be in progress, from 1. AWS's default: 50.</summary>
    [Parameter(ParameterSetName = LimitSet)]
    [ValidateNotEmpty("Omit -ConcurrentExecutionQuota to keep it.")]
    [NumberTransformation]
    [ValidateRange(1, int.MaxValue)]
    [CompletesNothing]
    public int? ConcurrentExecutionQuota { get; set; }

    /// <summary>Gets or sets how many calls per second a service answers in a Region, 0.01–1000000. Default: any number.</summary>
    [Parameter(ParameterSetName = LimitSet)]
    [ValidateNotEmpty("Omit -RequestsPerSecond to keep it, or use -Clear for any number.")]
    [NumberTransformation]
    [ValidateRange(0.01d, 1000000d)]
    [CompletesNothing]
    public double? RequestsPerSecond { get; set; }

    /// <summary>Gets or sets whether to return to AWS's quotas and any request rate.</summary>
    [Parameter(ParameterSetName = ClearSet, Mandatory = true, HelpMessage = "Return to the defaults")]
    public SwitchParameter Clear { get; set; }

    /// <summary>Gets or sets whether to return the limits.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool IsAnySpecified => (ConnectionQuota ?? PipelineQuota ?? RoleQuota ?? ConcurrentExecutionQuota ?? RequestsPerSecond) is not null;

    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessEach(null, () =>
    {
        var sandbox = SandboxSession.Required;
        var before = sandbox.Limits;
        var limits = ParameterSetName == ClearSet && Clear ? new SandboxLimits() : before with
        {
            Connections = ConnectionQuota ?? before.Connections,
            Pipelines = PipelineQuota ?? before.Pipelines,
            Roles = RoleQuota ?? before.Roles,
            ConcurrentExecutions = ConcurrentExecutionQuota ?? before.ConcurrentExecutions,
            RequestsPerSecond = RequestsPerSecond ?? before.RequestsPerSecond,
        };
        if (ParameterSetName == LimitSet && !IsAnySpecified && !PassThru)
        {
            throw ServiceException.FromFindings([new Finding("NothingToChange", "No limit was specified. Specify at least one, for example -PipelineQuota, or -Clear for AWS's quotas.")]);
        }

        if (ShouldProcess(sandbox.Info.EndpointUrl.ToString(), Describe(before, limits)))
        {
            sandbox.SetLimits(limits);
        }

        if (PassThru)
        {
            WriteObject(sandbox.Limits);
        }
    });

    private static string Describe(SandboxLimits before, SandboxLimits limits)
    {
        var changes = new List<string>();
        Add("connections", before.Connections, limits.Connections);
        Add("pipelines", before.Pipelines, limits.Pipelines);
        Add("roles", before.Roles, limits.Roles);
        Add("concurrent executions", before.ConcurrentExecutions, limits.ConcurrentExecutions);
        Add("requests per second", before.RequestsPerSecond, limits.RequestsPerSecond);
        return changes.Count == 0 ? "Keep all limits" : "Set the limits: " + string.Join(", ", changes);

        void Add(string name, double? from, double? to)
        {
            if (from != to)
            {
                changes.Add($"{name} {to?.ToString(CultureInfo.InvariantCulture) ?? "any number"}");
            }
        }
    }
}
