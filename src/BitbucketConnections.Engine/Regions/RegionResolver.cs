using System.Collections.Generic;
using System.Text.RegularExpressions;
using BitbucketConnections.Engine.Configuration;

namespace BitbucketConnections.Engine.Regions;

/// <summary>
/// Finds the Region. Only this class determines the order of the sources. It does not call the metadata service, which takes 15 seconds
/// if the service does not exist.
/// </summary>
internal static class RegionResolver
{
    private static readonly Regex s_form = new(@"^[a-z]{2,}(-[a-z]+)+-[0-9]+\z", RegexOptions.CultureInvariant);

    /// <summary>Finds the Region.</summary>
    /// <param name="settings">The settings of the caller.</param>
    /// <returns>The Region of the first source that has one.</returns>
    /// <exception cref="ServiceException">Kind RegionNotFound: no source has a Region. Kind InvalidInput: the Region name is not valid.</exception>
    public static string Resolve(SessionSettings settings)
    {
        var places = new List<string>();
        foreach (var (place, region) in Places(settings))
        {
            if (region is { Length: > 0 })
            {
                return Check(region, place);
            }

            places.Add(place);
        }

        // Few commands have this source, so the message does not list it.
        return settings.FallbackRegion is { Length: > 0 } fallback
            ? Check(fallback, "the Region of the connection")
            : throw new ServiceException(
                ServiceErrorKind.RegionNotFound,
                $"No Region is set. Checked: {string.Join(", ", places)}. Specify -Region, such as -Region us-east-1.");
    }

    /// <summary>Checks the form of a Region name, because it becomes part of a host name.</summary>
    /// <param name="region">The name.</param>
    /// <param name="place">The source of the name.</param>
    /// <exception cref="ServiceException">Kind InvalidInput.</exception>
    public static string Check(string region, string place) => IsValid(region) ? region : throw new ServiceException(
        ServiceErrorKind.InvalidInput, $"'{region}' ({place}) is not an AWS Region. Expected a name such as us-east-1.")
    {
        Condition = "InvalidRegion",
    };

    /// <summary>Determines whether a text has the form of a Region name.</summary>
    public static bool IsValid(string region) => s_form.IsMatch(region);

    // If a specified profile does not exist, that is the error to report, not the missing Region.
    private static string? ProfileRegion(SessionSettings settings)
    {
        var profile = ProfileStore.Find(settings);
        return profile is null && settings.ProfileName is not null
            ? throw ProfileStore.NotUsable(settings)
            : profile?.Region?.SystemName;
    }

    private static IEnumerable<(string Place, string? Region)> Places(SessionSettings settings)
    {
        yield return ("-Region", settings.Region);
        yield return ("the Region of the ARN or object", settings.InputRegion);
        yield return ("$StoredAWSRegion", settings.DefaultRegion);
        yield return ("AWS_REGION", AwsEnvironment.Get("AWS_REGION"));
        yield return ("AWS_DEFAULT_REGION", AwsEnvironment.Get("AWS_DEFAULT_REGION"));
        yield return ($"the region of {ProfileStore.Describe(settings)}", ProfileRegion(settings));
    }
}
