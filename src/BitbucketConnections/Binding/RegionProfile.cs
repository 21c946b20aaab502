namespace BitbucketConnections.Binding;

/// <summary>The Region and the profile of the calls for an input, as the parameters specify them.</summary>
/// <param name="Region">The Region; null if the parameter is omitted.</param>
/// <param name="ProfileName">The profile; null if the parameter is omitted.</param>
internal sealed record RegionProfile(string? Region, string? ProfileName)
{
    /// <summary>Describes the scope, for an error of a command with several scopes.</summary>
    /// <param name="region">The Region that was called, if it is known.</param>
    /// <returns>A sentence.</returns>
    public string Describe(string? region) => string.Join(", ", (ProfileName, Region ?? region) switch
    {
        ({ } profile, { } called) => [$"Profile '{profile}'", $"Region {called}"],
        ({ } profile, null) => [$"Profile '{profile}'"],
        (null, var called) => new[] { $"Region {called}" },
    }) + ".";
}
