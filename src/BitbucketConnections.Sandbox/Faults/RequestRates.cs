using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.State;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Faults;

/// <summary>
/// Limits the calls per second to a service in a Region with a token bucket, which holds the calls of one second, and at least one. The caller holds the lock of the state.
/// </summary>
internal sealed class RequestRates
{
    private readonly Dictionary<(string Service, string Region), (double Left, DateTimeOffset At)> _buckets = [];
    private readonly SandboxState _state;
    private readonly SandboxClock _clock;

    /// <summary>Initializes a new instance of the <see cref="RequestRates"/> class.</summary>
    /// <param name="state">The state, which has the limit.</param>
    /// <param name="clock">The clock of the clients: putting the sandbox's clock forward gives them no more calls.</param>
    public RequestRates(SandboxState state, SandboxClock clock)
    {
        _state = state;
        _clock = clock;
    }

    /// <summary>Counts a call.</summary>
    /// <param name="service">The service's signing name.</param>
    /// <param name="region">The Region of the call.</param>
    /// <exception cref="AwsErrorException">The service has answered too many calls.</exception>
    public void Count(string service, string region)
    {
        if (_state.Limits.RequestsPerSecond is not { } rate)
        {
            _buckets.Clear();
            return;
        }

        var now = _clock.ClientTime;
        var size = Math.Max(1, rate);
        var left = _buckets.TryGetValue((service, region), out var bucket) ? Math.Min(size, bucket.Left + ((now - bucket.At).TotalSeconds * rate)) : size;
        var isAnswered = left >= 1;
        _buckets[(service, region)] = (isAnswered ? left - 1 : left, now);
        if (!isAnswered)
        {
            throw Throttled(service);
        }
    }

    // CodePipeline was recorded to throttle without a message.
    private static AwsErrorException Throttled(string service) => service switch
    {
        "s3" => new AwsErrorException("SlowDown", "Please reduce your request rate.", 503),
        "iam" or "sts" => new AwsErrorException("Throttling", "Rate exceeded"),
        _ => new AwsErrorException("ThrottlingException", service == "codepipeline" ? string.Empty : "Rate exceeded"),
    };
}
