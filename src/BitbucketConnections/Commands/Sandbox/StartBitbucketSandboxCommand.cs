using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Attributes;
using BitbucketConnections.Commands.Base;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands;

/// <summary>Starts a local AWS endpoint on loopback. This session, and programs that it starts, then use the endpoint.</summary>
[Cmdlet(VerbsLifecycle.Start, "BitbucketSandbox", SupportsShouldProcess = true, HelpUri = HelpLinks.Base + "Start-BitbucketSandbox.md")]
[OutputType(typeof(SandboxInfo))]
public sealed class StartBitbucketSandboxCommand : CancellableCommand
{
    /// <summary>Gets or sets the port, 1–65535. Default: a free port.</summary>
    [Parameter(Position = 0)]
    [ValidateNotEmpty("Omit -Port to use a free port.")]
    [ValidateRange(1, 65535)]
    [CompletesNothing]
    public int? Port { get; set; }

    /// <summary>Gets or sets the file that keeps the state. An existing file is read. Default: the state is only in memory.</summary>
    [Parameter]
    [Alias("LiteralPath")]
    [ValidateNotEmpty("Omit -Path to keep the state in memory only.")]
    public string? Path { get; set; }

    /// <summary>Gets or sets the Region of the session. The sandbox answers for all Regions.</summary>
    [Parameter]
    [ValidateNotEmpty("Omit -Region to use us-east-1.")]
    [RegionTransformation]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string Region { get; set; } = "us-east-1";

    /// <summary>Gets or sets how long a new role cannot be assumed, as on AWS, in seconds, 0–600.</summary>
    [Parameter]
    [NumberTransformation]
    [ValidateRange(0, 600)]
    [CompletesNothing]
    public int RolePropagationSeconds { get; set; }

    /// <summary>Gets or sets how long a change of the policies of a role has no effect, as on AWS, in seconds, 0–600.</summary>
    [Parameter]
    [NumberTransformation]
    [ValidateRange(0, 600)]
    [CompletesNothing]
    public int PolicyPropagationSeconds { get; set; }

    /// <summary>Gets or sets whether actions succeed without the permissions that they need on AWS.</summary>
    [Parameter]
    public SwitchParameter SkipRoleEnforcement { get; set; }

    /// <summary>Gets or sets whether calls fail if the user or role session does not have the permissions for them, as on AWS.</summary>
    [Parameter]
    public SwitchParameter EnforceCallerPolicies { get; set; }

    /// <summary>Gets or sets the duration of an action in seconds, 0–3600. With 0, executions end at once.</summary>
    [Parameter]
    [NumberTransformation]
    [ValidateRange(0d, 3600d)]
    [CompletesNothing]
    public double ActionSeconds { get; set; }

    /// <summary>Gets or sets whether changes show as late as on AWS. By default, they show at once.</summary>
    [Parameter]
    public SwitchParameter AwsTiming { get; set; }

    /// <summary>Gets or sets whether CodeGuru Reviewer accepts new associations. By default it refuses them, as AWS does since 7 November 2025.</summary>
    [Parameter]
    public SwitchParameter AllowReviewerAssociation { get; set; }

    /// <summary>Gets or sets whether to serve other programs until Ctrl+C.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessEach(Region, () =>
    {
        if (!ShouldProcess($"{Region}, port {Port?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any"}", "Start sandbox"))
        {
            return;
        }

        var options = new SandboxOptions
        {
            Port = Port,
            StatePath = Path is null ? null : FilePath.Resolve(SessionState, Path, nameof(Path)),
            Region = Region,
            RolePropagationDelay = TimeSpan.FromSeconds(RolePropagationSeconds),
            PolicyPropagationDelay = TimeSpan.FromSeconds(PolicyPropagationSeconds),
            EnforceRolePolicies = !SkipRoleEnforcement,
            EnforceCallerPolicies = EnforceCallerPolicies,
            ActionDuration = TimeSpan.FromSeconds(ActionSeconds),
            UsesAwsTiming = AwsTiming,
            AllowsReviewerAssociations = AllowReviewerAssociation,
        };
        var sandbox = SandboxSession.Start(options);
        if (SessionState.PSVariable.GetValue("StoredAWSCredentials") is not null)
        {
            WriteWarning("$StoredAWSCredentials is set and takes precedence over the sandbox keys in the environment, so the sandbox refuses the calls. Remove it with Clear-AWSCredential or Remove-Variable.");
        }

        if (Wait)
        {
            // Before the object, because the next command of the pipeline may block.
            TellHowToUse(sandbox.Info);
        }

        WriteObject(sandbox.Info);
        if (Wait)
        {
            Serve(sandbox);
        }
    });

    // The keys are valid only in this sandbox, and the command that gets them is useless without them, so they are not redacted.
    private void TellHowToUse(SandboxInfo info) => WritePlainWarning(string.Join(Environment.NewLine, [
        $"The sandbox answers at {info.EndpointUrl} until you press Ctrl+C here. Programs of another terminal use it with these environment variables.",
        "In PowerShell: " + string.Join("; ", SandboxSession.Variables(info).Select(variable => $"$env:{variable.Name} = '{variable.Value}'")),
        "In a POSIX shell: export " + string.Join(" ", SandboxSession.Variables(info).Select(variable => $"{variable.Name}='{variable.Value}'"))]));

    private void Serve(ISandbox sandbox)
    {
        try
        {
            Await(sandbox.WaitForStopAsync);
        }
        finally
        {
            SandboxSession.Stop();
        }
    }
}
