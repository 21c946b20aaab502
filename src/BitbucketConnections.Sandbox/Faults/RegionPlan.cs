using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Faults;

/// <summary>Keeps the Regions that deny calls, or do not answer, on purpose. Safe to use from any thread.</summary>
internal sealed class RegionPlan
{
    /// <summary>No SDK waits longer for an answer.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, SandboxRegionStatus> _regions = new(StringComparer.OrdinalIgnoreCase);
    private readonly SandboxClock _clock;

    /// <summary>Initializes a new instance of the <see cref="RegionPlan"/> class.</summary>
    /// <param name="clock">The clock that waits.</param>
    public RegionPlan(SandboxClock clock) => _clock = clock;

    /// <summary>Sets how a Region answers.</summary>
    /// <param name="region">The Region.</param>
    /// <param name="status">How it answers.</param>
    public void Set(string region, SandboxRegionStatus status) => _regions[region] = status;

    /// <summary>Lets all Regions answer as usual.</summary>
    public void Clear() => _regions.Clear();

    /// <summary>Denies a call, or does not answer it, if its Region is set up so.</summary>
    /// <param name="service">The service's signing name.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="region">The Region of the call.</param>
    /// <param name="callerArn">The caller.</param>
    /// <param name="cancellationToken">Ends the silence when the sandbox stops.</param>
    /// <returns>A task that ends if the call is answered as usual.</returns>
    /// <exception cref="AwsErrorException">The Region denies the call.</exception>
    /// <exception cref="ConnectionCutException">The Region did not answer in an hour.</exception>
    public async Task ApplyAsync(string service, string operation, string region, string callerArn, CancellationToken cancellationToken)
    {
        if (service is "iam" or "sts" || !_regions.TryGetValue(region, out var status))
        {
            return;
        }

        var action = $"{service}:{operation}";
        switch (status)
        {
            case SandboxRegionStatus.Denied:
                throw Denied(service, $"User: {callerArn} is not authorized to perform: {action} because no identity-based policy allows the {action} action");
            case SandboxRegionStatus.ServiceControlPolicy:
                throw Denied(service, $"User: {callerArn} is not authorized to perform: {action} with an explicit deny in a service control policy");
            case SandboxRegionStatus.NotEnabled:
                throw service == "s3"
                    ? new AwsErrorException("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403)
                    : new AwsErrorException("UnrecognizedClientException", "The security token included in the request is invalid.", 400);
            case SandboxRegionStatus.Silent:
                await _clock.DelayAsync(s_silence, cancellationToken).ConfigureAwait(false);
                throw new ConnectionCutException();
        }
    }

    private static AwsErrorException Denied(string service, string message) =>
        service == "s3" ? new AwsErrorException("AccessDenied", message, 403) : new AwsErrorException("AccessDeniedException", message);
}
