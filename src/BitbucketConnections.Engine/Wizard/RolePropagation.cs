using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Wizard;

/// <summary>
/// Retries CreatePipeline while AWS reports that a role can't be assumed, because a new IAM role takes seconds to propagate.
/// Other errors are not retried here.
/// </summary>
internal sealed class RolePropagation
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);
    private readonly WizardServices _services;

    public RolePropagation(WizardServices services) => _services = services;

    /// <exception cref="ServiceException">The error from AWS. For a role that can't be assumed, the error after the time limit.</exception>
    public async Task<Pipeline> CreateAsync(CheckedDefinition complete, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = _services.Clock.Uptime;
        for (var delay = TimeSpan.FromSeconds(1); ; delay = Shorter(TimeSpan.FromTicks(delay.Ticks * 2), s_longest))
        {
            try
            {
                return await _services.Pipelines.CreateAsync(complete, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException refused) when (refused.IsRoleNotAssumable)
            {
                var waited = _services.Clock.Uptime - start;
                if (waited >= limit)
                {
                    throw refused.WithSentence($"Waited {waited.TotalSeconds:0} s; {Remedy(refused, complete.Definition)}");
                }

                var pause = Shorter(delay, limit - waited);
                _services.Tell(
                    DiagnosticLevel.Verbose,
                    $"The role {Refused(refused, complete.Definition)} can't be assumed yet ({waited.TotalSeconds:0} of {limit.TotalSeconds:0} s); trying again in {pause.TotalSeconds:0} s.");
                _services.Diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Progress, NameOf(Refused(refused, complete.Definition)) ?? "Checking")
                {
                    Activity = "Waiting for IAM role", TimeLeft = limit - waited,
                });
                await _services.Clock.DelayAsync(pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // AWS's messages end with the role that can't be assumed: the service role, or the role of an action.
    private static string? Refused(ServiceException refused, Pipeline definition) =>
        definition.Stages.SelectMany(stage => stage.Actions).Select(action => action.RoleArn).OfType<string>()
            .FirstOrDefault(role => role != definition.RoleArn && refused.ServiceMessage?.TrimEnd('.').EndsWith("role " + role, StringComparison.Ordinal) == true)
        ?? definition.RoleArn;

    private static string? NameOf(string? roleArn) => roleArn?.Substring(roleArn.LastIndexOf('/') + 1);

    private static string Remedy(ServiceException refused, Pipeline definition) => Refused(refused, definition) is { } role && role != definition.RoleArn
        ? $"if the roles are not new, the trust policy of {role}, the role of an action, must allow {definition.RoleArn}, and the policies of {definition.RoleArn} must allow sts:AssumeRole on it."
        : "if the role is not new, its trust policy must allow codepipeline.amazonaws.com.";

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
