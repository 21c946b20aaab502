using System.Linq;

namespace BitbucketConnections.Binding;

/// <summary>The Region and the profile of the calls for an input, as the parameters specify them.</summary>
/// <param name="Region">The Region; null if the parameter is omitted.</param>
/// <param name="ProfileName">The profile; null if the parameter is omitted.</param>
internal sealed record RegionProfile(string? Region, string? ProfileName)
{
    /// <summary>Describes it, for an error of a command with several of them.</summary>
    /// <param name="region">The Region that was called, if it is known.</param>
    /// <returns>A sentence.</returns>
    public string Describe(string? region) =>
        string.Join(", ", new[] { Part("Profile", ProfileName is null ? null : $"'{ProfileName}'"), Part("Region", region ?? Region) }.OfType<string>()) + ".";

    private static string? Part(string what, string? value) => value is null ? null : $"{what} {value}";
}
