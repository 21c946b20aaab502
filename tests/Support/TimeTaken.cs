using System;

namespace BitbucketConnections.Tests;

/// <summary>How long something took.</summary>
/// <param name="Elapsed">The time.</param>
/// <param name="Lag">How much later than planned the computer did other work of this process in that time.</param>
internal sealed record TimeTaken(TimeSpan Elapsed, TimeSpan Lag)
{
    public void AssertWithin(TimeSpan limit) => Assert.True(Elapsed < limit + Lag, $"It took {Elapsed}. The limit is {limit}, and {Lag} more because the computer was busy.");
}
